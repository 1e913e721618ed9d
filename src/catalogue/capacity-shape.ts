import type { Shape } from '../core/shape.ts';
import { capacityConstants } from '../ir/capacity.ts';
import { object } from './shape-parts.ts';

const amount: Shape = { kind: 'number', minimum: 0 };
const count: Shape = { kind: 'number', minimum: 1, whole: true };
const positive: Shape = { kind: 'number', minimum: 0.000_001 };

/** What a stack says about its size. */
export const capacityShape = object(
  {},
  {
    nodes: count,
    replicas: count,
    metricsVolume: count,
    constants: object({}, Object.fromEntries(Object.keys(capacityConstants).map(name => [name, positive]))),
  },
);

/** How many processes a service has. */
export const replicasShape = count;

/** How much a service is used. */
export const exposureShape = object(
  {},
  { requestsPerSecond: amount, eventsPerRequest: amount, spansPerRequest: amount },
);

/** What a team may use. */
export const budgetShape = object({}, { series: count, samplesPerSecond: count });
