import type { JsonObject } from '../../core/json.ts';
import type { Workload } from '../../ir/workload.ts';
import { findService } from '../lookup.ts';
import { type ComposeDeployment, publishedPorts } from './layout.ts';

/**
 * `inside` connects the workloads and has no way out. `outside` is for those that leave: Docker publishes ports only on
 * such a network, and receivers and external probes lie beyond it. `applications` is shared with the watched services.
 */
const names = ['applications', 'inside', 'outside'] as const;
export type NetworkName = (typeof names)[number];

/** Whether anything that the workload scrapes is the machine itself. */
const leaves = ({ plan }: ComposeDeployment, { id }: Workload): boolean =>
  plan.edges.some(edge => edge.from === id && edge.to === 'external') || scrapesHost(plan, id);

/** Whether the workload scrapes the machine itself: it then needs a name for it. */
export const scrapesHost = (plan: ComposeDeployment['plan'], id: string): boolean =>
  plan.jobs.some(job => job.targets.kind === 'host') &&
  plan.edges.some(edge => edge.from === id && edge.purpose === 'scrape');

/** The networks of one workload, sorted. */
export const networksOf = (deployment: ComposeDeployment, workload: Workload): readonly NetworkName[] => {
  const { plan } = deployment;
  const meetsServices = plan.edges.some(
    ({ from, to }) =>
      (from === workload.id && findService(plan, to) !== undefined) ||
      (to === workload.id && findService(plan, from) !== undefined),
  );
  const joins: Readonly<Record<NetworkName, boolean>> = {
    applications: meetsServices || workload.ports.some(port => port.audience === 'intake'),
    inside: true,
    outside: publishedPorts(workload).length > 0 || leaves(deployment, workload),
  };
  return names.filter(name => joins[name]);
};

/** Name of the network that the watched services share. */
export const applicationNetwork = ({ options, org }: ComposeDeployment): string =>
  options.applicationNetwork ?? `${org}-observability`;

/** The networks that some workload is attached to. */
export const networkSection = (deployment: ComposeDeployment, workloads: readonly Workload[]): JsonObject => {
  const used = new Set(workloads.flatMap(workload => networksOf(deployment, workload)));
  const existing = deployment.options.applicationNetwork !== undefined;
  const definitions: Readonly<Record<NetworkName, JsonObject>> = {
    applications: { name: applicationNetwork(deployment), ...(existing ? { external: true } : { driver: 'bridge' }) },
    inside: { driver: 'bridge', internal: true },
    outside: { driver: 'bridge' },
  };
  return Object.fromEntries(names.filter(name => used.has(name)).map(name => [name, definitions[name]]));
};
