import type { Document } from '../ir/artefact.ts';
import { ports, workloads } from '../ir/conventions.ts';
import type { Model, ServiceModel } from '../model/model.ts';

const section = (model: Model, { id, traces, owner }: ServiceModel): readonly string[] => [
  `## ${id}`,
  '',
  '```sh',
  `OTEL_SERVICE_NAME=${id}`,
  `OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=${model.environment},service.namespace=${model.org},team=${owner}`,
  `OTEL_EXPORTER_OTLP_ENDPOINT=http://${workloads.collector}:${ports.otlpGrpc.port}`,
  'OTEL_EXPORTER_OTLP_PROTOCOL=grpc',
  'OTEL_PROPAGATORS=tracecontext,baggage',
  'OTEL_TRACES_SAMPLER=parentbased_always_on',
  '```',
  '',
  ...traces.map(
    ({ slowerThan, baseline }) =>
      `Kept: every trace with an error, every trace slower than ${slowerThan}, and ${Number((baseline * 100).toFixed(6))} % of the others.`,
  ),
  '',
  ...traces.flatMap(({ attributes }) => attributeTable(attributes)),
];

/** The attributes that the service sets on its spans, as its people search for them. */
const attributeTable = (attributes: Readonly<Record<string, string>>): readonly string[] => {
  const rows = Object.keys(attributes).sort();
  return rows.length === 0
    ? []
    : ['| Attribute | Meaning |', '|---|---|', ...rows.map(name => `| \`${name}\` | ${attributes[name] ?? ''} |`), ''];
};

/** The environment in which a service's OpenTelemetry SDK sends its spans: the page for the people who wire a service. */
export const tracingDocument = (model: Model, services: readonly ServiceModel[]): Document => ({
  path: 'dist/docs/tracing.md',
  format: 'text',
  body: [
    '# Spans',
    '',
    'Any OpenTelemetry SDK reads these variables. The SDK keeps every span: what is stored is decided by the collector,',
    'which sees the whole trace.',
    '',
    `The host \`${workloads.collector}\` is the collector's DNS name beside the stack. From another Kubernetes namespace`,
    'append the namespace of the stack, as the README of the manifests lists it; use `localhost` where Compose publishes',
    `the port. SDKs that speak OTLP over HTTP use port ${ports.otlpHttp.port} and \`http/protobuf\`;`,
    `Zipkin reporters send to port ${ports.zipkin.port} of \`${workloads.jaeger}\`, past the sampler and the span metrics.`,
    '',
    ...services.flatMap(service => section(model, service)),
  ].join('\n'),
  origins: { '': model.path },
});
