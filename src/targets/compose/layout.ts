import { compareText } from '../../core/diagnostic.ts';
import type { Plan } from '../../ir/plan.ts';
import type { Workload } from '../../ir/workload.ts';
import type { Deployment } from '../target.ts';
import type { ComposeOptions } from './index.ts';

export type ComposeDeployment = Deployment<ComposeOptions>;

export const projectOf = ({ options, org }: ComposeDeployment): string => options.project ?? org;

/** The name under which a container reaches the machine it runs on. */
export const hostGateway = 'host.docker.internal';

/** Ports that are published on the machine: what people open, and what applications outside of containers send to. */
export const publishedPorts = (workload: Workload): Workload['ports'] =>
  workload.ports.filter(port => port.audience !== 'inside');

/** Where the files of a workload lie, relative to compose.yaml: its own file tree below its name. */
export const configPath = (workload: string, mount: string): string => `config/${workload}${mount}`;

/** Ids of what must run or have run before the workload starts, sorted. */
export const startsAfter = (plan: Plan, { id, after = [] }: Workload): readonly string[] => {
  const required = plan.edges.filter(edge => edge.from === id && edge.required === true).map(edge => edge.to);
  return [...new Set([...after, ...required])].filter(to => to !== id).toSorted(compareText);
};
