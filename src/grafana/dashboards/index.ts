/** Registry: one built-in dashboard per file, one line each. */
export { about } from './about.ts';
export { alertsIncidents } from './alerts-incidents.ts';
export { capacity } from './capacity.ts';
export { home } from './home.ts';
export { infrastructure } from './infrastructure.ts';
export { logs } from './logs.ts';
export { metaMonitoring } from './meta-monitoring.ts';
export { probesOverview } from './probes-overview.ts';
export { security } from './security.ts';
export { serviceOverview } from './service-overview.ts';
export { sloDetail } from './slo-detail.ts';
export { sloOverview } from './slo-overview.ts';
export { stackParts } from './stack-parts.ts';
export { traces } from './traces.ts';
export { webVitals } from './web-vitals.ts';
