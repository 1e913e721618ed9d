import { mounts, ports, workloads } from '../ir/conventions.ts';
import { compareVersions } from '../ir/versions.ts';
import type { Sizing, Text, Workload } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';

/** Feature flags that the release needs for what the program asks for. */
const features = ({ prometheus, versions }: Model): readonly string[] => {
  const { mode, exemplars, replicas } = prometheus;
  const isOld = compareVersions(versions.prometheus, '3.0.0') < 0;
  return [
    ...(mode === 'agent' && isOld ? ['agent'] : []),
    ...(exemplars === undefined || mode === 'agent' ? [] : ['exemplar-storage']),
    ...(replicas > 1 && isOld ? ['expand-external-labels'] : []),
  ];
};

/** How long a scraper keeps what it has sent on: long enough to outlast the absence of who receives it. */
const shardRetention = '1d';

const storageArgs = ({ retention }: Model, isShard: boolean): readonly Text[] => [
  '--storage.tsdb.path=/prometheus',
  `--storage.tsdb.retention.time=${isShard ? shardRetention : retention.metrics}`,
];

const argsOf = (model: Model, id: string): readonly Text[] => {
  const { mode, shards } = model.prometheus;
  const isShard = id !== workloads.prometheus;
  const isOld = compareVersions(model.versions.prometheus, '3.0.0') < 0;
  const flags = features(model);
  const url: Text = ['--web.external-url=', { externalUrl: id }];
  const config = `--config.file=${mounts.prometheusConfig}`;
  const feature = flags.length === 0 ? [] : [`--enable-feature=${flags.join(',')}`];
  if (mode === 'agent')
    return [config, ...(isOld ? [] : ['--agent']), '--storage.agent.path=/prometheus', url, ...feature];
  return [
    config,
    ...storageArgs(model, isShard),
    url,
    '--query.max-concurrency=20',
    '--query.max-samples=50000000',
    ...(shards > 1 && !isShard ? ['--web.enable-remote-write-receiver'] : []),
    ...feature,
  ];
};

const sizingOf = ({ prometheus, capacity }: Model, id: string): Sizing => ({
  kind: 'metrics',
  holds: id === workloads.prometheus ? 'everything' : 'shard',
  volume: 'data',
  fill: capacity.constants.fill,
  ...(prometheus.mode === 'agent' ? {} : { limitArgument: '--storage.tsdb.retention.size' }),
  ...(capacity.metricsVolume === undefined || id !== workloads.prometheus ? {} : { given: capacity.metricsVolume }),
});

/** A Prometheus of the stack: the one that is asked, or a scraper beside it. */
export const prometheusWorkload = (model: Model, id: string = workloads.prometheus): Workload => ({
  id,
  kind: 'stateful',
  image: 'prometheus',
  replicas: id === workloads.prometheus ? model.prometheus.replicas : 1,
  args: argsOf(model, id),
  env: {},
  ports: [{ ...ports.prometheus, protocol: 'TCP', audience: id === workloads.prometheus ? 'people' : 'inside' }],
  storage: [{ name: 'data', mountPath: '/prometheus', size: '20Gi' }],
  secrets: [],
  readiness: { kind: 'http', path: '/-/ready', port: ports.prometheus.name },
  liveness: { kind: 'http', path: '/-/healthy', port: ports.prometheus.name },
  startupSeconds: 900,
  // Placeholders: what it holds decides, and is known when the plan is complete.
  cpu: '250m',
  memory: '1Gi',
  memoryLimit: '2Gi',
  sizing: sizingOf(model, id),
  api: 'discover-targets',
  reload: { port: ports.prometheus.name, path: '/-/reload', argument: '--web.enable-lifecycle' },
  path: model.path,
});
