import { defineProblem } from '../core/diagnostic.ts';

/** Everything that the deploy targets can find, in one place for the documentation. */
export const targetOption = defineProblem({
  code: 'TARGET-OPTION',
  severity: 'error',
  why: 'An option that a target does not know or cannot read has no effect, and the stack is deployed otherwise than its author meant.',
});

export const targetName = defineProblem({
  code: 'TARGET-NAME',
  severity: 'error',
  why: 'Names of namespaces, workloads and secrets become DNS names and label values; the platform refuses anything else.',
});

export const targetEdge = defineProblem({
  code: 'TARGET-EDGE',
  severity: 'error',
  why: 'A connection to a workload or port that does not exist can neither be configured nor allowed by a network policy.',
});

export const targetReader = defineProblem({
  code: 'TARGET-READER',
  severity: 'error',
  why: 'A configuration file whose reader does not run on the target, or two files mounted at one path, would silently have no effect.',
});

export const targetKeep = defineProblem({
  code: 'TARGET-KEEP',
  severity: 'error',
  why: 'A scrape job that keeps a label which discovery cannot yield breaks every expression that groups by it.',
});

export const targetJob = defineProblem({
  code: 'TARGET-JOB',
  severity: 'error',
  why: 'A scrape job that the target cannot discover would leave its alerts without data.',
});

export const targetStorage = defineProblem({
  code: 'TARGET-STORAGE',
  severity: 'error',
  why: 'Data that must outlive a container needs a volume which the platform can give to that kind of workload.',
});

export const configMapSize = defineProblem({
  code: 'CM-SIZE',
  severity: 'error',
  why: 'Client-side `kubectl apply` stores the whole object in an annotation of at most 262,144 bytes and fails on a larger ConfigMap.',
});

export const composeReplicas = defineProblem({
  code: 'COMPOSE-REPLICAS',
  severity: 'error',
  why: 'Compose runs on one machine: replicas would share one volume and one published port, and add no availability.',
});

export const composePort = defineProblem({
  code: 'COMPOSE-PORT',
  severity: 'error',
  why: 'Two containers cannot publish one port of the machine; the second would not start.',
});

export const composeCycle = defineProblem({
  code: 'COMPOSE-CYCLE',
  severity: 'error',
  why: 'Services that wait for each other never start; docker compose refuses such a file.',
});

export const composeExposed = defineProblem({
  code: 'COMPOSE-EXPOSED',
  severity: 'warning',
  why: 'Ports bound beyond loopback are open to the network of the machine, without TLS.',
});

/** Every problem of this room. */
export const problems = [
  targetOption,
  targetName,
  targetEdge,
  targetReader,
  targetKeep,
  targetJob,
  targetStorage,
  configMapSize,
  composeReplicas,
  composePort,
  composeCycle,
  composeExposed,
] as const;
