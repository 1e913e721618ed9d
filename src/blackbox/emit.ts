import { mounts, ports, workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { ProbePlan } from '../ir/probe.ts';
import type { Edge } from '../ir/workload.ts';
import type { Model, ProbeModel, ServiceModel } from '../model/model.ts';
import { platformJob } from '../model/platform-job.ts';
import { probeRules } from './probe-rules.ts';

/** blackbox_exporter with every probe of every service; nothing when there is no probe. */
export const emitBlackbox = (model: Model): PlanPart => {
  const probes = model.services.flatMap(service => service.probes.map(probe => plan(service, probe)));
  if (probes.length === 0) return {};
  const own = platformJob(model, { id: 'blackbox', workload: workloads.blackbox, port: ports.blackbox.name });
  return {
    probes,
    groups: model.services.flatMap(service => probeRules(model, service)),
    jobs: [own.job],
    edges: [own.edge, ...probes.map(edge)],
    workloads: [
      {
        id: workloads.blackbox,
        kind: 'stateless',
        image: 'blackbox-exporter',
        replicas: 1,
        args: [`--config.file=${mounts.blackboxConfig}`],
        env: {},
        ports: [{ ...ports.blackbox, protocol: 'TCP', audience: 'inside' }],
        storage: [],
        secrets: probes.flatMap(({ bearerToken }) => (bearerToken === undefined ? [] : [bearerToken])),
        readiness: { kind: 'http', path: '/-/healthy', port: ports.blackbox.name },
        liveness: { kind: 'http', path: '/-/healthy', port: ports.blackbox.name },
        cpu: '50m',
        memory: '32Mi',
        memoryLimit: '64Mi',
        reload: { port: ports.blackbox.name, path: '/-/reload' },
        path: model.path,
      },
    ],
  };
};

/** Name of a probe's module. */
export const moduleName = (service: string, probe: string): string =>
  `${service}_${probe}`.replace(/[^A-Za-z0-9_]/g, '_');

const plan = (service: ServiceModel, probe: ProbeModel): ProbePlan => ({
  id: `${service.id}/${probe.id}`,
  probe: probe.id,
  service: service.id,
  class: probe.class,
  module: moduleName(service.id, probe.id),
  ...(probe.bearerToken === undefined ? {} : { bearerToken: probe.bearerToken }),
  target:
    probe.target.kind === 'service' ? { kind: 'service', port: 'http', urlPath: probe.target.urlPath } : probe.target,
  limit: probe.limit,
  interval: probe.interval,
  timeout: probe.scrapeTimeout,
  path: probe.path,
});

const edge = (probe: ProbePlan): Edge =>
  probe.target.kind === 'service'
    ? { from: workloads.blackbox, to: probe.service, port: probe.target.port, purpose: 'probe' }
    : {
        from: workloads.blackbox,
        to: 'external',
        port: probe.target.address.startsWith('https:') ? '443' : '80',
        purpose: 'probe',
        address: probe.target.address,
      };
