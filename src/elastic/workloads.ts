import { mounts, platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { secret } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import type { Workload } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';
import { hasPersonalFields, hasTraces, logMounts, logStreams } from './log-streams.ts';
import { logstashStorage } from './logstash-settings.ts';
import { fingerprintKeyVariable } from './pipeline-filters.ts';
import { logstashData, passwordVariable } from './pipelines.ts';
import { elasticAccounts } from './security.ts';

/** Variable from which `kibana.yml` takes the password: no setting's own name, so that the image does not turn it into an argument. */
export const kibanaPasswordVariable = 'KIBANA_SYSTEM_PASSWORD';

/** Name of the setup script below `mounts.elasticsearchSetup`. */
export const setupScriptFile = 'setup.sh';

/** MiB of the Elasticsearch container: the smallest that Elastic recommends beyond trying it out. */
const elasticsearchMiB = 2048;

/** Half of the memory: the other half caches files (Elastic's advice). */
const heap = `${elasticsearchMiB / 2}m`;

/** The images start their program below this init process. */
const shell = ['/bin/tini', '--', '/bin/sh'] as const;

/**
 * One Elasticsearch node with passwords. The image's own ELASTIC_PASSWORD_FILE refuses files with other permissions
 * than 400 or 600, which mounted secrets have.
 */
export const elasticsearchWorkload = ({ path }: Model): Workload => ({
  id: workloads.elasticsearch,
  kind: 'stateful',
  image: 'elasticsearch',
  replicas: 1,
  ...withSecretEnvironment([{ variable: 'ELASTIC_PASSWORD', secret: secret(platformSecrets.elasticsearch) }], shell, [
    '/usr/local/bin/docker-entrypoint.sh',
    'eswrapper',
  ]),
  env: { ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}` },
  ports: [{ ...ports.elasticsearch, protocol: 'TCP', audience: 'inside' }],
  storage: [{ name: 'data', mountPath: '/usr/share/elasticsearch/data', size: '20Gi' }],
  sizing: { kind: 'documents', volume: 'data' },
  secrets: [secret(platformSecrets.elasticsearch)],
  // The HTTP port asks for a password: an open port is all that can be seen without one.
  readiness: { kind: 'tcp', port: ports.elasticsearch.name },
  liveness: { kind: 'tcp', port: ports.elasticsearch.name },
  startupSeconds: 180,
  cpu: '500m',
  memory: `${elasticsearchMiB}Mi`,
  memoryLimit: `${elasticsearchMiB}Mi`,
  path,
});

export const setupWorkload = (model: Model): Workload => ({
  id: workloads.elasticsearchSetup,
  kind: 'task',
  image: 'elasticsearch',
  replicas: 1,
  command: ['/bin/sh', `${mounts.elasticsearchSetup}/${setupScriptFile}`],
  args: [],
  env: {},
  ports: [],
  storage: [],
  secrets: [
    platformSecrets.elasticsearch,
    platformSecrets.kibana,
    ...elasticAccounts(hasTraces(model)).map(account => account.secret),
  ].map(secret),
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '128Mi',
  path: model.path,
});

export const kibanaWorkload = ({ path }: Model): Workload => ({
  id: workloads.kibana,
  kind: 'stateless',
  image: 'kibana',
  replicas: 1,
  ...withSecretEnvironment([{ variable: kibanaPasswordVariable, secret: secret(platformSecrets.kibana) }], shell, [
    '/usr/local/bin/kibana-docker',
  ]),
  env: {},
  ports: [{ ...ports.kibana, protocol: 'TCP', audience: 'people' }],
  storage: [{ name: 'data', mountPath: '/usr/share/kibana/data' }],
  secrets: [secret(platformSecrets.kibana)],
  login: { user: 'elastic', secret: secret(platformSecrets.elasticsearch) },
  // Answers 200 once Elasticsearch does, and 503 before: good for readiness, not for liveness.
  readiness: { kind: 'http', path: '/api/status', port: ports.kibana.name },
  liveness: { kind: 'tcp', port: ports.kibana.name },
  startupSeconds: 180,
  after: [workloads.elasticsearchSetup],
  cpu: '200m',
  memory: '1Gi',
  memoryLimit: '1536Mi',
  path,
});

export const logstashWorkload = (model: Model): Workload => {
  const streams = logStreams(model);
  const mounted = logMounts(streams);
  const variables = [
    { variable: passwordVariable, secret: secret(platformSecrets.logstash) },
    ...(hasPersonalFields(streams)
      ? [{ variable: fingerprintKeyVariable, secret: secret(platformSecrets.logFingerprint) }]
      : []),
  ];
  return {
    id: workloads.logstash,
    kind: 'stateful',
    image: 'logstash',
    replicas: 1,
    ...withSecretEnvironment(variables, ['/bin/sh'], ['/usr/local/bin/docker-entrypoint']),
    env: { LS_JAVA_OPTS: '-Xms512m -Xmx512m' },
    ports: [
      { ...ports.logstashTcp, protocol: 'TCP', audience: 'intake' },
      { ...ports.logstashApi, protocol: 'TCP', audience: 'inside' },
    ],
    // One persisted queue per dataset and one for events of no known dataset.
    storage: [{ name: 'data', mountPath: logstashData, size: logstashStorage(streams.length + 1) }],
    secrets: variables.map(variable => variable.secret),
    readiness: { kind: 'tcp', port: ports.logstashTcp.name },
    liveness: { kind: 'http', path: '/', port: ports.logstashApi.name },
    startupSeconds: 180,
    after: [workloads.elasticsearchSetup],
    cpu: '500m',
    memory: '1Gi',
    memoryLimit: '1536Mi',
    ...(mounted.length === 0 ? {} : { hostLogs: mounted }),
    path: model.path,
  };
};
