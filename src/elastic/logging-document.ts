import type { Document } from '../ir/artefact.ts';
import { ports, workloads } from '../ir/conventions.ts';
import type { LogModel, Model } from '../model/model.ts';
import type { LogStream } from './log-streams.ts';

const fieldRow = (name: string, type: string, meaning: string): string => `| \`${name}\` | ${type} | ${meaning} |`;

const fieldTable = (log: LogModel): readonly string[] => [
  '| Field | Type | Meaning |',
  '|---|---|---|',
  fieldRow('dataset', 'keyword', `always \`${log.dataset}\` over TCP`),
  fieldRow(log.timestamp, 'date', 'time of the event, ISO 8601 with a time zone'),
  fieldRow('level', 'keyword', 'DEBUG, INFO, WARNING, ERROR or CRITICAL in any case; stored as `log.level`'),
  fieldRow('logger', 'keyword', 'stored as `log.logger`'),
  fieldRow('message', 'text', 'the event in words'),
  fieldRow('trace_id', 'keyword', 'trace id of the W3C `traceparent`, 32 hexadecimal digits; stored as `trace.id`'),
  fieldRow('span_id', 'keyword', 'stored as `span.id`'),
  ...Object.entries(log.fields).map(([name, type]) =>
    fieldRow(
      name,
      log.personal.includes(name) ? 'keyword' : type,
      log.personal.includes(name) ? 'personal: stored as a keyed hash' : 'indexed',
    ),
  ),
  ...log.personal
    .filter(name => !(name in log.fields))
    .map(name => fieldRow(name, 'keyword', 'personal: stored as a keyed hash')),
];

const inputLine = (input: LogModel['inputs'][number]): string =>
  input.kind === 'tcp'
    ? `- Connect to port ${ports.logstashTcp.port} of \`${workloads.logstash}\` (its DNS name beside the stack; with the namespace of the stack appended from another Kubernetes namespace; \`localhost\` where Compose publishes it) and write one JSON object per line.`
    : `- Append one JSON object per line to \`${input.path}\` on the machine that runs the stack; read where the deployment can see that directory.`;

const section = (environment: string, { service, log }: LogStream): readonly string[] => [
  `## ${service}: \`${log.dataset}\``,
  '',
  `Stored in the data stream \`logs-${log.dataset}-${environment}\`.`,
  '',
  ...log.inputs.map(inputLine),
  '',
  ...fieldTable(log),
  '',
];

/** What an application has to write so that its lines arrive: the page for the people who wire a service. */
export const loggingDocument = (model: Model, streams: readonly LogStream[]): Document => ({
  path: 'dist/docs/logging.md',
  format: 'text',
  body: [
    '# Log lines',
    '',
    'One event is one line with one JSON object. Fields that are not listed are stored and not indexed.',
    'An event that names no known dataset is stored in',
    `\`logs-unrouted-${model.environment}\`: look there first when lines are missing.`,
    '`headers.authorization` is removed from every event.',
    '',
    ...streams.flatMap(stream => section(model.environment, stream)),
  ].join('\n'),
  origins: { '': model.path },
});
