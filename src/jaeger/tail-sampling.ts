import { compareDecimals, decimal, multiply, toNumber } from '../core/decimal.ts';
import { parseDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { ServiceModel, TraceModel } from '../model/model.ts';

/** Seconds between the first span of a trace and the decision about it: the longest trace that is seen whole. */
const decisionWait = '10s';

const ofService = (service: string): JsonObject => ({
  name: 'service',
  type: 'string_attribute',
  string_attribute: { key: 'service.name', values: [service] },
});

const both = (name: string, service: string, rule: JsonObject): JsonObject => ({
  name,
  type: 'and',
  and: { and_sub_policy: [ofService(service), rule] },
});

const slow = (service: string, { id, slowerThan }: TraceModel): JsonObject =>
  both(`slow-${service}-${id}`, service, {
    name: 'slow',
    type: 'latency',
    latency: { threshold_ms: parseDuration(slowerThan) ?? 0 },
  });

const baseline = (service: string, trace: TraceModel): readonly JsonObject[] => {
  const share = decimal(trace.baseline);
  if (compareDecimals(share, decimal(0)) <= 0) return [];
  const percentage = toNumber(multiply(share, decimal(100)));
  return [
    both(`baseline-${service}-${trace.id}`, service, {
      name: 'baseline',
      type: 'probabilistic',
      probabilistic: { sampling_percentage: percentage },
    }),
  ];
};

/**
 * The tail_sampling processor: a trace is kept when it failed, when a service in it was slower than that service
 * tolerates, or by chance. A trace in which no declared service takes part is kept only when it failed.
 */
export const tailSampling = (services: readonly ServiceModel[]): JsonObject => ({
  decision_wait: decisionWait,
  policies: [
    { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
    ...services.flatMap(({ id, traces }) => traces.flatMap(trace => [slow(id, trace), ...baseline(id, trace)])),
  ],
});
