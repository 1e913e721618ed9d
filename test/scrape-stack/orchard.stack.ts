import {
  consulTargets,
  counter,
  dnsTargets,
  dropEndpoints,
  dropMetrics,
  dropSeries,
  dropWhere,
  ec2Targets,
  fileTargets,
  flask,
  forgetLabels,
  httpTargets,
  keepMetrics,
  keepWhere,
  kubernetesTargets,
  ObservabilityStack,
  Runbook,
  relabel,
  renameLabel,
  ScrapeJob,
  Service,
  secret,
  setLabel,
  slack,
  staticTargets,
  swarmTargets,
  Team,
  takeLabel,
  webhook,
} from 'sightline';

const tls = { ca: secret('orchard-ca'), certificate: secret('scraper-certificate'), key: secret('scraper-key') };

/** A stack that finds its targets in every way there is, and sends its samples elsewhere in every way there is. */
const stack = new ObservabilityStack('orchard', {
  environment: 'production',
  heartbeat: webhook({ url: 'https://deadman.orchard.example/beat' }),
  targets: { compose: {}, kubernetes: { applicationNamespaces: ['press'] } },
  external: [{ prefix: 'press_' }],
  prometheus: {
    externalLabels: { region: 'north' },
    queryOffset: '10s',
    exemplars: 100_000,
    outOfOrder: '10m',
    tracing: { endpoint: 'spans.orchard.example:4317', sampling: 0.05, tls: { ca: secret('orchard-ca') } },
    remoteWrite: [
      {
        id: 'archive',
        url: 'https://archive.orchard.example/api/v1/push',
        auth: {
          kind: 'oauth2',
          clientId: 'prometheus',
          clientSecret: secret('archive-client'),
          tokenUrl: 'https://login.orchard.example/token',
          scopes: ['write'],
          parameters: { audience: 'archive' },
        },
        tls,
        headers: { 'X-Scope-OrgID': 'orchard' },
        timeout: '20s',
        exemplars: true,
        nativeHistograms: true,
        queue: {
          capacity: 20_000,
          maxShards: 20,
          minShards: 2,
          samplesPerSend: 5_000,
          batchDeadline: '3s',
          minBackoff: '100ms',
          maxBackoff: '10s',
          sampleAgeLimit: '2h',
        },
        relabel: [keepWhere({ name: '__name__' }, /slo:.+|up/), forgetLabels('instance')],
      },
      {
        id: 'partner',
        url: 'https://metrics.partner.example/write',
        auth: { kind: 'basic', username: 'orchard', password: secret('partner-password') },
      },
      {
        id: 'lake',
        url: 'https://lake.orchard.example/write',
        auth: { kind: 'bearer', token: secret('lake-token') },
        relabel: [dropWhere({ name: 'service' }, 'press-.+')],
      },
    ],
    remoteRead: [
      {
        id: 'archive-read',
        url: 'https://archive.orchard.example/api/v1/read',
        auth: { kind: 'bearer', token: secret('lake-token') },
        recent: false,
        timeout: '30s',
        requiredMatchers: { archive: 'yes' },
      },
    ],
  },
});
const growers = new Team(stack, 'growers', {
  timezone: 'Europe/Riga',
  page: webhook({ url: 'https://radio.orchard.example/call' }),
  notify: slack({ channel: '#growers', webhookUrl: secret('growers-slack') }),
});
new Runbook(stack, 'stuck', { title: 'The press is stuck', steps: ['Look inside.'] });

/** Fetched with every setting a scrape has. */
const press = new Service(stack, 'press', {
  owner: growers,
  tier: 1,
  port: 8443,
  runtime: flask({ buckets: [0.1, 0.5, 1], endpoints: 12 }),
  ruleLimit: 100,
  queryOffset: '30s',
  scrape: {
    scheme: 'https',
    interval: '20s',
    timeout: '5s',
    params: { collect: ['press', 'belt'] },
    limits: {
      samples: 20_000,
      labels: 30,
      labelName: 60,
      labelValue: 300,
      targets: 50,
      keepDropped: 20,
      bodySize: '10MB',
    },
    auth: { kind: 'bearer', token: secret('press-token') },
    tls: { ...tls, serverName: 'press.orchard.example', minVersion: 'TLS13' },
    protocols: ['PrometheusProto', 'OpenMetricsText1.0.0', 'PrometheusText0.0.4'],
    fallbackProtocol: 'OpenMetricsText0.0.1',
    nativeHistograms: { keepClassic: true, bucketLimit: 120 },
    honorTimestamps: false,
    samples: [
      dropEndpoints('endpoint'),
      dropMetrics(/python_gc_.+/),
      dropSeries({ belt: /test-.+/ }),
      renameLabel('worker', 'process'),
    ],
  },
  metrics: { apples: counter('apples_total', { labels: ['belt'] }) },
});

