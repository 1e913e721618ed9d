import type { Labels } from '../../ir/rule-group.ts';
import type { ScrapeJob } from '../../ir/scrape-job.ts';
import type { SecretRef } from '../../ir/secret.ts';
import type { Discovery, Site } from '../../ir/site.ts';
import { discovered } from '../discovered.ts';
import { probeDiscovery, staticDiscovery } from '../discovery.ts';
import { findWorkload, portNumber } from '../lookup.ts';
import { type ComposeDeployment, hostGateway, projectOf, publishedPorts } from './layout.ts';

/** What a container is called where Kubernetes would know a pod. */
const containerLabels = (deployment: ComposeDeployment, id: string): Labels => ({
  container: id,
  namespace: projectOf(deployment),
  pod: id,
});

/** Labels that a job may name in `keep` on this target. */
export const keepableLabels: readonly string[] = ['container', 'namespace', 'pod'];

const secretFile = ({ secret }: SecretRef): string => `/run/secrets/${secret}`;

const discover = (deployment: ComposeDeployment, job: ScrapeJob): Discovery => {
  const { plan } = deployment;
  const { targets, labels } = job;
  switch (targets.kind) {
    case 'workload': {
      // Names instead of DNS discovery: a container that is gone must stay a target that is down.
      const known = Object.entries(containerLabels(deployment, targets.workload)).filter(([name]) =>
        job.keep.includes(name),
      );
      const address = `${targets.workload}:${portNumber(plan, targets.workload, targets.port)}`;
      return staticDiscovery([address], { ...Object.fromEntries(known), ...labels });
    }
    case 'host':
      return staticDiscovery([`${hostGateway}:${targets.port}`], labels);
    case 'static':
      return staticDiscovery(targets.addresses, labels);
    case 'discovered':
      return discovered(job, targets.discovery, secretFile);
    case 'probe':
      return probeDiscovery(
        targets.probes,
        `${targets.prober}:${portNumber(plan, targets.prober, targets.port)}`,
        labels,
      );
  }
};

/** Answers what Compose decides: containers find each other by name, secrets are files, people use published ports. */
export const composeSite = (deployment: ComposeDeployment): Site => {
  const { plan, options } = deployment;
  return {
    connect: (_from, to, port) => ({ scheme: 'http', host: to, port: portNumber(plan, to, port) }),
    peers: (_from, to, port) => [`${to}:${portNumber(plan, to, port)}`],
    discover: job => discover(deployment, job),
    secretFile: (_reader, secret) => secretFile(secret),
    file: (_reader, mount) => mount,
    externalUrl: id => {
      const workload = findWorkload(plan, id);
      const published = workload === undefined ? [] : publishedPorts(workload);
      const port = published.find(p => p.audience === 'people') ?? published[0];
      return port === undefined
        ? `http://${id}:${workload?.ports[0]?.port ?? 0}`
        : `http://${options.host}:${port.port}`;
    },
    hostLogs: true,
  };
};
