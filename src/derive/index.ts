/** Registry: one derivation per file, one line each. */
export { alertPages } from './alert-pages.ts';
export { capacityReport } from './capacity-report.ts';
export { endpointMap } from './endpoint-map.ts';
export { faultDrill } from './fault-drill.ts';
export { freezeGates } from './freeze-gates.ts';
export { incidentPages } from './incident-pages.ts';
export { liveQueries } from './live-queries.ts';
export { maintenancePage } from './maintenance-page.ts';
export { objectives } from './objectives.ts';
export { reportPage } from './report-page.ts';
export { runbookIndex } from './runbook-index.ts';
export { runbooks } from './runbooks.ts';
export { seriesReport } from './series-report.ts';
export { silences } from './silences.ts';
export { statusSchema } from './status-schema.ts';
export { timeToNotify } from './time-to-notify.ts';
