import type { AlertChoice } from '../integrations/alert-template.ts';

/** Names of the alerts that come with probes and promises, and what an author can say about them. */

/** The alert of each row of an objective. */
export const burnAlertNames = {
  'page-fast': 'SLOBurnRateFast',
  'page-slow': 'SLOBurnRateSlow',
  ticket: 'SLOBurnRateTicket',
  'ticket-slow': 'SLOBurnRateTicketSlow',
} as const;

/** The alert of each limit of a performance budget. */
export const performanceAlertNames = {
  p95: 'PerformanceBudgetExceeded',
  p99: 'PerformanceBudgetExceededP99',
} as const;

/** The alert of an internal probe that says that its service is down; what an external one loses may be the way. */
export const probeDownAlert = 'HealthProbeFailing';

export type ProbeAlertName =
  | typeof probeDownAlert
  | 'ProbeSlaBreached'
  | 'ExternalProbeDown'
  | 'ProbeSlow'
  | 'ProbeDataMissing'
  | 'TlsCertificateExpiring'
  | 'TlsCertificateExpiringSoon';

export type SloAlertName =
  | (typeof burnAlertNames)[keyof typeof burnAlertNames]
  | 'SLOErrorBudgetAtRisk'
  | 'SLOErrorBudgetExhausted'
  | 'SLOIndicatorMissing';

export type PerformanceAlertName = (typeof performanceAlertNames)[keyof typeof performanceAlertNames];

/** What differs from the alerts as they come, by name; `false` switches one off. */
export type GeneratedAlertChoices<Name extends string> = { readonly [N in Name]?: AlertChoice };
