import type { AlertChoice } from '../integrations/alert-template.ts';
import type { BurnTierName } from './slo.ts';

/** Names of the alerts that come with probes and promises, and what an author can say about them. */

/** The alert of each row of an objective. */
export const burnAlertNames = {
  'page-fast': 'SLOBurnRateFast',
  'page-slow': 'SLOBurnRateSlow',
  ticket: 'SLOBurnRateTicket',
  'ticket-slow': 'SLOBurnRateTicketSlow',
} as const satisfies Readonly<Record<BurnTierName, string>>;

/** The alert of each limit of a performance budget. */
export const performanceAlertNames = {
  p95: 'PerformanceBudgetExceeded',
  p99: 'PerformanceBudgetExceededP99',
} as const;

export type ProbeAlertName =
  | 'HealthProbeFailing'
  | 'ProbeSlaBreached'
  | 'ExternalProbeDown'
  | 'ProbeSlow'
  | 'ProbeDataMissing';

export type SloAlertName =
  | (typeof burnAlertNames)[BurnTierName]
  | 'SLOErrorBudgetAtRisk'
  | 'SLOErrorBudgetExhausted'
  | 'SLOIndicatorMissing';

export type PerformanceAlertName = (typeof performanceAlertNames)['p95' | 'p99'];

/** What differs from the alerts as they come, by name; `false` switches one off. */
export type GeneratedAlertChoices<Name extends string> = { readonly [N in Name]?: AlertChoice };
