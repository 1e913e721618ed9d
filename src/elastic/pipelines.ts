import type { JsonValue } from '../core/json.ts';
import { elasticUsers, mounts, ports, workloads } from '../ir/conventions.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { type LogStream, logStreams, mountedPath, takesTcp, unroutedDataset } from './log-streams.ts';
import { type LsclPipeline, type LsclPlugin, type LsclStatement, plugin, printPipeline } from './lscl.ts';
import { dropAuthorization, pipelineFilters } from './pipeline-filters.ts';

/** Variable from which Logstash takes its password. */
export const passwordVariable = 'ES_PASSWORD';

/** Where Logstash keeps what must survive a restart: queues, dead letters, read positions. */
export const logstashData = '/usr/share/logstash/data';

/** The pipeline that receives every event over TCP and hands it to the one of its dataset. */
const intakeId = 'intake';

/** One pipeline of Logstash: its text, its place in `pipelines.yml` and the construct it came from. */
export interface Pipeline {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  readonly queue: 'memory' | 'persisted';
  readonly path: string;
}

const sendTo = (dataset: string): LsclPlugin => plugin('pipeline', { send_to: [dataset] });

/** The dataset is chosen by comparing with known names: no field of an event ever becomes part of an index name. */
const route = (streams: readonly LogStream[]): LsclStatement => {
  const [first, ...rest] = streams.map(({ log }) => ({
    when: { kind: 'equals', field: '[dataset]', value: log.dataset } as const,
    body: [sendTo(log.dataset)],
  }));
  const unrouted = sendTo(unroutedDataset);
  return first === undefined ? unrouted : { kind: 'branch', cases: [first, ...rest], otherwise: [unrouted] };
};

const store = (url: string, dataset: string, environment: string): LsclPlugin =>
  plugin('elasticsearch', {
    hosts: [url],
    user: elasticUsers.logstash,
    password: `\${${passwordVariable}}`,
    // Data streams demand it of the output; elsewhere it is off, because the inputs would store each raw line again.
    ecs_compatibility: 'v8',
    data_stream: true,
    data_stream_type: 'logs',
    data_stream_dataset: dataset,
    data_stream_namespace: environment,
    data_stream_auto_routing: false,
  });

const fileInputs = ({ log }: LogStream): readonly LsclPlugin[] =>
  log.inputs.flatMap((input, index) =>
    input.kind === 'tcp'
      ? []
      : [
          plugin('file', {
            path: [mountedPath(input.path)],
            codec: 'json',
            start_position: 'beginning',
            sincedb_path: `${logstashData}/sincedb-${log.dataset}-${index}`,
          }),
        ],
  );

/**
 * The pipelines of a stack on one target: the intake, one per dataset that can be reached there, and one for events
 * of no known dataset. A dataset whose lines come only from files has none where the stack sees no files.
 */
export const pipelines = (model: Model, site: Site): readonly Pipeline[] => {
  const url = endpointUrl(site.connect(workloads.logstash, workloads.elasticsearch, ports.elasticsearch.name));
  const streams = logStreams(model);
  const pipeline = (id: string, path: string, queue: Pipeline['queue'], body: LsclPipeline): Pipeline => ({
    id,
    file: `${mounts.logstashPipeline}/${id}.conf`,
    text: printPipeline(body),
    queue,
    path,
  });
  const receive = (dataset: string): LsclPlugin => plugin('pipeline', { address: dataset });
  return [
    pipeline(intakeId, model.path, 'memory', {
      input: [plugin('tcp', { port: ports.logstashTcp.port, codec: 'json_lines' })],
      filter: [],
      output: [route(streams.filter(takesTcp))],
    }),
    ...streams.flatMap(stream => {
      const { log } = stream;
      const input = [...(takesTcp(stream) ? [receive(log.dataset)] : []), ...(site.hostLogs ? fileInputs(stream) : [])];
      if (input.length === 0) return [];
      return [
        pipeline(log.dataset, log.path, 'persisted', {
          input,
          filter: pipelineFilters(log),
          output: [store(url, log.dataset, model.environment)],
        }),
      ];
    }),
    pipeline(unroutedDataset, model.path, 'persisted', {
      input: [receive(unroutedDataset)],
      filter: [dropAuthorization],
      output: [store(url, unroutedDataset, model.environment)],
    }),
  ];
};

/** `pipelines.yml`. The intake keeps its queue in memory: what it hands on is in the queue of a dataset. */
export const pipelinesYaml = (all: readonly Pipeline[]): JsonValue =>
  all.map(({ id, file, queue }) => ({ 'pipeline.id': id, 'path.config': file, 'queue.type': queue }));