new ScrapeJob(press, 'press-pods', {
  discover: kubernetesTargets({
    role: 'pod',
    namespaces: ['press', 'attic'],
    selector: 'app in (press,belt)',
    port: 9100,
  }),
  only: ['kubernetes'],
  relabel: [
    keepWhere({ annotation: 'prometheus.io/scrape' }, 'true'),
    dropWhere({ label: 'app.kubernetes.io/component' }, 'test|canary'),
    takeLabel('version', { label: 'app.kubernetes.io/version' }),
    takeLabel('shift', { annotation: 'orchard.example/shift' }, { matches: '(early|late)-.*', value: '$1' }),
    takeLabel('pod', { meta: 'kubernetes_pod_name' }),
    setLabel('fruit', 'apple'),
    renameLabel('shift', 'crew'),
  ],
  ports: [9100],
});
new ScrapeJob(press, 'press-endpoints', {
  discover: kubernetesTargets({ role: 'endpointslice', namespaces: ['press'], port: 'metrics' }),
  only: ['kubernetes'],
});
new ScrapeJob(stack, 'nodes', { discover: kubernetesTargets({ role: 'node', port: 9100 }), only: ['kubernetes'] });
new ScrapeJob(stack, 'entries', { discover: kubernetesTargets({ role: 'ingress' }), only: ['kubernetes'] });
new ScrapeJob(stack, 'doors', { discover: kubernetesTargets({ role: 'service' }), only: ['kubernetes'] });
new ScrapeJob(stack, 'swarm', {
  discover: swarmTargets({
    role: 'tasks',
    host: 'https://manager.orchard.example:2376',
    port: 9323,
    refresh: '30s',
    tls,
  }),
  only: ['compose'],
  relabel: [keepWhere({ label: 'metrics' }, 'yes')],
});
new ScrapeJob(stack, 'barn', {
  discover: staticTargets(['scale.orchard.example:9100', '192.0.2.7:9100'], { place: 'barn' }),
  relabel: [takeLabel('node', { name: '__address__' }, { matches: '([^:]+):.*' })],
  samples: [keepMetrics(/press_.+/)],
});
new ScrapeJob(stack, 'sheds', {
  discover: fileTargets({ files: ['/etc/prometheus/sheds/*.json'], refresh: '2m' }),
  keep: ['shed'],
});
new ScrapeJob(stack, 'hives', {
  discover: httpTargets({
    url: 'https://inventory.orchard.example/hives',
    refresh: '90s',
    auth: { kind: 'basic', username: 'prometheus', password: secret('inventory-password') },
    tls: { ca: secret('orchard-ca') },
  }),
  networks: ['10.20.0.0/16'],
  ports: [9100, 9200],
  honorLabels: true,
  relabel: [relabel({ regex: 'hive_(.+)', replacement: '$1', action: 'labelmap' })],
  keep: ['colour'],
});
new ScrapeJob(stack, 'wells', { discover: dnsTargets({ names: ['wells.orchard.example'], type: 'A', port: 9100 }) });
new ScrapeJob(stack, 'trucks', {
  discover: ec2Targets({
    region: 'eu-north-1',
    port: 9100,
    filters: { 'tag:role': ['truck'], 'instance-state-name': ['running'] },
    roleArn: 'arn:aws:iam::123456789012:role/scraper',
  }),
  networks: ['10.30.0.0/16'],
  relabel: [takeLabel('size', { meta: 'ec2_instance_type' }), takeLabel('driver', { label: 'driver' })],
});
new ScrapeJob(stack, 'depots', {
  discover: consulTargets({
    server: 'consul.orchard.example:8501',
    scheme: 'https',
    datacenter: 'north',
    services: ['depot'],
    filter: '"primary" in ServiceTags',
    auth: { kind: 'bearer', token: secret('consul-token') },
    tls: { ca: secret('orchard-ca') },
  }),
  auth: { kind: 'basic', username: 'prometheus', password: secret('depot-password') },
  tls: { ca: secret('orchard-ca') },
});

export default stack;
