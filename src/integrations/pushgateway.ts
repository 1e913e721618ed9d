import { workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { above, chart } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

/** Seconds: a day, and an hour for what takes longer than yesterday. */
const daily = 90_000;
const port = { name: 'http', port: 9091 } as const;
const idOf = (service: string): string => `${service}-pushgateway`;

const age = (own: string): string => `time() - max by (service, job) (push_time_seconds${own})`;

const emit = (_: Record<never, never>, { path, service, team, env, tier, scrapeInterval }: IntegrationContext) => {
  const id = idOf(service);
  return {
    workloads: [
      {
        id,
        kind: 'stateful' as const,
        image: 'pushgateway' as const,
        replicas: 1,
        args: [
          `--web.listen-address=:${port.port}`,
          '--persistence.file=/pushgateway/pushed',
          '--persistence.interval=5m',
        ],
        env: {},
        ports: [{ ...port, protocol: 'TCP' as const, audience: 'intake' as const }],
        storage: [{ name: 'data', mountPath: '/pushgateway', size: '1Gi' }],
        secrets: [],
        readiness: { kind: 'http' as const, path: '/-/ready', port: port.name },
        liveness: { kind: 'http' as const, path: '/-/healthy', port: port.name },
        cpu: '50m',
        memory: '64Mi',
        memoryLimit: '128Mi',
        path,
      },
    ],
    jobs: [
      {
        id,
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http' as const,
        metricsPath: '/metrics',
        targets: { kind: 'workload' as const, workload: id, port: port.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 20_000 },
        metricRelabel: [],
        // What was pushed keeps the job and the instance that pushed it.
        honorLabels: true,
        path,
      },
    ],
    edges: [
      { from: workloads.prometheus, to: id, port: port.name, purpose: 'scrape' as const },
      { from: service, to: id, port: port.name, purpose: 'send' as const },
    ],
  };
};

/** Batch jobs of a service that end before anybody could scrape them: they push their last word. */
export const pushgateway = defineIntegration<Record<never, never>>()({
  kind: 'pushgateway',
  scope: 'component',
  source: 'prometheus/pushgateway 1.11, storage/diskmetricstore.go, handler/push.go',
  options: {},
  metrics: () => ({
    lastPush: gauge('push_time_seconds', { unit: 'seconds' }),
    lastFailure: gauge('push_failure_time_seconds', { unit: 'seconds' }),
    requests: counter('pushgateway_http_requests_total', {
      labels: { code: {}, handler: { cardinality: 8 }, method: {} },
    }),
  }),
  alerts: {
    PushgatewayDown: {
      expr: ({ service }) =>
        `max by (service, instance) (up{job="${idOf(service)}"}) == 0 or absent(up{job="${idOf(service)}",service="${service}"})`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      summary: 'The Pushgateway of {{ $labels.service }} does not answer.',
      description: 'Batch jobs cannot report: whether they succeed is not known.',
      action: 'Look at its process and log; jobs that ran meanwhile must be looked at by hand.',
      steps: [
        'Is the process running? It reads its file at the start: a damaged file stops it; move the file away.',
        'Running: does a network policy let Prometheus and the jobs reach its port?',
        'Look at the logs of the jobs that ran meanwhile.',
      ],
      source: 'ours: five minutes outlast a restart',
    },
    PushRejected: {
      expr: at =>
        `max by (service, job) (push_failure_time_seconds${at.where()}) > max by (service, job) (push_time_seconds${at.where()})`,
      severity: 'warning',
      category: 'errors',
      summary: 'The last push of {{ $labels.job }} was rejected.',
      description: 'What it pushed contradicts what is there: its metrics are those of the run before.',
      action: 'Look at the log of the Pushgateway for the inconsistent metric.',
      steps: [
        'Read the log of the Pushgateway: it names the metric whose type or help contradicts another group.',
        'Two jobs push the same name with different types: rename one.',
        'Delete the stale group (DELETE /metrics/job/<job>) when its job is gone.',
      ],
      source: 'pushgateway README: push_failure_time_seconds above push_time_seconds is a failed push',
    },
    PushMissing: {
      threshold: daily,
      expr: at => `${age(at.where())} > ${at.threshold}`,
      severity: 'warning',
      category: 'availability',
      summary: 'The batch job {{ $labels.job }} has not reported for {{ $value | humanizeDuration }}.',
      description: 'It did not run, did not finish, or could not push.',
      action: 'Look at its last run: schedule, exit code, log.',
      steps: [
        'Was it started? Look at the scheduler.',
        'Started and failed: read its log.',
        'It is gone for good: delete its group (DELETE /metrics/job/<job>), or this alert stays.',
      ],
      source: 'pushgateway README, on push_time_seconds; a daily job and an hour of slack are ours',
    },
  },
  rows: at => [
    {
      title: 'Batch jobs',
      panels: [
        chart(
          'Age of the last push',
          'Time since each job reported. A saw with teeth of one length is a job that runs on time.',
          's',
          [{ expr: age(at.where()), legend: '{{job}}' }],
          above({ warning: daily }),
        ),
        chart('Pushes', 'Requests per second to the Pushgateway, by answer.', 'reqps', [
          {
            expr: `sum by (handler, code) (rate(pushgateway_http_requests_total${at.where()}[$__rate_interval]))`,
            legend: '{{handler}} {{code}}',
          },
        ]),
      ],
    },
  ],
  emit,
  example: {},
});
