import { workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge, histogram } from '../promql/declare.ts';
import { above, chart } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

/** Addresses are `host:port` of each component's HTTP port. */
export interface ThanosOptions {
  readonly queries?: readonly string[];
  readonly sidecars?: readonly string[];
  readonly stores?: readonly string[];
  readonly compactors?: readonly string[];
  readonly rulers?: readonly string[];
}

const roles = {
  queries: 'thanos-query',
  sidecars: 'thanos-sidecar',
  stores: 'thanos-store',
  compactors: 'thanos-compact',
  rulers: 'thanos-rule',
} as const;

const roleNames = [
  'queries',
  'sidecars',
  'stores',
  'compactors',
  'rulers',
] as const satisfies readonly (keyof typeof roles)[];
const limits = { bucket: 0.05, queries: 0.05 } as const;

const has = (addresses: readonly string[] | undefined): boolean => (addresses ?? []).length > 0;

const emit = (options: ThanosOptions, context: IntegrationContext): PlanPart => {
  const { path, service, team, env, tier, scrapeInterval } = context;
  const present = roleNames.flatMap(role => {
    const addresses = options[role] ?? [];
    return addresses.length === 0 ? [] : [{ job: roles[role], addresses }];
  });
  return {
    jobs: present.map(({ job, addresses }) => ({
      id: job,
      interval: scrapeInterval,
      timeout: scrapeTimeout(scrapeInterval),
      scheme: 'http',
      metricsPath: '/metrics',
      targets: { kind: 'static', addresses },
      labels: { service, team, env, tier },
      keep: [],
      limits: { samples: 20_000 },
      metricRelabel: [],
      path,
    })),
    edges: present.flatMap(({ addresses }) =>
      addresses.map(address => ({
        from: workloads.prometheus,
        to: 'external',
        port: address.split(':').at(-1) ?? '',
        purpose: 'scrape' as const,
        address,
      })),
    ),
  };
};

const bucketFailures = (own: string, window: string): string =>
  `sum by (job, operation) (rate(thanos_objstore_bucket_operation_failures_total${own}[${window}])) / (sum by (job, operation) (rate(thanos_objstore_bucket_operations_total${own}[${window}])) > 0)`;

const queryFailures = (where: (...matchers: readonly string[]) => string, window: string): string => {
  const api = (...matchers: readonly string[]) =>
    `sum by (job) (rate(http_requests_total${where('job="thanos-query"', 'handler=~"query|query_range"', ...matchers)}[${window}]))`;
  return `${api('code=~"5.."')} / (${api()} > 0)`;
};

