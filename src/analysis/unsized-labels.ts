import { integrations } from '../integrations/registry.ts';
import type { Model, ServiceModel } from '../model/model.ts';

/** A metric of an author with labels whose number of values nobody declared. */
export interface UnsizedMetric {
  readonly service: string;
  readonly metric: string;
  readonly labels: readonly string[];
}

/** Names of what integrations bring: their authors are not those of the stack. */
const broughtAlong = ({ uses }: ServiceModel): ReadonlySet<string> =>
  new Set(
    uses.flatMap(({ kind, options }) =>
      Object.values(integrations.get(kind)?.metricsOf(options) ?? {}).map(({ name }) => name),
    ),
  );

/** Labels that the capacity model counts as one value for want of a number, in the order of services. */
export const unsizedLabels = (model: Model): readonly UnsizedMetric[] =>
  model.services.flatMap(service => {
    const known = broughtAlong(service);
    return [...service.metrics.values()].flatMap(({ name, labels }): readonly UnsizedMetric[] => {
      const unsized = Object.entries(labels).flatMap(([label, { cardinality, values }]) =>
        cardinality === undefined && values === undefined ? [label] : [],
      );
      return unsized.length === 0 || known.has(name) ? [] : [{ service: service.id, metric: name, labels: unsized }];
    });
  });
