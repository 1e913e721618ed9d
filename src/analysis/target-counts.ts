import type { JobExposure } from './job-exposures.ts';
import type { TargetCounts } from './route-groups.ts';

/** How many targets the jobs of each service have. */
export const targetCounts = (exposures: readonly JobExposure[]): TargetCounts => {
  const targets = new Map<string, number>();
  for (const { job, targets: count } of exposures) {
    const service = job.labels['service'];
    if (service !== undefined) targets.set(service, (targets.get(service) ?? 0) + count);
  }
  return { targets };
};
