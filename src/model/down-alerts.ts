import { probeDownAlert } from '../catalogue/generated-alerts.ts';
import type { Model } from './model.ts';

/** Names of the alerts that say that a service as a whole does not answer, in order. */
export const downAlerts = ({ uses, services }: Pick<Model, 'uses' | 'services'>): readonly string[] => {
  const names = [
    ...[...uses, ...services.flatMap(service => service.uses)].flatMap(({ alerts }) =>
      alerts.filter(({ down }) => down).map(({ name }) => name),
    ),
    ...services.flatMap(({ alerts, probes }) => [
      ...alerts.filter(({ down }) => down === true).map(({ id }) => id),
      ...probes
        .filter(({ class: side, alerts: tunings }) => side === 'internal' && tunings[probeDownAlert] !== false)
        .map(() => probeDownAlert),
    ]),
  ];
  return [...new Set(names)].sort();
};
