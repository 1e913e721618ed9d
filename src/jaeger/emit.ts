import { ports, workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { Edge } from '../ir/workload.ts';
import { metricsEdge } from '../model/metrics-query.ts';
import type { Model, ServiceModel } from '../model/model.ts';
import { tracingJobs } from './scrape-jobs.ts';
import { storesInElasticsearch, tracedServices } from './traced-services.ts';
import { tracingDocument } from './tracing-document.ts';
import { collectorWorkload, jaegerSetupWorkload, jaegerWorkload } from './workloads.ts';

const edge = (from: string, to: string, port: { readonly name: string }, purpose: Edge['purpose']): Edge => ({
  from,
  to,
  port: port.name,
  purpose,
});

const senders = (services: readonly ServiceModel[]): readonly Edge[] =>
  services.flatMap(({ id }) => [
    edge(id, workloads.collector, ports.otlpGrpc, 'send'),
    edge(id, workloads.collector, ports.otlpHttp, 'send'),
    edge(id, workloads.jaeger, ports.zipkin, 'send'),
  ]);

/** The OpenTelemetry collector and Jaeger with their scrape jobs, when some service has traces; nothing otherwise. */
export const emitJaeger = (model: Model): PlanPart => {
  const services = tracedServices(model);
  if (services.length === 0) return {};
  const stored = storesInElasticsearch(model);
  const scraping = tracingJobs(model);
  return {
    workloads: [collectorWorkload(model), ...(stored ? [jaegerSetupWorkload(model)] : []), jaegerWorkload(model)],
    jobs: scraping.jobs,
    edges: [
      ...senders(services),
      edge(workloads.collector, workloads.jaeger, ports.otlpGrpc, 'send'),
      ...(stored
        ? [
            { ...edge(workloads.jaegerSetup, workloads.elasticsearch, ports.elasticsearch, 'setup'), required: true },
            { ...edge(workloads.jaeger, workloads.elasticsearch, ports.elasticsearch, 'store'), required: true },
          ]
        : []),
      metricsEdge(model, workloads.jaeger),
      ...scraping.edges,
    ],
    documents: [tracingDocument(model, services)],
  };
};
