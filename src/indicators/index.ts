/** Registry: one kind of indicator per file, one line each. */
export { composite } from './composite.ts';
export { freshness } from './freshness.ts';
export { gauge } from './gauge.ts';
export { latency } from './latency.ts';
export { nativeLatency } from './native-latency.ts';
export { probe } from './probe.ts';
export { ratio } from './ratio.ts';
export { ratioGood } from './ratio-good.ts';
export { raw } from './raw.ts';
export { saturation } from './saturation.ts';
export { throughput } from './throughput.ts';
