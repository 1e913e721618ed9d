import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { sloSeries } from '../../ir/conventions.ts';
import { selector } from '../selector.ts';

type Where = Readonly<Record<string, string>>;

/** Share of the error budget that is left, as numbers. */
export const budgetRemaining = (where: Where): PanelEntry => ({
  kind: 'stat',
  title: 'Error budget remaining',
  description:
    'Share of the error budget that is left in the rolling window of each objective. Below 0 the promise is broken.',
  unit: 'percentunit',
  queries: [{ expr: `${sloSeries.remaining}${selector(where)}`, legend: '{{slo}}' }],
  thresholds: [
    { at: 0, color: 'orange' },
    { at: 0.2, color: 'green' },
  ],
  width: 12,
});

/** The same share over time. */
export const budgetHistory = (where: Where): PanelEntry => ({
  kind: 'timeseries',
  title: 'Error budget over time',
  description: 'How the budget of each objective was spent. A steep fall is an incident, a steady slope a slow leak.',
  unit: 'percentunit',
  queries: [{ expr: `${sloSeries.remaining}${selector(where)}`, legend: '{{slo}}' }],
});

/** How fast the budget burns, over one of the recorded windows. */
export const burnRate = (where: Where, window: '1h' | '6h'): PanelEntry => ({
  kind: 'timeseries',
  title: `Burn rate over ${window}`,
  description: `Speed at which the budget is spent, over ${window}. At 1 it lasts exactly its window, at 2 half of it.`,
  unit: 'short',
  queries: [{ expr: `${sloSeries.burnRate(window)}${selector(where)}`, legend: '{{slo}}' }],
  thresholds: [{ at: 1, color: 'orange' }],
});

/** Seconds until the budget is gone at the present speed. */
export const exhaustion = (where: Where): PanelEntry => ({
  kind: 'stat',
  title: 'Budget gone in',
  description:
    'Time until the budget is used up if it keeps burning as in the last six hours. No data: it does not burn.',
  unit: 's',
  queries: [{ expr: `${sloSeries.exhaustion}${selector(where)}`, legend: '{{slo}}' }],
  thresholds: [
    { at: 86_400, color: 'orange' },
    { at: 604_800, color: 'green' },
  ],
  width: 12,
});

/** Whether deployments are frozen because a budget is used up. */
export const frozen = (where: Where): PanelEntry => ({
  kind: 'state-timeline',
  title: 'Deployments frozen',
  description: 'Red while deployments are frozen: the budget was used up and has not recovered yet.',
  unit: 'bool',
  queries: [{ expr: `${sloSeries.frozen}${selector(where)}`, legend: '{{slo}}' }],
  thresholds: [
    { at: 0, color: 'green' },
    { at: 1, color: 'red' },
  ],
});
