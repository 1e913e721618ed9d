import { workloads } from '../ir/conventions.ts';
import { kubernetesTargets } from '../ir/discovery.ts';
import type { RowEntry } from '../ir/panel.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import { chart } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';
import { type Component, componentMetrics, exposedBy, exposes, isPlatform, platforms } from './kubernetes-platforms.ts';

export interface KubernetesControlPlaneOptions {
  /** `kubeadm`, `eks`, `gke` or `aks`: what a platform does not expose has no job, no alert and no panel. */
  readonly platform: string;
}

const jobs = {
  apiServer: 'kubernetes-apiserver',
  scheduler: 'kubernetes-scheduler',
  controllerManager: 'kubernetes-controller-manager',
  etcd: 'kubernetes-etcd',
} as const satisfies Readonly<Record<Component, string>>;

const limits = { failed: 0.03, slow: 1, fsync: 0.5, database: 0.95 } as const;

/** The API server, through the endpoints of the Service that is in every cluster. */
const apiEndpoints: Pick<ScrapeJob, 'targets' | 'relabel' | 'account'> = {
  targets: {
    kind: 'discovered',
    discovery: kubernetesTargets({ role: 'endpointslice', namespaces: ['default'], port: 'https' }),
  },
  relabel: [{ source_labels: ['__meta_kubernetes_service_name'], regex: 'kubernetes', action: 'keep' }],
  account: { trust: 'cluster' },
};

/** A static pod in the network of its node. It names no port. */
const staticPod = (component: string, port: number): Pick<ScrapeJob, 'targets' | 'relabel'> => ({
  targets: {
    kind: 'discovered',
    discovery: kubernetesTargets({ role: 'pod', namespaces: ['kube-system'], selector: `component=${component}` }),
  },
  relabel: [
    {
      source_labels: ['__meta_kubernetes_pod_ip'],
      target_label: '__address__',
      replacement: `$1:${port}`,
    },
  ],
});

/** Where each component of a self-made cluster is. */
const ownPods = {
  // These two sign their certificates themselves.
  scheduler: { ...staticPod('kube-scheduler', 10_259), account: { trust: 'any' } },
  controllerManager: { ...staticPod('kube-controller-manager', 10_257), account: { trust: 'any' } },
  // Its metrics port speaks plain HTTP: the token stays at home.
  etcd: staticPod('etcd', 2_381),
} as const;

/** EKS passes these on through its API server. */
const eksPaths = {
  scheduler: '/apis/metrics.eks.amazonaws.com/v1/ksh/container/metrics',
  controllerManager: '/apis/metrics.eks.amazonaws.com/v1/kcm/container/metrics',
  etcd: '/metrics',
} as const;

const portOf: Readonly<Record<Component, string>> = {
  apiServer: '6443',
  scheduler: '10259',
  controllerManager: '10257',
  etcd: '2381',
};

const emit = (options: KubernetesControlPlaneOptions, context: IntegrationContext): PlanPart => {
  const { path, service, team, env, tier, scrapeInterval } = context;
  const components = exposedBy(options.platform);
  const isEks = options.platform === 'eks';
  return {
    jobs: components.map(component => ({
      id: jobs[component],
      interval: scrapeInterval,
      timeout: scrapeTimeout(scrapeInterval),
      scheme: component === 'etcd' ? 'http' : 'https',
      metricsPath: isEks && component !== 'apiServer' ? eksPaths[component] : '/metrics',
      ...(component === 'apiServer' || isEks ? apiEndpoints : ownPods[component]),
      labels: { service, team, env, tier },
      keep: [],
      limits: { samples: 200_000 },
      metricRelabel: [
        {
          source_labels: ['__name__'],
          regex: componentMetrics(component)
            .map(({ name, kind }) => (kind === 'histogram' ? `${name}_(bucket|count|sum)` : name))
            .join('|'),
          action: 'keep',
        },
      ],
      only: ['kubernetes'],
      path,
    })),
    // Nodes and managed API servers have addresses that only the cluster knows.
    edges: [...new Set(components.map(component => (isEks ? '443' : portOf[component])).concat('443'))].flatMap(port =>
      ['0.0.0.0/0', '::/0'].map(address => ({
        from: workloads.prometheus,
        to: 'external',
        port,
        purpose: 'scrape' as const,
        address,
      })),
    ),
  };
};

