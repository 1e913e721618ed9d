import { ports, workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, histogram } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration } from './integration.ts';

const limits = { failed: 0.05, datasource: 0.1 } as const;

const failedRequests = (where: (...matchers: readonly string[]) => string, window: string): string =>
  `sum by (instance) (rate(grafana_http_request_duration_seconds_count${where('status_code=~"5.."')}[${window}])) / (sum by (instance) (rate(grafana_http_request_duration_seconds_count${where()}[${window}])) > 0)`;

const failedQueries = (where: (...matchers: readonly string[]) => string, window: string): string =>
  `sum by (instance, datasource) (rate(grafana_datasource_request_total${where('code=~"5.."')}[${window}])) / (sum by (instance, datasource) (rate(grafana_datasource_request_total${where()}[${window}])) > 0)`;

/** Grafana itself. */
export const grafana = defineIntegration<Record<never, never>>()({
  kind: 'grafana',
  scope: 'platform',
  part: { service: workloads.grafana, present: () => true },
  source:
    'grafana/grafana 13.1, pkg/middleware/request_metrics.go, pkg/infra/httpclient/httpclientprovider/datasource_metrics_middleware.go',
  options: {},
  metrics: () => ({
    requests: histogram('grafana_http_request_duration_seconds', {
      unit: 'seconds',
      labels: {
        handler: {},
        method: { cardinality: 5 },
        status_code: { cardinality: 10 },
        status_source: {},
        slo_group: {},
      },
      help: 'Duration of requests to Grafana.',
    }),
    datasourceRequests: counter('grafana_datasource_request_total', {
      labels: {
        datasource: { cardinality: 5 },
        datasource_type: {},
        code: { cardinality: 10 },
        method: { cardinality: 2 },
        secure_socks_ds_proxy_enabled: {},
      },
      help: 'Requests of Grafana to its data sources.',
    }),
  }),
  alerts: {
    GrafanaDown: {
      expr: at => {
        const up = `up${at.where(`job="${at.job}"`)}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Grafana does not answer.',
      description: 'Nobody can look at dashboards; alerts go on as before.',
      action: 'Check whether it runs; after an upgrade the first start takes its time.',
      steps: [
        'Does it run? The end of its log names what it cannot read or reach.',
        'Is its volume full, or owned by another user?',
        'It runs: does the network let Prometheus, and people, reach its port?',
      ],
      source: 'no requirement gives a number; 5 minutes outlast an upgrade (ours)',
    },
    GrafanaRequestsFailing: {
      threshold: limits.failed,
      expr: at => `${failedRequests(at.where, '5m')} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Grafana {{ $labels.instance }} answers with errors.',
      description: '{{ $value | humanizePercentage }} of the requests of the last 5 minutes failed.',
      action: 'Read its log: the database and the data sources are the usual reasons.',
      steps: [
        'Its log tells which route fails, and why.',
        'The database is locked or away: is its volume full?',
        'Only queries fail: see whether the data source answers.',
      ],
      source: 'no requirement gives a number; 5 % is what services are warned at as well',
    },
    GrafanaDatasourceFailing: {
      threshold: limits.datasource,
      expr: at => `${failedQueries(at.where, '5m')} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The data source {{ $labels.datasource }} fails in Grafana.',
      description:
        '{{ $value | humanizePercentage }} of the queries to it were answered with an error: panels are empty.',
      action: 'Test the data source in Grafana; the answer says whether it is away, refuses, or is overloaded.',
      steps: [
        'Test the data source (Connections, Data sources): what does it answer?',
        'Timeouts: which dashboard asks for too much? Shorten its range or record what it reads.',
        'Refused: has the secret of its user changed?',
      ],
      source: 'no requirement gives a number; 10 % is ours',
    },
  },
  rows: at => [
    {
      title: 'Grafana',
      panels: [
        chart('Requests', 'Requests per second to Grafana.', 'reqps', [
          {
            expr: `sum(rate(grafana_http_request_duration_seconds_count${at.where()}[$__rate_interval]))`,
            legend: 'Requests',
          },
        ]),
        chart(
          'Failed requests',
          'Share of the requests to Grafana that failed.',
          'percentunit',
          [{ expr: failedRequests(at.where, '$__rate_interval'), legend: '{{instance}}' }],
          limitsOf('GrafanaRequestsFailing'),
        ),
        chart(
          'Failed queries',
          'Share of the queries to each data source that failed.',
          'percentunit',
          [{ expr: failedQueries(at.where, '$__rate_interval'), legend: '{{datasource}}' }],
          limitsOf('GrafanaDatasourceFailing'),
        ),
      ],
    },
  ],
  emit: (_, { path, service, team, env, tier, scrapeInterval }) => ({
    jobs: [
      {
        id: workloads.grafana,
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http',
        metricsPath: '/metrics',
        targets: { kind: 'workload', workload: workloads.grafana, port: ports.grafana.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 20_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [{ from: workloads.prometheus, to: workloads.grafana, port: ports.grafana.name, purpose: 'scrape' }],
  }),
  example: {},
});
