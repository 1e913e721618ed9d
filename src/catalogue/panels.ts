import { errorRatio, heatmap, latency, quantileBy, requestRate, successRatio } from './request-panels.ts';
import {
  budgetBars,
  budgetExhaustion,
  budgetHistory,
  budgetRemaining,
  budgetTime,
  freezeBanner,
  freezeHistory,
  sloBurn,
} from './slo-panels.ts';
import {
  alertList,
  alertTable,
  baseline,
  graph,
  logCount,
  logs,
  number,
  raw,
  saturation,
  shares,
  stateTimeline,
  table,
  text,
  topList,
  traceList,
} from './state-panels.ts';

/**
 * Panels in house style, so that a dashboard reads like a table of contents:
 * `panels: [panels.requestRate(requests), panels.latency(buckets, { budget: 0.5 }), panels.budgetRemaining({ service })]`.
 * Title, description, size, `alerts` and anything else can be said otherwise in the last argument.
 */
export const panels = {
  alertList,
  alertTable,
  baseline,
  budgetBars,
  budgetExhaustion,
  budgetHistory,
  budgetRemaining,
  budgetTime,
  errorRatio,
  freezeBanner,
  freezeHistory,
  graph,
  heatmap,
  latency,
  logCount,
  logs,
  number,
  quantileBy,
  raw,
  requestRate,
  saturation,
  shares,
  sloBurn,
  stateTimeline,
  successRatio,
  table,
  text,
  topList,
  traceList,
} as const;
