import type { CapacityConstants } from '../ir/capacity.ts';

/** What the capacity model cannot know from the program. */
export interface CapacityEntry {
  /** Machines. Default 3. */
  readonly nodes?: number;
  /** Processes of a service that does not say how many it has. Default 2. */
  readonly replicas?: number;
  /** GiB of the volume of Prometheus. Default: what the model computes. Too small a volume is an error. */
  readonly metricsVolume?: number;
  /** Numbers of the model that this stack has measured better. */
  readonly constants?: Partial<CapacityConstants>;
}

/** How much a service is used: what it logs and traces follows from it. */
export interface ExposureEntry {
  /** Requests per second, over a day. Default 1. */
  readonly requestsPerSecond?: number;
  /** Log events per request. Default 2. */
  readonly eventsPerRequest?: number;
  /** Spans per request. Default 5. */
  readonly spansPerRequest?: number;
}

/** What a team may use of the platform. More fails the synth. */
export interface BudgetEntry {
  /** Series in memory, recorded ones included. */
  readonly series?: number;
  readonly samplesPerSecond?: number;
}
