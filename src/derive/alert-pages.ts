import type { AlertFact } from '../analysis/alert-routing.ts';
import type { Facts } from '../analysis/facts.ts';
import { anchorOf, plainText } from '../core/markdown.ts';
import type { Document } from '../ir/artefact.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Routing } from '../ir/routing.ts';
import type { AlertingRule } from '../ir/rule-group.ts';
import { alertPage } from '../model/alert-identity.ts';
import type { Model, RunbookModel } from '../model/model.ts';
import { firesText, prettyQuery, readable, silencedBy, teamText, toldTable, variantOf } from './alert-text.ts';
import { amtool, reachAlertmanager } from './amtool-command.ts';

/** One page per service and alert: what it means, what to do, how to verify it, and who hears of it. */
export const alertPages = (model: Model, plan: Plan, facts: Facts): PlanPart => {
  const pages = byPage(facts.alerts);
  const runbooks = new Map(model.runbooks.map(runbook => [runbook.page, runbook]));
  const related = relatives(pages);
  return {
    documents: [...pages].map(([page, alerts]): Document => {
      return {
        path: `dist/runbooks/${page}.md`,
        format: 'text',
        body: `${write({ model, routing: plan.routing, runbooks, page, alerts, related: related(page, alerts) }).join('\n')}\n`,
        origins: { '': alerts[0]?.rule.path ?? model.path },
      };
    }),
  };
};

/** The alerts that have steps, by the page they stand on. An imported alert keeps the runbook that it came with. */
export const byPage = (alerts: readonly AlertFact[]): ReadonlyMap<string, readonly AlertFact[]> => {
  const pages = new Map<string, AlertFact[]>();
  for (const alert of alerts) {
    const { service } = alert.rule.labels;
    if (alert.rule.runbook === undefined || service === undefined || service.includes('{{')) continue;
    const page = alertPage(service, alert.rule.alert);
    const known = pages.get(page);
    if (known === undefined) pages.set(page, [alert]);
    else known.push(alert);
  }
  return pages;
};

/** Alerts of one service that are about one thing. What the same steps help against stands on the runbook's page. */
const kinship = ({ rule: { labels } }: AlertFact): string => JSON.stringify([labels['service'], labels['alert_group']]);

/** The other pages whose first alert is related to one of a page, in their order. */
const relatives = (pages: ReadonlyMap<string, readonly AlertFact[]>) => {
  const kin = new Map<string, string[]>();
  const order = new Map([...pages.keys()].map((page, i) => [page, i]));
  for (const [page, [first]] of pages) {
    if (first === undefined) continue;
    const known = kin.get(kinship(first));
    if (known === undefined) kin.set(kinship(first), [page]);
    else known.push(page);
  }
  return (page: string, alerts: readonly AlertFact[]): readonly string[] =>
    [...new Set(alerts.flatMap(alert => kin.get(kinship(alert)) ?? []))]
      .filter(other => other !== page)
      .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
};

interface Page {
  readonly model: Model;
  readonly routing: Routing;
  readonly runbooks: ReadonlyMap<string, RunbookModel>;
  readonly page: string;
  readonly alerts: readonly AlertFact[];
  readonly related: readonly string[];
}

const write = ({ model, routing, runbooks, alerts, related }: Page): readonly string[] => {
  const [first] = alerts;
  if (first === undefined) return [];
  const { alert, labels } = first.rule;
  const shared = new Set(alerts.map(({ rule }) => rule.runbook)).size === 1;
  const steps = shared ? stepsOf(first, runbooks, 2) : [];
  return [
    `# ${alert} of ${labels['service'] ?? ''}`,
    '',
    `Owned by ${owners(alerts, model)}.`,
    ...(alerts.length === 1
      ? [...meaning(first, 2), ...steps, ...verify(first, 2), ...told(first, routing, 2)]
      : [
          '',
          ...alerts.map(({ rule }) => `- [${nameOf(rule)}](#${anchorOf(nameOf(rule))}): ${severityText(rule.labels)}`),
          ...steps,
          ...alerts.flatMap(fact => [
            '',
            `## ${nameOf(fact.rule)}`,
            ...meaning(fact, 3),
            ...(shared ? [] : stepsOf(fact, runbooks, 3)),
            ...verify(fact, 3),
            ...told(fact, routing, 3),
          ]),
        ]),
    '',
    '## Silence it',
    '',
    `While somebody works on it; the reason is for whoever comes next. ${reachAlertmanager}`,
    '',
    '```sh',
    ...new Set(
      alerts.map(
        ({ rule }) => `${amtool} silence add --duration=2h --comment='why' ${silencedBy(rule, alerts.length === 1)}`,
      ),
    ),
    '```',
    ...(related.length === 0
      ? []
      : ['', '## Related alerts', '', ...related.map(other => `- [${other.replace(/^.*\//, '')}](../${other}.md)`)]),
  ];
};

