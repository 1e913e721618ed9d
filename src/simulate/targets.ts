import type { Facts } from '../analysis/facts.ts';
import { parseDuration } from '../core/duration.ts';
import type { Plan } from '../ir/plan.ts';
import type { Labels } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import type { MetricDeclaration } from '../promql/metric.ts';

/** One thing that is scraped. */
export interface SimulatedTarget {
  readonly labels: Labels;
  /** The service that it is or, of a probe, that is probed. */
  readonly service: string;
  /** Its machine, from 1; undefined of what runs on none of ours. */
  readonly node: number | undefined;
  /** Milliseconds. */
  readonly interval: number;
  readonly metrics: readonly MetricDeclaration[];
  readonly isProbe: boolean;
  /** Whether it is a process of the service or a probe of it, and not the exporter of a component. */
  readonly isOwn: boolean;
}

/** Targets beyond this number of a job are left out: they are all alike. */
const most = 20;

/** Every target of every job and every probe, spread over the machines in turn. */
export const simulatedTargets = (model: Model, plan: Plan, facts: Facts): readonly SimulatedTarget[] => {
  const { nodes } = model.capacity;
  const services = new Set(model.services.map(({ id }) => id));
  const own = new Set(model.services.flatMap(({ scrape }) => scrape?.job ?? []));
  const milliseconds = (text: string): number => parseDuration(text) ?? 15_000;
  const scraped = facts.exposures.flatMap(({ job, targets, metrics }) =>
    Array.from({ length: Math.min(targets, most) }, (_, i): SimulatedTarget => {
      const node = (i % Math.max(1, nodes)) + 1;
      return {
        labels: { ...job.labels, job: job.id, instance: `${job.id}-${i + 1}`, node: `node-${node}` },
        service: job.labels['service'] ?? job.id,
        node: job.targets.kind === 'static' ? undefined : node,
        interval: milliseconds(job.interval),
        metrics,
        isProbe: false,
        isOwn: !services.has(job.labels['service'] ?? '') || own.has(job.id),
      };
    }),
  );
  const metrics = [...facts.series.metrics].flatMap(([name, exposed]) =>
    name.startsWith('probe_') ? exposed.slice(0, 1).map(({ declaration }) => declaration) : [],
  );
  const probed = plan.probes.map((probe): SimulatedTarget => {
    const service = model.services.find(({ id }) => id === probe.service);
    return {
      labels: {
        job: `probe-${probe.service}-${probe.probe}`,
        instance: probe.target.kind === 'address' ? probe.target.address : `${probe.service}${probe.target.urlPath}`,
        service: probe.service,
        team: service?.owner ?? model.owner,
        env: model.environment,
        tier: String(service?.tier ?? 2),
        probe: probe.probe,
        class: probe.class,
      },
      service: probe.service,
      node: undefined,
      interval: milliseconds(probe.interval),
      metrics,
      isProbe: true,
      isOwn: true,
    };
  });
  return [...scraped, ...probed];
};
