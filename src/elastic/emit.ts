import { ports, workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { Edge } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';
import { type LogStream, logStreams, needsElasticsearch, takesTcp } from './log-streams.ts';
import { loggingDocument } from './logging-document.ts';
import { elasticsearchWorkload, kibanaWorkload, logstashWorkload, setupWorkload } from './workloads.ts';

const toElasticsearch = (from: string, purpose: Edge['purpose']): Edge => ({
  from,
  to: workloads.elasticsearch,
  port: ports.elasticsearch.name,
  purpose,
  required: true,
});

const senders = (streams: readonly LogStream[]): readonly Edge[] =>
  [...new Set(streams.filter(takesTcp).map(({ service }) => service))].map(service => ({
    from: service,
    to: workloads.logstash,
    port: ports.logstashTcp.name,
    purpose: 'send',
  }));

/** Elasticsearch with its setup, Kibana and Logstash, when some service has logs; nothing otherwise. */
export const emitElastic = (model: Model): PlanPart => {
  if (!needsElasticsearch(model)) return {};
  const streams = logStreams(model);
  return {
    workloads: [elasticsearchWorkload(model), setupWorkload(model), kibanaWorkload(model), logstashWorkload(model)],
    edges: [
      toElasticsearch(workloads.elasticsearchSetup, 'setup'),
      toElasticsearch(workloads.kibana, 'query'),
      toElasticsearch(workloads.logstash, 'store'),
      ...senders(streams),
    ],
    documents: [loggingDocument(model, streams)],
  };
};
