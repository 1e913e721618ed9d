import { sloSeries } from '../ir/conventions.ts';
import { dashboardLink, sloDetailUid } from '../ir/dashboard-link.ts';
import type { PanelEntry, PanelLink, ThresholdEntry } from '../ir/panel.ts';
import { choice } from '../ir/selector.ts';
import type { PanelOwn } from './panel-parts.ts';

/** Labels that choose objectives: `{service: 'api'}`, `{}` for all, `{slo: '$slo'}` for those that the reader chose. */
export type Where = Readonly<Record<string, string>>;

/** From an objective to its own page, where the panel shows more than the one that the reader chose. */
const details = (where: Where): { readonly valueLinks?: readonly PanelLink[] } =>
  'slo' in where
    ? {}
    : {
        valueLinks: [{ title: 'This objective', url: dashboardLink(sloDetailUid, { slo: '${__field.labels.slo}' }) }],
      };

/** Limits of one's own, where no alerts are named that have some. */
const unlessAlerts = ({ alerts }: PanelOwn, thresholds: readonly ThresholdEntry[]) =>
  alerts === undefined ? { thresholds } : {};

const freezeStates = [
  { is: 0, text: 'open', color: 'green' },
  { is: 1, text: 'frozen', color: 'red' },
] as const;

/** Share of the error budget that is left, as numbers. */
export const budgetRemaining = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  kind: 'stat',
  title: 'Error budget remaining',
  description:
    'Share of the error budget that is left in the rolling window of each objective. Below 0 the promise is broken.',
  unit: 'percentunit',
  ...unlessAlerts(own, [
    { at: 0, color: 'orange' },
    { at: 0.2, color: 'green' },
  ]),
  width: 12,
  ...details(where),
  ...own,
  queries: [{ expr: `${sloSeries.remaining}${choice(where)}`, legend: '{{slo}}' }],
});

/** The same as bars: one looks for the shortest. */
export const budgetBars = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  ...budgetRemaining(where, own),
  kind: 'bar-gauge',
});

/** The same share over time. */
export const budgetHistory = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  kind: 'timeseries',
  title: 'Error budget over time',
  description: 'How the budget of each objective was spent. A steep fall is an incident, a steady slope a slow leak.',
  unit: 'percentunit',
  ...details(where),
  ...own,
  queries: [{ expr: `${sloSeries.remaining}${choice(where)}`, legend: '{{slo}}' }],
});

/** How fast the budget burns, over one of the recorded windows. */
export const sloBurn = (where: Where, window: '1h' | '6h', own: PanelOwn = {}): PanelEntry => ({
  kind: 'timeseries',
  title: `Burn rate over ${window}`,
  description: `Speed at which the budget is spent, over ${window}. At 1 it lasts exactly its window, at 2 half of it.`,
  unit: 'short',
  ...unlessAlerts(own, [{ at: 1, color: 'orange' }]),
  ...details(where),
  ...own,
  queries: [{ expr: `${sloSeries.burnRate(window)}${choice(where)}`, legend: '{{slo}}' }],
});

/** Seconds until the budget is gone at the present speed. */
export const budgetExhaustion = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  kind: 'stat',
  title: 'Budget gone in',
  description:
    'Time until the budget is used up if it keeps burning as in the last six hours. No data: it does not burn.',
  unit: 's',
  thresholds: [
    { at: 86_400, color: 'orange' },
    { at: 604_800, color: 'green' },
  ],
  width: 12,
  ...details(where),
  ...own,
  queries: [{ expr: `${sloSeries.exhaustion}${choice(where)}`, legend: '{{slo}}' }],
});

/** The budget that is left as time: how long everything may still fail before the promise is broken. */
export const budgetTime = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  kind: 'stat',
  title: 'Downtime left',
  description:
    'How long everything may still fail in this period before the promise is broken. A full budget of 99.9 % over 30 days is 43.2 minutes.',
  unit: 's',
  thresholds: [{ at: 0, color: 'green' }],
  width: 12,
  ...details(where),
  ...own,
  queries: [
    {
      expr: `${sloSeries.remaining}${choice(where)} * on (slo) group_left () (${sloSeries.budget}${choice(where)} * ${sloSeries.period}${choice(where)})`,
      legend: '{{slo}}',
    },
  ],
});

/** Whether deployments are frozen because a budget is used up. */
export const freezeHistory = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  kind: 'state-timeline',
  title: 'Deployments frozen',
  description: 'Red while deployments are frozen: the budget was used up and has not recovered yet.',
  unit: 'bool',
  thresholds: [
    { at: 0, color: 'green' },
    { at: 1, color: 'red' },
  ],
  states: freezeStates,
  ...details(where),
  ...own,
  queries: [{ expr: `${sloSeries.frozen}${choice(where)}`, legend: '{{slo}}' }],
});

/** The names of the objectives that freeze deployments now; a calm text while there is none. */
export const freezeBanner = (where: Where, own: PanelOwn = {}): PanelEntry => ({
  kind: 'stat',
  title: 'Frozen',
  description: 'Objectives that freeze deployments now. Only what restores reliability is deployed meanwhile.',
  unit: 'bool',
  noData: 'Deployments are open',
  thresholds: [
    { at: 0, color: 'green' },
    { at: 1, color: 'red' },
  ],
  states: freezeStates,
  ...details(where),
  width: 24,
  ...own,
  queries: [{ expr: `${sloSeries.frozen}${choice(where)} == 1`, legend: '{{slo}}: no deployments' }],
});
