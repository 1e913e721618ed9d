import type { Facts } from '../analysis/facts.ts';
import type { TimeToNotify } from '../analysis/time-to-notify.ts';
import { compareText } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';

/** How long every alert takes from a complete failure to a message: a report term by term, and a page to read. */
export const timeToNotify = (model: Model, _plan: Plan, { timesToNotify }: Facts): PlanPart => {
  const told = timesToNotify
    .filter(({ alert }) => alert.rule.labels['severity'] !== 'none')
    .toSorted((a, b) => compareText(nameOf(a), nameOf(b)));
  if (told.length === 0) return {};
  const origins = { '': model.path };
  return {
    documents: [
      { path: 'dist/reports/time-to-notify.json', format: 'json', body: { alerts: told.map(entry) }, origins },
      { path: 'dist/docs/time-to-notify.md', format: 'text', body: page(told).join('\n'), origins },
    ],
  };
};

const nameOf = ({ alert: { rule, group } }: TimeToNotify): string =>
  [rule.labels['service'], rule.alert, rule.labels['probe'] ?? rule.labels['slo'] ?? '', group.name].join(' ');

/** Whole seconds: the terms are no more exact than that. */
const inSeconds = (milliseconds: number): number => Math.ceil(milliseconds / 1_000);
const text = (milliseconds: number): string => formatDuration(inSeconds(milliseconds) * 1_000);

const entry = ({ alert, terms, detect, notify, budget, why, pipeline, route, shared }: TimeToNotify): JsonObject => ({
  alert: alert.rule.alert,
  labels: Object.fromEntries(
    ['service', 'team', 'severity', 'priority', 'component', 'probe', 'slo', 'slo_tier'].flatMap(label => {
      const value = alert.rule.labels[label];
      return value === undefined || value.includes('{{') ? [] : [[label, value] as const];
    }),
  ),
  receivers: alert.receivers,
  first: route?.receiver,
  joinsGroup: shared,
  terms: terms
    .filter(({ worst }) => worst > 0)
    .map(({ term, best, worst, because }) => ({ term, best: inSeconds(best), worst: inSeconds(worst), because })),
  detect: { best: inSeconds(detect.best), worst: inSeconds(detect.worst) },
  notify: { best: inSeconds(notify.best), worst: inSeconds(notify.worst) },
  pipeline: inSeconds(pipeline),
  budget: budget === undefined ? undefined : inSeconds(budget),
  because: why,
});

const introduction = [
  '# Time to notify',
  '',
  'How long each alert takes from a complete failure until the first person is told, at best and at worst. The way is: the',
  'next scrape, further samples where several must fail, the timeout of a target that hangs, the part of a window that',
  'must be bad, groups that record in between, the next evaluation, `for`, the wait of the group, other Alertmanagers that',
  'are dead, and the request itself. An alert that can join a group which was told before waits for the group interval.',
  '',
  '`dist/reports/time-to-notify.json` has the terms one by one, in seconds. A partial failure takes longer where a window',
  'must be bad; hours in which a channel is silent are not counted.',
  '',
];

const page = (times: readonly TimeToNotify[]): readonly string[] => {
  const services = [...new Set(times.map(({ alert }) => alert.rule.labels['service'] ?? ''))];
  return [
    ...introduction,
    ...services.flatMap(service => [
      `## ${service.includes('{{') ? 'Escalations' : service}`,
      '',
      '| alert | severity | seen after | `for` | told after | at most | first told |',
      '|---|---|---|---|---|---|---|',
      ...times.filter(({ alert }) => (alert.rule.labels['service'] ?? '') === service).map(row),
      '',
    ]),
  ];
};

const row = ({ alert: { rule }, detect, notify, budget, route }: TimeToNotify): string => {
  const which = rule.labels['probe'] ?? rule.labels['slo'] ?? rule.labels['performance'];
  const cells = [
    which === undefined ? rule.alert : `${rule.alert} (${which})`,
    rule.labels['severity'] ?? '',
    `${text(detect.best)} to ${text(detect.worst)}`,
    rule.for ?? '-',
    `${text(notify.best)} to ${text(notify.worst)}`,
    budget === undefined ? '-' : text(budget),
    route?.receiver ?? 'nobody',
  ];
  return `| ${cells.join(' | ')} |`;
};
