import type { Model } from '../model/model.ts';

/** Labels that every server of the stack adds to what it sends: to Alertmanager, to other storages. */
export const externalLabels = ({ prometheus }: Model): readonly string[] => [
  ...Object.keys(prometheus.externalLabels),
  ...(prometheus.replicas > 1 ? [prometheus.replicaLabel] : []),
];