type At = { readonly where: (...matchers: readonly string[]) => string };

const down = (component: Component) => (at: At) => {
  const up = `up${at.where(`job="${jobs[component]}"`)}`;
  return `${up} == 0 or absent(${up})`;
};

const failedRequests = (at: At, window: string): string =>
  `sum(rate(apiserver_request_total${at.where('code=~"5.."')}[${window}])) / (sum(rate(apiserver_request_total${at.where()}[${window}])) > 0)`;

const slowRequests = (at: At, window: string): string =>
  `histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket${at.where('verb=~"POST|PUT|PATCH|DELETE"')}[${window}])))`;

const fsync = (at: At, window: string): string =>
  `histogram_quantile(0.99, sum by (le, instance) (rate(etcd_disk_wal_fsync_duration_seconds_bucket${at.where()}[${window}])))`;

const databaseUsed = (at: At): string =>
  `etcd_mvcc_db_total_size_in_bytes${at.where()} / (etcd_server_quota_backend_bytes${at.where()} > 0)`;

const when =
  (component: Component) =>
  ({ platform }: KubernetesControlPlaneOptions): boolean =>
    exposes(platform, component);

const rows = ({ platform }: KubernetesControlPlaneOptions, at: At): readonly RowEntry[] =>
  [
    {
      component: 'apiServer' as const,
      title: 'API server',
      panels: [
        chart('API requests', 'Requests per second to the API, by verb.', 'reqps', [
          { expr: `sum by (verb) (rate(apiserver_request_total${at.where()}[$__rate_interval]))`, legend: '{{verb}}' },
        ]),
        chart('Failed API requests', 'Share of the requests to the API that failed.', 'percentunit', [
          { expr: failedRequests(at, '$__rate_interval'), legend: 'Failed' },
        ]),
        chart('Slow API requests', 'Within this time 99 % of the changes are made, by verb.', 's', [
          { expr: slowRequests(at, '$__rate_interval'), legend: '{{verb}}' },
        ]),
      ],
    },
    {
      component: 'scheduler' as const,
      title: 'Scheduler',
      panels: [
        chart('Pods that wait for a node', 'Pods in the queues of the scheduler.', 'short', [
          { expr: `sum by (queue) (scheduler_pending_pods${at.where()})`, legend: '{{queue}}' },
        ]),
      ],
    },
    {
      component: 'controllerManager' as const,
      title: 'Controller manager',
      panels: [
        chart('Work that waits', 'Objects in the queues of the controllers.', 'short', [
          {
            expr: `sum by (name) (workqueue_depth${at.where(`job="${jobs.controllerManager}"`)})`,
            legend: '{{name}}',
          },
        ]),
      ],
    },
    {
      component: 'etcd' as const,
      title: 'etcd',
      panels: [
        chart('Writes to the log', 'Within this time 99 % of the writes are on disk.', 's', [
          { expr: fsync(at, '$__rate_interval'), legend: '{{instance}}' },
        ]),
        chart('Database', 'Share of the quota in use. At 100 % etcd takes no more writes.', 'percentunit', [
          { expr: databaseUsed(at), legend: '{{instance}}' },
        ]),
      ],
    },
  ].flatMap(({ component, ...row }) => (exposes(platform, component) ? [row] : []));

const componentNames: readonly (readonly [Component, string])[] = [
  ['apiServer', 'the API server'],
  ['controllerManager', 'the controller manager'],
  ['etcd', 'etcd'],
  ['scheduler', 'the scheduler'],
];

