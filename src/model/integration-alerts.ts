import { childPath } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { kebabCase, suggest } from '../core/names.ts';
import type { ChosenAlert } from '../integrations/alert-template.ts';
import { integrations } from '../integrations/registry.ts';
import type { Watched } from '../integrations/selecting.ts';
import type { IntegrationAlertModel, RunbookModel, UseModel } from './model.ts';
import { runbookMissing } from './problems.ts';

interface Use {
  readonly kind: string;
  readonly options: unknown;
}

/** An integration in use, with the alerts that it brings along and the pages these lead to. */
export const resolveUse = (use: Use, watched: Watched, runbooks: ReadonlyMap<string, string>): UseModel => ({
  ...use,
  watched,
  alerts: alertsOf(use, watched).map(({ runbook, ...alert }) => ({
    ...told(alert, use.kind, watched),
    runbook: runbook === undefined ? integrationRunbookPage(alert.name) : (runbooks.get(runbook) ?? runbook),
  })),
});

/** The alert of one of several says of which: the one without a name is called as its kind. */
const told = <A extends Omit<ChosenAlert, 'runbook'>>(alert: A, kind: string, { name, only }: Watched): A => {
  if (name === undefined)
    return only === undefined ? alert : { ...alert, labels: { component: kind, ...alert.labels } };
  return {
    ...alert,
    summary: `${name}: ${alert.summary}`,
    group: `${alert.group ?? kebabCase(alert.name)}-${name}`,
    labels: { component: name, ...alert.labels },
  };
};

const alertsOf = (use: Use, watched: Watched): readonly ChosenAlert[] =>
  integrations.get(use.kind)?.alertsOf(use.options, watched) ?? [];

/** Page of an alert that an integration brings along. */
const integrationRunbookPage = (alert: string): string => kebabCase(alert);

/** `PostgresConnectionsHigh` as a title: `Postgres connections high`. */
const titleOf = (alert: string): string => {
  const words = alert.replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** One page per alert, whoever uses the integration. A page that an author wrote under the same name wins. */
export const integrationRunbooks = (
  alerts: readonly IntegrationAlertModel[],
  stackPath: string,
  written: ReadonlySet<string>,
): readonly RunbookModel[] => {
  const pages = new Map<string, RunbookModel>();
  for (const alert of alerts) {
    const page = integrationRunbookPage(alert.name);
    if (alert.runbook === page && !written.has(page) && !pages.has(page))
      pages.set(page, {
        id: page,
        path: childPath(stackPath, page),
        page,
        title: titleOf(alert.name),
        steps: alert.steps,
        links: [],
        ofAlert: true,
      });
  }
  return [...pages.values()];
};

/** Runbooks that a choice names and nobody wrote. */
export const integrationRunbookMistakes = (
  uses: readonly Use[],
  path: string,
  runbooks: ReadonlyMap<string, string>,
): readonly Diagnostic[] =>
  uses
    .flatMap(use => alertsOf(use, { service: '', job: '' }))
    .flatMap(({ name, runbook }) =>
      runbook === undefined || runbooks.has(runbook)
        ? []
        : [
            report(
              runbookMissing,
              path,
              `There is no runbook "${runbook}" for the alert \`${name}\`.`,
              suggest(runbook, [...runbooks.keys()]) ?? 'Write one: new Runbook(service, …, {title, steps}).',
            ),
          ],
    );
