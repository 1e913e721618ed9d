import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Artefact, Format } from '../ir/artefact.ts';
import { mounts, ports, workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { hasTraces } from './log-streams.ts';
import { logstashSettings } from './logstash-settings.ts';
import { pipelines, pipelinesYaml } from './pipelines.ts';
import { elasticAccounts } from './security.ts';
import { setupBodies } from './setup-bodies.ts';
import { setupScript } from './setup-script.ts';
import { kibanaPasswordVariable, setupScriptFile } from './workloads.ts';

/** Traffic inside the stack is plain HTTP: the network between its parts is closed to everything else. */
const elasticsearchSettings = (model: Model): JsonObject => ({
  'cluster.name': `${model.org}-${model.environment}`,
  'network.host': '0.0.0.0',
  'discovery.type': 'single-node',
  'node.store.allow_mmap': false,
  'xpack.security.enabled': true,
  'xpack.security.autoconfiguration.enabled': false,
  'xpack.security.http.ssl.enabled': false,
  'xpack.security.transport.ssl.enabled': false,
  // The write aliases of Jaeger must be made by its setup: an index of that name could never be rolled over.
  ...(hasTraces(model) ? { 'action.auto_create_index': '-jaeger-*-write,+*' } : {}),
});

const kibanaSettings = (site: Site): JsonObject => ({
  'server.host': '0.0.0.0',
  'server.publicBaseUrl': site.externalUrl(workloads.kibana),
  'elasticsearch.hosts': [
    endpointUrl(site.connect(workloads.kibana, workloads.elasticsearch, ports.elasticsearch.name)),
  ],
  'elasticsearch.username': 'kibana_system',
  'elasticsearch.password': `\${${kibanaPasswordVariable}}`,
  'telemetry.optIn': false,
});

const artefact = (reader: string, mount: string, format: Format, body: JsonValue, path: string): Artefact => ({
  reader,
  mount,
  format,
  body,
  origins: { '': path },
});

/** Configuration files of Elasticsearch, Kibana and Logstash, and the setup with its request bodies. */
export const configureElastic = (model: Model, plan: Plan, site: Site): readonly Artefact[] => {
  if (!plan.workloads.some(({ id }) => id === workloads.elasticsearch)) return [];
  const bodies = setupBodies(model);
  const flows = pipelines(model, site);
  const setup = (file: string, format: Format, body: JsonValue, path: string): Artefact =>
    artefact(workloads.elasticsearchSetup, `${mounts.elasticsearchSetup}/${file}`, format, body, path);
  return [
    artefact(workloads.elasticsearch, mounts.elasticsearchConfig, 'yaml', elasticsearchSettings(model), model.path),
    artefact(workloads.kibana, mounts.kibanaConfig, 'yaml', kibanaSettings(site), model.path),
    artefact(workloads.logstash, mounts.logstashConfig, 'yaml', logstashSettings, model.path),
    artefact(workloads.logstash, mounts.logstashPipelines, 'yaml', pipelinesYaml(flows), model.path),
    ...flows.map(({ file, text, path }) => artefact(workloads.logstash, file, 'text', text, path)),
    setup(setupScriptFile, 'text', setupScript(bodies, elasticAccounts(hasTraces(model)), site), model.path),
    ...bodies.map(({ file, body, path }) => setup(file, 'json', body, path)),
  ];
};