/** Thanos beside or behind Prometheus: queries over everything, object storage, compaction. */
export const thanos = defineIntegration<ThanosOptions>()({
  kind: 'thanos',
  scope: 'cluster',
  source:
    'thanos-io/thanos 0.42, mixin/alerts/{compact,query,rule,sidecar,store}.libsonnet; thanos-io/objstore objstore.go',
  needs: ['Prometheus must reach the HTTP port of every component.'],
  options: {
    queries: { kind: 'texts' },
    sidecars: { kind: 'texts' },
    stores: { kind: 'texts' },
    compactors: { kind: 'texts' },
    rulers: { kind: 'texts' },
  },
  validate: options =>
    roleNames.flatMap(role =>
      (options[role] ?? [])
        .filter(address => !/^[^:/\s]+:\d+$/.test(address))
        .map(address => ({
          kind: 'value' as const,
          message: `\`${role}\` of thanos() holds "${address}".`,
          hint: 'Write host:port, without a scheme.',
        })),
    ),
  metrics: () => ({
    bucketOperations: counter('thanos_objstore_bucket_operations_total', {
      labels: { bucket: {}, operation: { cardinality: 8 } },
      help: 'Operations on the object storage.',
    }),
    bucketFailures: counter('thanos_objstore_bucket_operation_failures_total', {
      labels: { bucket: {}, operation: { cardinality: 8 } },
      help: 'Operations on the object storage that failed.',
    }),
    compactHalted: gauge('thanos_compact_halted', { help: '1 when the compactor has stopped for good.' }),
    sidecarPrometheusUp: gauge('thanos_sidecar_prometheus_up', {
      help: '1 while the sidecar reaches its Prometheus.',
    }),
    ruleWarnings: counter('thanos_rule_evaluation_with_warnings_total', {
      labels: { strategy: {} },
      help: 'Evaluations of rules that answered with warnings.',
    }),
    requests: counter('http_requests_total', {
      labels: { code: {}, handler: { cardinality: 20 }, method: {} },
      help: 'Requests to the HTTP API of a component.',
    }),
    requestDuration: histogram('http_request_duration_seconds', {
      unit: 'seconds',
      labels: { code: {}, handler: { cardinality: 20 }, method: {} },
      help: 'Duration of requests to the HTTP API of a component.',
    }),
  }),
  alerts: {
    ThanosDown: {
      threshold: 0,
      expr: at => `up${at.where('job=~"thanos-.+"')} == ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: '{{ $labels.job }} {{ $labels.instance }} does not answer.',
      description: 'A part of Thanos is away: old data, queries over all servers or global alerts may be missing.',
      action: 'Check whether it runs; the end of its log names what it cannot reach.',
      steps: [
        'Does it run? The end of its log holds the reason if it does not.',
        'Can it reach the object storage? Its credentials are the usual reason.',
      ],
      source: 'Thanos’ mixin: a component that is gone for 5 minutes is critical',
    },
    ThanosCompactHalted: {
      threshold: 0,
      when: ({ compactors }) => has(compactors),
      expr: at => `max by (instance) (thanos_compact_halted${at.where()}) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The compactor {{ $labels.instance }} of Thanos has stopped for good.',
      description: 'It found blocks that it must not touch: the object storage grows, and old queries become slow.',
      action: 'Read its log: it names the blocks, mostly ones that overlap.',
      steps: [
        'Its log names the blocks and the reason.',
        'Overlapping blocks: do two servers carry the same external labels, or do two compactors run?',
        'Mark the wrong block for no compaction or for deletion (`thanos tools bucket mark`), then restart it.',
      ],
      source: 'Thanos’ mixin, ThanosCompactHalted: 5 minutes, warning',
    },
    ThanosObjectStorageFailing: {
      threshold: limits.bucket,
      expr: at => `${bucketFailures(at.where(), '5m')} > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The object storage fails for {{ $labels.job }}.',
      description: '{{ $value | humanizePercentage }} of the operations "{{ $labels.operation }}" failed.',
      action: 'Check the credentials, the bucket and its quota.',
      steps: [
        'The log of the component names the answer of the storage.',
        'Denied: the credentials or the policy of the bucket have changed.',
        'Slow down: too many requests; ask the provider for a higher limit.',
      ],
      source: 'Thanos’ mixin: 5 % for 15 minutes',
    },
    ThanosSidecarNoPrometheus: {
      threshold: 1,
      when: ({ sidecars }) => has(sidecars),
      expr: at => `max by (instance) (thanos_sidecar_prometheus_up${at.where()}) < ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'The sidecar {{ $labels.instance }} cannot reach its Prometheus.',
      description: 'Nothing of this Prometheus can be queried through Thanos, and nothing is uploaded.',
      action: 'Check whether the Prometheus beside it runs.',
      steps: [
        'Does the Prometheus beside it run, or does it still read its write-ahead log?',
        'It runs: is --prometheus.url of the sidecar right?',
      ],
      source: 'Thanos’ mixin, ThanosSidecarNoConnectionToStartedPrometheus: 5 minutes, critical',
    },
    ThanosQueryFailing: {
      threshold: limits.queries,
      when: ({ queries }) => has(queries),
      expr: at => `${queryFailures(at.where, '5m')} > ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Queries through Thanos fail.',
      description: '{{ $value | humanizePercentage }} of them were answered with an error: dashboards are empty.',
      action: 'Look which store does not answer: /stores of the query component.',
      steps: [
        'Open /stores: which one is down or answers with errors?',
        'All are up: is one query too large? Its limits are in the log.',
      ],
      source: 'Thanos’ mixin, ThanosQueryHttpRequestQueryErrorRateHigh: 5 % for 5 minutes, critical',
    },
    ThanosRuleWarnings: {
      threshold: 0,
      when: ({ rulers }) => has(rulers),
      expr: at =>
        `sum by (instance) (rate(thanos_rule_evaluation_with_warnings_total${at.where()}[5m])) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The ruler {{ $labels.instance }} of Thanos evaluates rules on part of the data.',
      description: '{{ $value | humanize }} evaluations a second come with warnings: alerts may be wrong or missing.',
      action: 'Look which store does not answer: /stores of the query component.',
      steps: ['Open /stores of the query component: which one is missing?', 'Its log names the rule and the warning.'],
      source: 'Thanos’ mixin, ThanosRuleEvaluationWithWarnings: 15 minutes; lowered to a warning without lost data',
    },
  },
  rows: at => [
    {
      title: 'Thanos',
      panels: [
        chart('Components', 'Share of the instances of each component that answer.', 'percentunit', [
          { expr: `avg by (job) (up${at.where('job=~"thanos-.+"')})`, legend: '{{job}}' },
        ]),
        chart(
          'Object storage',
          'Share of the operations that failed.',
          'percentunit',
          [{ expr: bucketFailures(at.where(), '$__rate_interval'), legend: '{{job}} {{operation}}' }],
          above({ warning: limits.bucket }),
        ),
        chart('Duration of queries', 'Within this time 95 % of the queries are answered.', 's', [
          {
            expr: `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket${at.where('job="thanos-query"', 'handler=~"query|query_range"')}[$__rate_interval])))`,
            legend: 'p95',
          },
        ]),
      ],
    },
  ],
  emit,
  example: {
    queries: ['thanos-query.example.com:10902'],
    sidecars: ['prometheus-0.example.com:10902', 'prometheus-1.example.com:10902'],
    stores: ['thanos-store.example.com:10902'],
    compactors: ['thanos-compact.example.com:10902'],
    rulers: ['thanos-rule.example.com:10902'],
  },
});
