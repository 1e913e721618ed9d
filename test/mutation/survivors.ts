/** A mutant that no test tells from its alert, and why that is right. */
export interface Survivor {
  readonly alert: string;
  /** What was changed. */
  readonly what: string;
  readonly reason: string;
}

const atItsEdges = 'Its own tests see the hour, ten minutes later and the week after, not every edge of a calendar.';

/** Exactly those that survive in the reference stack beyond what rules prove equivalent. */
export const survivors: readonly Survivor[] = [
  { alert: 'AlertChannelTest', what: '10 becomes 5', reason: atItsEdges },
  { alert: 'AlertChannelTest', what: '10 becomes 9', reason: atItsEdges },
  { alert: 'AlertChannelTest', what: '7 becomes 6.3', reason: atItsEdges },
  { alert: 'AlertChannelTest', what: '7 becomes 7.7', reason: atItsEdges },
  { alert: 'AlertChannelTest', what: '<= becomes <', reason: atItsEdges },
  { alert: 'AlertChannelTest', what: 'and loses its left side', reason: atItsEdges },
  { alert: 'AlertChannelTest', what: 'and loses its right side', reason: atItsEdges },
  {
    alert: 'ApiLatencyCritical',
    what: '>= becomes ==',
    reason: 'The last bucket ends at the bound: no quantile lies beyond it.',
  },
  {
    alert: 'JaegerWritesFailing',
    what: '[300s] is halved',
    reason: 'The failed ones among all: one part in a hundred of a divisor, for half a window.',
  },
  {
    alert: 'PrometheusNotificationErrors',
    what: '[300s] is halved',
    reason: 'The failed ones among all: three parts in a hundred of a divisor, for half a window.',
  },
  {
    alert: 'PrometheusSeriesGrowing',
    what: '> becomes >=',
    reason: 'A server without any series has none to foretell either: 0 / 0 is NaN.',
  },
  {
    alert: 'UnusualTraffic',
    what: '3 becomes 2.7',
    reason: 'A jump moves the deviation that it is measured by: no jump lands within a tenth of the bound.',
  },
  {
    alert: 'UnusualTraffic',
    what: '3 becomes 3.3',
    reason: 'A jump moves the deviation that it is measured by: no jump lands within a tenth of the bound.',
  },
  {
    alert: 'VolumeFillingUp',
    what: '> becomes >=',
    reason: 'A volume of no size gives 1 - Inf, which is below every bound.',
  },
];
