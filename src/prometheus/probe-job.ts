import { ports, workloads } from '../ir/conventions.ts';
import type { ProbePlan } from '../ir/probe.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';

/** The job that runs one probe: its address is known only once the site is. */
export const probeJob = (model: Model, probe: ProbePlan, site: Site): ScrapeJob => {
  const service = model.services.find(candidate => candidate.id === probe.service);
  const address =
    probe.target.kind === 'address'
      ? probe.target.address
      : `${endpointUrl(site.connect(workloads.blackbox, probe.service, probe.target.port))}${probe.target.urlPath}`;
  return {
    id: `probe-${probe.service}-${probe.probe}`,
    interval: probe.interval,
    timeout: probe.timeout,
    scheme: 'http',
    metricsPath: '/probe',
    targets: {
      kind: 'probe',
      prober: workloads.blackbox,
      port: ports.blackbox.name,
      module: probe.module,
      probes: [{ address, labels: { probe: probe.probe, class: probe.class } }],
    },
    labels: {
      service: probe.service,
      team: service?.owner ?? model.owner,
      env: model.environment,
      tier: String(service?.tier ?? 2),
    },
    keep: ['probe', 'class'],
    limits: { samples: 200 },
    metricRelabel: [],
    path: probe.path,
  };
};
