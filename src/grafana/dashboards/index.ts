/** Registry: one built-in dashboard per file, one line each. */
export { capacity } from './capacity.ts';
export { home } from './home.ts';
export { metaMonitoring } from './meta-monitoring.ts';
export { probesOverview } from './probes-overview.ts';
export { serviceOverview } from './service-overview.ts';
export { sloOverview } from './slo-overview.ts';
export { stackParts } from './stack-parts.ts';
