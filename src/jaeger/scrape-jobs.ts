import { ports, workloads } from '../ir/conventions.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import type { Edge } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';
import { platformJob } from '../model/platform-job.ts';
import { spanBounds, spanSeriesLimit, tracedServices } from './traced-services.ts';

/** Samples of the span metrics at their limit: per combination the buckets with `+Inf`, sum, count and calls. */
const spanSamples = (model: Model): number => {
  const services = tracedServices(model);
  return services.length * spanSeriesLimit * (spanBounds(services).length + 4);
};

/** The collector's own metrics, the span metrics that it makes, and Jaeger's own metrics, with the edges they need. */
export const tracingJobs = (model: Model): { readonly jobs: readonly ScrapeJob[]; readonly edges: readonly Edge[] } => {
  const collector = platformJob(model, {
    id: workloads.collector,
    workload: workloads.collector,
    port: ports.collectorMetrics.name,
  });
  const spans = platformJob(model, {
    id: 'span-metrics',
    workload: workloads.collector,
    port: ports.collectorSpanMetrics.name,
  });
  const jaeger = platformJob(model, {
    id: workloads.jaeger,
    workload: workloads.jaeger,
    port: ports.jaegerMetrics.name,
  });
  return {
    jobs: [collector.job, { ...spans.job, limits: { ...spans.job.limits, samples: spanSamples(model) } }, jaeger.job],
    edges: [collector.edge, spans.edge, jaeger.edge],
  };
};
