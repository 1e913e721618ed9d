/** Registry: one derivation per file, one line each. */
export { capacityReport } from './capacity-report.ts';
export { endpointMap } from './endpoint-map.ts';
export { freezeGates } from './freeze-gates.ts';
export { liveQueries } from './live-queries.ts';
export { objectives } from './objectives.ts';
export { runbooks } from './runbooks.ts';
export { seriesReport } from './series-report.ts';
export { silences } from './silences.ts';
export { statusSchema } from './status-schema.ts';
