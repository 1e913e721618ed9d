import { workloads } from '../ir/conventions.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { Edge } from '../ir/workload.ts';
import type { Model } from './model.ts';

/** The labels of a part of the stack itself: it is a service of the platform's owner. */
export const platformLabels = (model: Model, service: string): ScrapeJob['labels'] => ({
  service,
  team: model.owner,
  env: model.environment,
  tier: '1',
});

/** The scrape of a part of the stack, and the edge that it needs. */
export const platformJob = (
  model: Model,
  job: { readonly id: string; readonly workload: string; readonly port: string; readonly metricsPath?: string },
): { readonly job: ScrapeJob; readonly edge: Edge } => ({
  job: {
    id: job.id,
    interval: model.intervals.scrape,
    timeout: scrapeTimeout(model.intervals.scrape),
    scheme: 'http',
    metricsPath: job.metricsPath ?? '/metrics',
    targets: { kind: 'workload', workload: job.workload, port: job.port },
    labels: platformLabels(model, job.workload),
    keep: [],
    limits: { samples: 20_000 },
    metricRelabel: [],
    path: model.path,
  },
  edge: { from: workloads.prometheus, to: job.workload, port: job.port, purpose: 'scrape' },
});
