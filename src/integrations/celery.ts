import { workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { SecretRef } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import { counter, gauge, histogram } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { componentName, type Named } from './component-name.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface CeleryOptions extends Named {
  /** URL of the broker with its password, as a secret: `redis://:…@redis:6379/0`. */
  readonly broker: SecretRef;
  /** DNS name of the broker. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  readonly port: number;
  /** Queues that are to be there before a worker has been seen. */
  readonly queues?: readonly string[];
  /** Number of tasks. Default 20. */
  readonly tasks?: number;
}

const port = { name: 'metrics', port: 9808 } as const;
/** Messages that wait. */
const waiting = 100;
/** Share of the tasks that fail. */
const failing = 0.05;

const failedRatio = (own: string, window: string, by: string): string => {
  const failed = `sum by (${by}) (rate(celery_task_failed_total${own}[${window}]))`;
  const succeeded = `sum by (${by}) (rate(celery_task_succeeded_total${own}[${window}]))`;
  return `${failed} / (${failed} + ${succeeded} > 0)`;
};

const emit = (options: CeleryOptions, { path, service, team, env, tier, scrapeInterval }: IntegrationContext) => {
  const { host, broker, queues } = options;
  const component = componentName(service, 'celery', options.name);
  const id = `${component}-exporter`;
  const isNeighbour = !host.includes('.');
  return {
    workloads: [
      {
        id,
        kind: 'stateless' as const,
        image: 'celery-exporter' as const,
        replicas: 1,
        ...withSecretEnvironment(
          [{ variable: 'CE_BROKER_URL', secret: broker }],
          ['/bin/sh'],
          ['python', '/app/cli.py', ...(queues === undefined ? [] : [`--queues=${queues.join(',')}`])],
        ),
        env: {},
        ports: [{ ...port, protocol: 'TCP' as const, audience: 'inside' as const }],
        storage: [],
        secrets: [broker],
        readiness: { kind: 'tcp' as const, port: port.name },
        liveness: { kind: 'tcp' as const, port: port.name },
        cpu: '50m',
        memory: '96Mi',
        memoryLimit: '192Mi',
        path,
      },
    ],
    jobs: [
      {
        id: component,
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http' as const,
        metricsPath: '/metrics',
        targets: { kind: 'workload' as const, workload: id, port: port.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 20_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [
      { from: workloads.prometheus, to: id, port: port.name, purpose: 'scrape' as const },
      isNeighbour
        ? { from: id, to: host, port: 'broker', purpose: 'query' as const }
        : {
            from: id,
            to: 'external',
            port: String(options.port),
            purpose: 'query' as const,
            address: `${host}:${options.port}`,
          },
    ],
    services: isNeighbour ? [{ id: host, ports: [{ name: 'broker', port: options.port }], path }] : [],
  };
};

/** Celery's queues, workers and tasks through celery-exporter. */
export const celery = defineIntegration<CeleryOptions>()({
  kind: 'celery',
  scope: 'component',
  source: 'danihodovic/celery-exporter 0.11, src/exporter.py',
  needs: [
    'Workers started with `-E`: without events no task is counted.',
    'The right to read the queues of the broker.',
  ],
  options: {
    name: { kind: 'name' },
    broker: { kind: 'secret', required: true },
    host: { kind: 'text', required: true },
    port: { kind: 'number', required: true },
    queues: { kind: 'texts' },
    tasks: { kind: 'number' },
  },
  metrics: ({ tasks = 20, queues }) => {
    const queueLabel = queues === undefined ? { cardinality: 5 } : { cardinality: queues.length };
    const labels = { name: { cardinality: tasks }, hostname: {}, queue_name: queueLabel };
    return {
      queueLength: gauge('celery_queue_length', { labels: { queue_name: queueLabel }, help: 'Messages that wait.' }),
      workers: gauge('celery_active_worker_count', {
        labels: { queue_name: queueLabel },
        help: 'Workers that serve a queue.',
      }),
      workerUp: gauge('celery_worker_up', { labels: { hostname: {} }, help: '1 while a worker sends heartbeats.' }),
      succeeded: counter('celery_task_succeeded_total', { labels, help: 'Tasks that succeeded.' }),
      failed: counter('celery_task_failed_total', { labels: { ...labels, exception: {} }, help: 'Tasks that failed.' }),
      retried: counter('celery_task_retried_total', { labels, help: 'Tasks that failed and are tried again.' }),
      runtime: histogram('celery_task_runtime', {
        unit: 'seconds',
        labels,
        buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
        help: 'Duration of tasks that succeeded.',
      }),
    };
  },
  alerts: {
    CeleryQueueLengthHigh: {
      threshold: waiting,
      expr: at => `max by (service, queue_name) (celery_queue_length${at.where()}) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: 'Tasks of {{ $labels.service }} pile up in the queue {{ $labels.queue_name }}.',
      description: '{{ $value | humanize }} messages wait, and for 5 minutes there have been too many.',
      action: 'Check whether workers of the queue run, and what they work on.',
      steps: [
        'Do workers run? `celery inspect active_queues` lists who serves the queue.',
        'They run: `celery inspect active` shows what holds them up.',
        'Nothing holds them up: add workers, or slow down whoever fills the queue.',
      ],
      source: 'requirement of an alert on queue depth without a number; 100 is ours',
    },
    CeleryWorkersMissing: {
      threshold: 1,
      expr: at =>
        `max by (service, queue_name) (celery_active_worker_count${at.where()}) < ${at.threshold} or absent(celery_active_worker_count${at.where()})`,
      for: '5m',
      severity: 'critical',
      category: 'availability',
      summary: 'No worker serves a queue of {{ $labels.service }}.',
      description: 'For 5 minutes a queue has had no worker, or nobody could ask: tasks wait and none is done.',
      action: 'Start the workers; if they run, check whether they reach the broker.',
      steps: [
        'Do the workers run? Look at their containers and the end of their log.',
        'They run: can they, and the exporter, reach the broker?',
        'Was a queue renamed? Workers serve the old name; restart them with the new one.',
      ],
      source: 'no requirement gives a number; a queue without a worker does nothing',
    },
    CeleryTaskFailuresHigh: {
      threshold: failing,
      expr: at => `${failedRatio(at.where(), '10m', 'service, name')} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'errors',
      summary: 'Tasks {{ $labels.name }} of {{ $labels.service }} fail.',
      description: '{{ $value | humanizePercentage }} of them failed in the last 10 minutes.',
      action: 'Read the exception in the log of the workers; roll back if it began with a deployment.',
      steps: [
        'Which exception? The counter of failures carries its name as a label.',
        'Was something deployed in that minute? Roll back.',
        'A partner or database refuses: see its own alerts, and let the tasks retry later.',
      ],
      source: 'no requirement gives a number; 5 % is what the same stack warns at for requests',
    },
  },
  rows: at => [
    {
      title: 'Celery',
      panels: [
        chart(
          'Messages that wait',
          'Length of each queue. From orange on the alert counts its 5 minutes.',
          'short',
          [{ expr: `max by (queue_name) (celery_queue_length${at.where()})`, legend: '{{queue_name}}' }],
          limitsOf('CeleryQueueLengthHigh'),
        ),
        chart('Workers', 'Workers that serve each queue. At 0 nothing is done.', 'short', [
          { expr: `max by (queue_name) (celery_active_worker_count${at.where()})`, legend: '{{queue_name}}' },
        ]),
        chart(
          'Failed tasks',
          'Share of the tasks that failed.',
          'percentunit',
          [{ expr: failedRatio(at.where(), '$__rate_interval', 'name'), legend: '{{name}}' }],
          limitsOf('CeleryTaskFailuresHigh'),
        ),
        chart('Duration of tasks', 'Within this time 95 % of the tasks are done.', 's', [
          {
            expr: `histogram_quantile(0.95, sum by (le, name) (rate(celery_task_runtime_bucket${at.where()}[$__rate_interval])))`,
            legend: '{{name}}',
          },
        ]),
      ],
    },
  ],
  emit,
  example: {
    broker: { secret: 'celery-broker-url' },
    host: 'redis',
    port: 6379,
    queues: ['celery'],
    tasks: 5,
  },
});
