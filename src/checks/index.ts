/** Registry: one check per file, one line each. */
export { alertAnn } from './alert-ann.ts';
export { amDeadman } from './am-deadman.ts';
export { amPage } from './am-page.ts';
export { amUnrouted } from './am-unrouted.ts';
export { dashDs } from './dash-ds.ts';
export { dashUid } from './dash-uid.ts';
export { dashUnit } from './dash-unit.ts';
export { histBound } from './hist-bound.ts';
export { jobDup } from './job-dup.ts';
export { labelUnknown } from './label-unknown.ts';
export { metricUnknown } from './metric-unknown.ts';
export { pqlSyntax } from './pql-syntax.ts';
export { probeAuth } from './probe-auth.ts';
export { probeTime } from './probe-time.ts';
export { retSlo } from './ret-slo.ts';
export { sloReach } from './slo-reach.ts';
export { targetLocalhost } from './target-localhost.ts';