/** The API server, scheduler, controller manager and etcd of a cluster, as far as its platform exposes them. */
export const kubernetesControlPlane = defineIntegration<KubernetesControlPlaneOptions>()({
  kind: 'kubernetesControlPlane',
  scope: 'cluster',
  only: ['kubernetes'],
  source:
    'kubernetes/kubernetes 1.34, test/instrumentation/documentation/documentation-list.yaml; etcd-io/etcd 3.6, server/{etcdserver,storage}/metrics.go; limits after kubernetes-mixin and etcd’s mixin; per platform: see kubernetes-platforms.ts',
  needs: [
    'An account that may get `/metrics` of the API server; the manifests bring it.',
    'kubeadm: `--bind-address=0.0.0.0` for scheduler and controller manager, `--listen-metrics-urls=http://0.0.0.0:2381` for etcd; by default they listen on loopback only.',
  ],
  options: { platform: { kind: 'text', required: true } },
  validate: ({ platform }) =>
    isPlatform(platform)
      ? []
      : [
          {
            kind: 'value',
            message: `\`platform\` of kubernetesControlPlane() must be ${platforms.join(', ')}, not "${platform}".`,
            hint: 'A cluster made by other tools exposes what kubeadm does.',
          },
        ],
  withheld: ({ platform }) =>
    componentNames.filter(([component]) => !exposes(platform, component)).map(([, name]) => name),
  metrics: ({ platform }): Readonly<Record<string, MetricDeclaration>> =>
    Object.fromEntries(
      exposedBy(platform)
        .flatMap(componentMetrics)
        .map(metric => [metric.name, metric]),
    ),
  alerts: {
    KubernetesApiServerDown: {
      when: when('apiServer'),
      expr: down('apiServer'),
      for: '5m',
      severity: 'critical',
      category: 'availability',
      scope: 'platform',
      summary: 'The Kubernetes API does not answer.',
      description: 'Nothing can be deployed, moved or repaired: what runs goes on, what fails stays down.',
      action: 'A managed cluster: look at the status page of the provider. Your own: is the machine up, and etcd?',
      steps: [
        'Does `kubectl get --raw /readyz` answer? It names the part that is not ready.',
        'A managed cluster: status page of the provider, then a ticket.',
        'Your own: is its certificate valid, its disk not full, and does etcd have a leader?',
      ],
      source: 'kubernetes-mixin, KubeAPIDown: critical; 5 minutes outlast an upgrade of one server (ours)',
    },
    KubernetesApiErrorsHigh: {
      when: when('apiServer'),
      threshold: limits.failed,
      expr: at => `${failedRequests(at, '5m')} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'errors',
      scope: 'platform',
      summary: 'Requests to the Kubernetes API fail.',
      description: '{{ $value | humanizePercentage }} of them were answered with an error.',
      action: 'Look whether etcd is slow and which webhook fails.',
      steps: [
        'Is etcd slow or full? See its own alerts.',
        'Does an admission webhook fail? The log of the API server names it.',
        'Overloaded: who sends most requests? apiserver_request_total by user agent is in its audit log.',
      ],
      source: 'kubernetes-mixin before its objectives, KubeAPIErrorsHigh: 3 % for 10 minutes',
    },
    KubernetesApiSlow: {
      when: when('apiServer'),
      threshold: limits.slow,
      expr: at => `${slowRequests(at, '5m')} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'latency',
      scope: 'platform',
      summary: 'The Kubernetes API is slow: {{ $labels.verb }}.',
      description: 'One change in a hundred takes {{ $value | humanizeDuration }} or longer.',
      action: 'Look whether etcd is slow, or a webhook.',
      steps: [
        'Is the disk of etcd slow? See the panel of its writes.',
        'Does an admission webhook take long? The API server counts their duration.',
        'Does somebody list everything all the time? Look for operators that do not watch.',
      ],
      source: 'the objective of SIG Scalability for changes of single objects: p99 of 1 s',
    },
    KubernetesSchedulerDown: {
      when: when('scheduler'),
      expr: down('scheduler'),
      for: '15m',
      severity: 'critical',
      category: 'availability',
      scope: 'platform',
      summary: 'The scheduler of Kubernetes does not answer.',
      description: 'New pods find no node: nothing that ends is replaced.',
      action: 'Look at its pod in kube-system, or at the status page of the provider.',
      steps: [
        'Do new pods stay pending? Then it is really away.',
        'They start: only its metrics are out of reach; is its bind address loopback?',
        'The log of its pod in kube-system holds the reason.',
      ],
      source: 'kubernetes-mixin, KubeSchedulerDown: 15 minutes, critical',
    },
    KubernetesPodsUnschedulable: {
      when: when('scheduler'),
      threshold: 0,
      expr: at => `max by (queue) (scheduler_pending_pods${at.where('queue="unschedulable"')}) > ${at.threshold}`,
      for: '30m',
      severity: 'warning',
      category: 'saturation',
      scope: 'platform',
      summary: 'Pods fit on no node.',
      description: '{{ $value | humanize }} pods have waited for half an hour.',
      action: 'Add nodes, or lower what the pods ask for.',
      steps: [
        '`kubectl get pods -A --field-selector status.phase=Pending` lists them; their events say what is missing.',
        'Room: add nodes. A label, taint or volume: correct the pod or the node.',
      ],
      source: 'no requirement gives a number; half an hour outlasts a node that is being added (ours)',
    },
    KubernetesControllerManagerDown: {
      when: when('controllerManager'),
      expr: down('controllerManager'),
      for: '15m',
      severity: 'critical',
      category: 'availability',
      scope: 'platform',
      summary: 'The controller manager of Kubernetes does not answer.',
      description: 'Deployments, jobs and volumes are not brought to what they should be any more.',
      action: 'Look at its pod in kube-system, or at the status page of the provider.',
      steps: [
        'Does a scaled deployment get its pods? Then only its metrics are out of reach; is its bind address loopback?',
        'The log of its pod in kube-system holds the reason.',
      ],
      source: 'kubernetes-mixin, KubeControllerManagerDown: 15 minutes, critical',
    },
    EtcdNoLeader: {
      when: when('etcd'),
      threshold: 1,
      expr: at => `etcd_server_has_leader${at.where()} < ${at.threshold}`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      scope: 'platform',
      summary: 'The member {{ $labels.instance }} of etcd has no leader.',
      description: 'The cluster takes no writes: Kubernetes stands still.',
      action: 'Are most members up, and do they reach each other?',
      steps: [
        '`etcdctl endpoint status --cluster`: which members answer?',
        'Fewer than half: start those that are down.',
        'All are up: does the network between them lose packets, or is a disk so slow that elections never end?',
      ],
      source: 'etcd’s mixin, etcdNoLeader: 1 minute, critical',
    },
    EtcdWritesSlow: {
      when: when('etcd'),
      threshold: limits.fsync,
      expr: at => `${fsync(at, '5m')} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'latency',
      scope: 'platform',
      summary: 'The disk of etcd {{ $labels.instance }} is slow.',
      description: 'One write in a hundred takes {{ $value | humanizeDuration }}: elections and the API suffer.',
      action: 'Look who else writes to that disk; give etcd a disk of its own.',
      steps: ['Who else writes to the disk?', 'Move etcd to a local SSD, or take the other load away.'],
      source: 'etcd’s mixin, etcdHighFsyncDurations: p99 of 0.5 s for 10 minutes, warning',
    },
    EtcdDatabaseFull: {
      when: when('etcd'),
      threshold: limits.database,
      expr: at => `${databaseUsed(at)} > ${at.threshold}`,
      for: '10m',
      severity: 'critical',
      category: 'saturation',
      scope: 'platform',
      summary: 'The database of etcd {{ $labels.instance }} is nearly full.',
      description: '{{ $value | humanizePercentage }} of its quota are in use; at 100 % it takes no more writes.',
      action: 'Defragment it, one member after the other.',
      steps: [
        '`etcdctl defrag` on one member after the other, the leader last.',
        'It grows again at once: which objects? Look for events or custom resources without an end.',
        'Raise --quota-backend-bytes, at most to 8 GiB.',
      ],
      source: 'etcd’s mixin, etcdDatabaseQuotaLowSpace: 95 % for 10 minutes, critical',
    },
  },
  rows: at => rows(at.options, at),
  emit,
  example: { platform: 'kubeadm' },
});
