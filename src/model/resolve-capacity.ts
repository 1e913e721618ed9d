import type { Catalogue, ServiceEntry } from '../catalogue/catalogue.ts';
import { capacityConstants } from '../ir/capacity.ts';
import type { Model, ServiceModel } from './model.ts';

/** What the capacity model starts from. */
export const resolveCapacity = ({ capacity = {} }: Catalogue): Model['capacity'] => ({
  nodes: capacity.nodes ?? 3,
  replicas: capacity.replicas ?? 2,
  metricsVolume: capacity.metricsVolume === undefined ? undefined : capacity.metricsVolume * 1024 ** 3,
  constants: { ...capacityConstants, ...capacity.constants },
});

/** How much a service is used; one request a second is that of a tool in the house. */
export const resolveExposure = ({ exposure = {} }: ServiceEntry): ServiceModel['exposure'] => ({
  requestsPerSecond: exposure.requestsPerSecond ?? 1,
  eventsPerRequest: exposure.eventsPerRequest ?? 2,
  spansPerRequest: exposure.spansPerRequest ?? 5,
});
