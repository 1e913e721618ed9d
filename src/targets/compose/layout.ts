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