/** What tells an alert from others on its page. */
const nameOf = (rule: AlertingRule): string => variantOf(rule) || (rule.labels['team'] ?? '');

/** Each team owns its own, where there is one for every team. */
const owners = (alerts: readonly AlertFact[], model: Model): string => {
  const [first = model.owner, ...others] = new Set(alerts.flatMap(({ rule }) => rule.labels['team'] ?? []));
  return others.length === 0 ? teamText(model, first) : 'each of the teams below';
};

const heading = (level: number, text: string): readonly string[] => ['', `${'#'.repeat(level)} ${text}`, ''];

const severityText = (labels: Readonly<Record<string, string>>): string =>
  `${labels['severity'] ?? ''}, ${labels['priority'] ?? ''}`;

const meaning = (fact: AlertFact, level: number): readonly string[] => {
  const { rule } = fact;
  const text = (name: string) => readable(rule.annotations[name] ?? '', rule);
  return [
    ...heading(level, 'What it means'),
    text('summary'),
    ...(text('description') === text('summary') ? [] : ['', text('description')]),
    '',
    `Severity ${severityText(rule.labels)}; category ${rule.labels['category'] ?? ''}. ${firesText(fact)}`,
    ...heading(level, 'What to do first'),
    text('action'),
  ];
};

/** Text of a runbook, one folder further down: its links to other pages lead up first. */
const fromBelow = (text: string): string => plainText(text).replace(/\]\((?![a-z][a-z0-9+.-]*:|[/#])/gi, '](../');

const stepsOf = (
  { rule }: AlertFact,
  runbooks: ReadonlyMap<string, RunbookModel>,
  level: number,
): readonly string[] => {
  const runbook = runbooks.get(rule.runbook ?? '');
  if (runbook === undefined) return [];
  return [
    ...heading(level, 'Steps'),
    ...runbook.steps.map((step, i) => `${i + 1}. ${fromBelow(step)}`),
    ...(runbook.links.length === 0
      ? []
      : ['', ...runbook.links.map(({ title, url }) => fromBelow(`- [${title}](${url})`))]),
    ...(runbook.ofAlert === true ? [] : ['', `From [${runbook.title}](../${runbook.page}.md).`]),
  ];
};

const verify = ({ rule }: AlertFact, level: number): readonly string[] => {
  const { alert, labels } = rule;
  const dashboard = rule.annotations['dashboard_url'];
  const own = Object.entries({ service: labels['service'], probe: labels['probe'], slo: labels['slo'] }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]),
  );
  return [
    ...heading(level, 'How to verify'),
    ...(dashboard === undefined ? [] : [`Open the [dashboard](${dashboard}): does it show the same?`, '']),
    'Run the query in Prometheus; every series that it returns is one alert, and it is over when none is left.',
    '',
    ...prettyQuery(rule.expr),
    '',
    'How often did it fire in the last week?',
    '',
    ...prettyQuery(`changes(ALERTS_FOR_STATE{alertname="${alert}",${own.join(',')}}[1w]) + 1`),
  ];
};

const told = (fact: AlertFact, routing: Routing, level: number): readonly string[] => [
  ...heading(level, 'Who is told, and when'),
  ...toldTable(fact, routing),
];
