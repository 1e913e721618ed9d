import { elasticUsers, lifecyclePolicies, mounts, platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { secret } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import type { Port, Workload } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';
import { storesInElasticsearch } from './traced-services.ts';

const port = (named: { readonly name: string; readonly port: number }, audience: Port['audience']): Port => ({
  ...named,
  protocol: 'TCP',
  audience,
});

/** One collector: all spans of a trace must meet in one sampler. */
export const collectorWorkload = ({ path }: Model): Workload => ({
  id: workloads.collector,
  kind: 'stateless',
  image: 'otel-collector',
  replicas: 1,
  args: [`--config=${mounts.collectorConfig}`],
  env: {},
  ports: [
    port(ports.otlpGrpc, 'intake'),
    port(ports.otlpHttp, 'intake'),
    port(ports.collectorMetrics, 'inside'),
    port(ports.collectorSpanMetrics, 'inside'),
    port(ports.collectorHealth, 'inside'),
  ],
  storage: [],
  secrets: [],
  readiness: { kind: 'http', path: '/', port: ports.collectorHealth.name },
  liveness: { kind: 'http', path: '/', port: ports.collectorHealth.name },
  cpu: '200m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  path,
});

/**
 * Makes the first indices and aliases that Jaeger writes to, with Jaeger's own tool. It changes nothing that exists.
 * The tool reads a password only from its environment or command line.
 */
export const jaegerSetupWorkload = ({ path }: Model): Workload => ({
  id: workloads.jaegerSetup,
  kind: 'task',
  image: 'jaeger-es-rollover',
  replicas: 1,
  ...withSecretEnvironment(
    [{ variable: 'ES_PASSWORD', secret: secret(platformSecrets.jaeger) }],
    ['/bin/sh'],
    ['/go/bin/es-rollover', 'init', [{ connect: workloads.elasticsearch, port: ports.elasticsearch.name }]],
  ),
  env: {
    ES_USERNAME: elasticUsers.jaeger,
    ES_USE_ILM: 'true',
    ES_ILM_POLICY_NAME: lifecyclePolicies.traces,
    SHARDS: '1',
    REPLICAS: '0',
  },
  ports: [],
  storage: [],
  secrets: [secret(platformSecrets.jaeger)],
  after: [workloads.elasticsearchSetup],
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '128Mi',
  path,
});

export const jaegerWorkload = (model: Model): Workload => ({
  id: workloads.jaeger,
  kind: 'stateless',
  image: 'jaeger',
  replicas: 1,
  args: [`--config=${mounts.jaegerConfig}`],
  env: {},
  ports: [
    port(ports.jaegerUi, 'people'),
    port(ports.otlpGrpc, 'inside'),
    port(ports.otlpHttp, 'inside'),
    port(ports.zipkin, 'intake'),
    port(ports.jaegerMetrics, 'inside'),
    port(ports.jaegerHealth, 'inside'),
  ],
  storage: [],
  secrets: storesInElasticsearch(model) ? [secret(platformSecrets.jaeger)] : [],
  ...(storesInElasticsearch(model) ? { after: [workloads.jaegerSetup] } : {}),
  readiness: { kind: 'http', path: '/status', port: ports.jaegerHealth.name },
  liveness: { kind: 'http', path: '/status', port: ports.jaegerHealth.name },
  cpu: '200m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  path: model.path,
});
