import type { AlertFact } from '../analysis/alert-routing.ts';
import type { Facts } from '../analysis/facts.ts';
import { isWithin } from '../catalogue/paths.ts';
import { plainText } from '../core/markdown.ts';
import type { Document } from '../ir/artefact.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model, RunbookModel } from '../model/model.ts';
import { byPage } from './alert-pages.ts';
import { alertLine, teamText, variantOf } from './alert-text.ts';

/** One page per runbook that somebody wrote: its steps, and every alert that leads here. */
export const runbooks = (model: Model, _plan: Plan, facts: Facts): PlanPart => {
  const pages = [...byPage(facts.alerts)];
  return {
    documents: model.runbooks
      .filter(({ ofAlert }) => ofAlert !== true)
      .map(runbook =>
        page(
          runbook,
          teamText(model, ownerOf(model, runbook)),
          pages.flatMap(([path, alerts]) =>
            alerts.filter(({ rule }) => rule.runbook === runbook.page).map(alert => [path, alert] as const),
          ),
        ),
      ),
  };
};

const page = (runbook: RunbookModel, owner: string, alerts: readonly (readonly [string, AlertFact])[]): Document => ({
  path: `dist/runbooks/${runbook.page}.md`,
  format: 'text',
  body: [
    `# ${runbook.title}`,
    '',
    `Owned by ${owner}.`,
    '',
    '## Steps',
    '',
    ...runbook.steps.map((step, i) => `${i + 1}. ${plainText(step)}`),
    ...(runbook.links.length === 0
      ? []
      : ['', '## Links', '', ...runbook.links.map(({ title, url }) => `- [${title}](${url})`)]),
    ...(alerts.length === 0
      ? []
      : ['', '## Alerts that lead here', '', ...alerts.map(([path, alert]) => item(path, alert))]),
    '',
  ].join('\n'),
  origins: { '': runbook.path },
});

const item = (path: string, alert: AlertFact): string => {
  const variant = variantOf(alert.rule);
  return `- [${alert.rule.alert}](${path}.md)${variant === '' ? '' : ` (${variant})`}, ${alertLine(alert)}`;
};

/** The team behind a page. */
export const ownerOf = (model: Model, runbook: RunbookModel): string =>
  model.services.find(({ path }) => isWithin(runbook.path, path))?.owner ?? model.owner;
