import type { AlertFact, Facts } from '../analysis/facts.ts';
import { isWithin } from '../catalogue/paths.ts';
import type { Document } from '../ir/artefact.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model, RunbookModel } from '../model/model.ts';
import { parse } from '../promql/parse.ts';
import { printPretty } from '../promql/print-pretty.ts';

/** One page per runbook: the author's steps, and every alert that leads here with its query and who hears of it. */
export const runbooks = (model: Model, _plan: Plan, facts: Facts): PlanPart => {
  const byPage = new Map<string, AlertFact[]>();
  for (const alert of facts.alerts) {
    const page = alert.rule.annotations['runbook_url']?.replace(/^.*\//, '').replace(/\.md$/, '') ?? '';
    const known = byPage.get(page);
    if (known === undefined) byPage.set(page, [alert]);
    else known.push(alert);
  }
  return {
    documents: model.runbooks.map(runbook => page(runbook, ownerOf(model, runbook), byPage.get(runbook.page) ?? [])),
  };
};

const page = (runbook: RunbookModel, owner: string, alerts: readonly AlertFact[]): Document => ({
  path: `dist/runbooks/${runbook.page}.md`,
  format: 'text',
  body: [
    `# ${runbook.title}`,
    '',
    `Owned by ${owner}.`,
    '',
    '## Steps',
    '',
    ...runbook.steps.map((step, i) => `${i + 1}. ${step}`),
    ...(runbook.links.length === 0
      ? []
      : ['', '## Links', '', ...runbook.links.map(({ title, url }) => `- [${title}](${url})`)]),
    ...(alerts.length === 0 ? [] : ['', '## Alerts that lead here', '', ...alerts.flatMap(section)]),
    '',
  ]
    .join('\n')
    .replace(/\n+$/, '\n'),
  origins: { '': runbook.path },
});

/** The team behind a page, and whom to ask there. */
const ownerOf = (model: Model, runbook: RunbookModel): string => {
  const service = model.services.find(({ path }) => isWithin(runbook.path, path));
  const id = service?.owner ?? model.owner;
  const contact = model.teams.find(team => team.id === id)?.contact;
  return `the team ${id}${contact === undefined ? '' : `; ask ${contact}`}`;
};

const section = ({ rule, receivers }: AlertFact): readonly string[] => [
  `### ${rule.alert}${rule.labels['probe'] === undefined ? '' : ` (${rule.labels['probe']})`}${rule.labels['slo'] === undefined ? '' : ` (${rule.labels['slo']})`}`,
  '',
  `${rule.labels['severity'] ?? ''} of ${rule.labels['service'] ?? ''}, for ${rule.for ?? '0s'}; goes to ${receivers.join(', ')}.`,
  '',
  `First: ${rule.annotations['action'] ?? ''}`,
  '',
  '```promql',
  pretty(rule.expr),
  '```',
  '',
];

/** The query as a person reads it; one that cannot be read is shown as it was written. */
const pretty = (text: string): string => {
  const { expr } = parse(text);
  return expr === undefined ? text : printPretty(expr, 100);
};
