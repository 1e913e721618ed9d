import type { Facts } from '../analysis/facts.ts';
import type { TimeToNotify } from '../analysis/time-to-notify.ts';
import type { BudgetEntry } from '../catalogue/capacity.ts';
import { compareText } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import type { Block, Page } from '../core/page.ts';
import { printHtml } from '../core/print-html.ts';
import { binaryQuantity, coreQuantity } from '../ir/capacity.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { bounds } from '../promql/bounds.ts';

/** `dist/reports/index.html`: times to notify, routes, thresholds and capacity on one page without anything from elsewhere. */
export const reportPage = (model: Model, _plan: Plan, facts: Facts): PlanPart => ({
  documents: [
    {
      path: 'dist/reports/index.html',
      format: 'text',
      body: printHtml(page(model, facts)),
      origins: { '': model.path },
    },
  ],
});

const page = (model: Model, facts: Facts): Page => ({
  title: `Monitoring of ${model.org}, ${model.environment}`,
  blocks: [
    {
      kind: 'text',
      text: 'What follows from the program before anything runs. The same figures, term by term, are in the JSON files beside this page.',
    },
    ...notifying(facts),
    ...thresholds(facts),
    ...capacity(model, facts),
  ],
});

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });

/** What an alert is about: its service, and the probe or objective where it has one. */
const subject = (labels: Readonly<Record<string, string>>): string =>
  [labels['service'], labels['probe'] ?? labels['slo']]
    .filter(part => part !== undefined && !part.includes('{{'))
    .join(' / ');

const whole = (milliseconds: number): string => formatDuration(Math.ceil(milliseconds / 1_000) * 1_000);

const notifying = ({ timesToNotify }: Facts): readonly Block[] => {
  const told = timesToNotify
    .filter(({ alert }) => alert.rule.labels['severity'] !== 'none')
    .toSorted((a, b) => compareText(key(a), key(b)));
  return told.length === 0
    ? []
    : [
        heading('Time to notify and routes'),
        {
          kind: 'table',
          caption: 'From a complete failure to the first message, at worst, and whom the alert reaches',
          head: ['Alert', 'Of', 'Severity', 'Seen after', 'For', 'Told after', 'At most', 'Reaches'],
          rows: told.map(({ alert: { rule, receivers }, detect, notify, budget }) => [
            rule.alert,
            subject(rule.labels),
            rule.labels['severity'] ?? '',
            whole(detect.worst),
            rule.for ?? '0s',
            whole(notify.worst),
            budget === undefined ? 'no limit' : whole(budget),
            receivers.join(', '),
          ]),
        },
      ];
};

const key = ({ alert: { rule } }: TimeToNotify): string => `${rule.alert} ${subject(rule.labels)}`;

/** The bounds that alerts compare with, where they compare with numbers. */
const thresholds = ({ expressions }: Facts): readonly Block[] => {
  const rows = expressions.flatMap(({ rule, parsed }): readonly (readonly string[])[] => {
    if (rule?.kind !== 'alert' || parsed.expr === undefined) return [];
    const found = bounds(parsed.expr).map(({ direction, value }) => `${direction} ${value}`);
    return found.length === 0
      ? []
      : [
          [
            rule.alert,
            subject(rule.labels),
            [...new Set(found)].join(', '),
            rule.for ?? '0s',
            rule.labels['severity'] ?? '',
          ],
        ];
  });
  return rows.length === 0
    ? []
    : [
        heading('Thresholds'),
        {
          kind: 'table',
          caption: 'What alerts compare with, in the unit of their expression',
          head: ['Alert', 'Of', 'Fires when', 'For', 'Severity'],
          rows: rows.toSorted((a, b) => compareText(a.join(' '), b.join(' '))),
        },
      ];
};

const capacity = (model: Model, { capacity: { teams, series, samplesPerSecond, server } }: Facts): readonly Block[] => [
  heading('Capacity'),
  {
    kind: 'text',
    text: `${Math.ceil(series)} series and ${Math.ceil(samplesPerSecond)} samples per second, kept for ${model.retention.metrics}: a volume of ${binaryQuantity(server.volume)}, ${binaryQuantity(server.memory)} of memory (at most ${binaryQuantity(server.memoryLimit)}) and ${coreQuantity(server.cores)} of a processor for Prometheus.`,
  },
  {
    kind: 'table',
    caption: 'Use by team',
    head: ['Team', 'Series', 'Samples per second', 'May use'],
    rows: teams.map(team => {
      const budget: BudgetEntry = model.teams.find(({ id }) => id === team.team)?.budget ?? {};
      const allowed = [
        ...(budget.series === undefined ? [] : [`${budget.series} series`]),
        ...(budget.samplesPerSecond === undefined ? [] : [`${budget.samplesPerSecond} samples per second`]),
      ];
      return [
        team.team,
        String(Math.ceil(team.series)),
        String(Math.ceil(team.samplesPerSecond)),
        allowed.length === 0 ? 'no budget' : allowed.join(', '),
      ];
    }),
  },
];
