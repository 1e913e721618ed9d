import { workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { componentName, type Named } from './component-name.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface RabbitmqOptions extends Named {
  /** DNS name of the broker. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Port of the plugin. Default 15692. */
  readonly port?: number;
}

const limits = { ready: 1_000, memory: 0.9 } as const;

/** The broker itself has the metrics: no exporter stands between. */
const emit = (options: RabbitmqOptions, context: IntegrationContext): PlanPart => {
  const { path, service, team, env, tier, scrapeInterval } = context;
  const { host, port = 15_692 } = options;
  const isNeighbour = !host.includes('.');
  return {
    jobs: [
      {
        id: componentName(service, 'rabbitmq', options.name),
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http',
        metricsPath: '/metrics',
        targets: isNeighbour
          ? { kind: 'workload', workload: host, port: 'prometheus' }
          : { kind: 'static', addresses: [`${host}:${port}`] },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 20_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [
      isNeighbour
        ? { from: workloads.prometheus, to: host, port: 'prometheus', purpose: 'scrape' }
        : {
            from: workloads.prometheus,
            to: 'external',
            port: String(port),
            purpose: 'scrape',
            address: `${host}:${port}`,
          },
    ],
    services: isNeighbour ? [{ id: host, ports: [{ name: 'prometheus', port }], path }] : [],
  };
};

const memoryUsed = (own: string): string =>
  `rabbitmq_process_resident_memory_bytes${own} / (rabbitmq_resident_memory_limit_bytes${own} > 0)`;

/** A RabbitMQ node through its own plugin, with the metrics of all queues added up. */
export const rabbitmq = defineIntegration<RabbitmqOptions>()({
  kind: 'rabbitmq',
  scope: 'component',
  source:
    'rabbitmq/rabbitmq-server 4.1, deps/rabbitmq_prometheus/metrics.md and collectors/prometheus_rabbitmq_alarm_metrics_collector.erl',
  needs: ['`rabbitmq-plugins enable rabbitmq_prometheus` on every node.'],
  options: { name: { kind: 'name' }, host: { kind: 'text', required: true }, port: { kind: 'number' } },
  metrics: () => ({
    ready: gauge('rabbitmq_queue_messages_ready', { help: 'Messages ready to be delivered.' }),
    unacknowledged: gauge('rabbitmq_queue_messages_unacked', { help: 'Messages delivered and not yet acknowledged.' }),
    consumers: gauge('rabbitmq_consumers', { help: 'Consumers that are connected.' }),
    connections: gauge('rabbitmq_connections', { help: 'Connections that are open.' }),
    memory: gauge('rabbitmq_process_resident_memory_bytes', { unit: 'bytes', help: 'Memory in use.' }),
    memoryLimit: gauge('rabbitmq_resident_memory_limit_bytes', {
      unit: 'bytes',
      help: 'High watermark of memory: from there on publishers are blocked.',
    }),
    disk: gauge('rabbitmq_disk_space_available_bytes', { unit: 'bytes', help: 'Free disk space.' }),
    diskLimit: gauge('rabbitmq_disk_space_available_limit_bytes', {
      unit: 'bytes',
      help: 'Low watermark of the disk: from there on publishers are blocked.',
    }),
    memoryAlarm: gauge('rabbitmq_alarms_memory_used_watermark', { help: '1 while publishers are blocked for memory.' }),
    diskAlarm: gauge('rabbitmq_alarms_free_disk_space_watermark', {
      help: '1 while publishers are blocked for disk space.',
    }),
    received: counter('rabbitmq_global_messages_received_total', {
      labels: { protocol: {} },
      help: 'Messages received from publishers.',
    }),
    unroutable: counter('rabbitmq_global_messages_unroutable_dropped_total', {
      labels: { protocol: {} },
      help: 'Messages that no queue wanted, and that are lost.',
    }),
    acknowledged: counter('rabbitmq_global_messages_acknowledged_total', {
      labels: { protocol: {}, queue_type: {} },
      help: 'Messages acknowledged by consumers.',
    }),
  }),
  alerts: {
    RabbitmqDown: {
      expr: at => {
        const up = `up${at.where(`job="${componentName(at.service, 'rabbitmq', at.name)}"`)}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'RabbitMQ of {{ $labels.service }} does not answer.',
      description: 'Its metrics page cannot be reached, or no node is found: nothing can be sent or received.',
      action: 'Check whether the broker runs: `rabbitmq-diagnostics ping`.',
      steps: [
        '`rabbitmq-diagnostics ping` on the node: does it run?',
        'It runs: is the plugin on (`rabbitmq-plugins list`), and does the network let Prometheus reach its port?',
        'It does not start: the end of its log holds the reason, often a full disk or a changed host name.',
      ],
      source: 'without its broker a service that needs one is down; 1 minute is four scrapes at 15 s',
    },
    RabbitmqPublishersBlocked: {
      threshold: 0,
      expr: at =>
        `rabbitmq_alarms_memory_used_watermark${at.where()} > ${at.threshold} or rabbitmq_alarms_free_disk_space_watermark${at.where()} > ${at.threshold}`,
      severity: 'critical',
      category: 'saturation',
      group: 'rabbitmq-resources',
      summary: 'RabbitMQ {{ $labels.instance }} of {{ $labels.service }} takes no more messages.',
      description: 'It has reached its watermark of memory or of disk space and blocks every publisher.',
      action: 'Free what it lacks: consume or purge the longest queue, or give it more disk.',
      steps: [
        '`rabbitmq-diagnostics alarms` names what is short.',
        'Memory: which queue is longest (`rabbitmqctl list_queues name messages memory`)? Start its consumers.',
        'Disk: delete old logs, enlarge the volume.',
        'A queue that nobody needs: purge it.',
      ],
      source: 'RabbitMQ’s own alarms: the broker decides, there is no number to choose',
    },
    RabbitmqMemoryHigh: {
      threshold: limits.memory,
      expr: at => `${memoryUsed(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      group: 'rabbitmq-resources',
      summary: 'RabbitMQ {{ $labels.instance }} of {{ $labels.service }} runs out of memory.',
      description: '{{ $value | humanizePercentage }} of its watermark are in use; at 100 % it blocks publishers.',
      action: 'Look for the longest queue and for consumers that do not acknowledge.',
      steps: [
        'Which queue is longest? `rabbitmqctl list_queues name messages memory`.',
        'Many unacknowledged messages: a consumer takes more than it can work on; lower its prefetch.',
        'Many connections or channels: somebody opens one per message.',
      ],
      source: 'no requirement gives a number; 90 % of the watermark leaves little time (ours)',
    },
    RabbitmqMessagesPilingUp: {
      threshold: limits.ready,
      expr: at => `sum by (service) (rabbitmq_queue_messages_ready${at.where()}) > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'saturation',
      summary: 'Messages of {{ $labels.service }} pile up in RabbitMQ.',
      description: '{{ $value | humanize }} messages are ready and nobody takes them.',
      action: 'Check whether the consumers run and how fast they acknowledge.',
      steps: [
        'Which queue grows? `rabbitmqctl list_queues name messages_ready consumers`.',
        'It has no consumer: start it.',
        'It has: their log says what they wait for; add more of them when they only have much to do.',
      ],
      source: 'no requirement gives a number; 1 000 is ours',
    },
    RabbitmqMessagesLost: {
      threshold: 0,
      expr: at =>
        `sum by (service) (rate(rabbitmq_global_messages_unroutable_dropped_total${at.where()}[5m])) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'errors',
      summary: 'RabbitMQ throws messages of {{ $labels.service }} away.',
      description: '{{ $value | humanize }} messages a second fit no queue and are lost.',
      action: 'Find the exchange whose bindings do not match the routing keys of its publisher.',
      steps: [
        'Was a queue or binding deleted or renamed? `rabbitmqctl list_bindings`.',
        'Bind a queue with the missing routing key; publish with `mandatory` to see what comes back.',
      ],
      source: 'a lost message is one too many: no number to choose',
    },
  },
  rows: at => [
    {
      title: 'RabbitMQ',
      panels: [
        chart(
          'Messages',
          'Messages that wait and messages that are being worked on.',
          'short',
          [
            { expr: `sum(rabbitmq_queue_messages_ready${at.where()})`, legend: 'Ready' },
            { expr: `sum(rabbitmq_queue_messages_unacked${at.where()})`, legend: 'Unacknowledged' },
          ],
          limitsOf('RabbitmqMessagesPilingUp'),
        ),
        chart('Flow', 'Messages per second that come in and that are done.', 'ops', [
          {
            expr: `sum(rate(rabbitmq_global_messages_received_total${at.where()}[$__rate_interval]))`,
            legend: 'Received',
          },
          {
            expr: `sum(rate(rabbitmq_global_messages_acknowledged_total${at.where()}[$__rate_interval]))`,
            legend: 'Acknowledged',
          },
        ]),
        chart(
          'Memory of RabbitMQ',
          'Share of the memory watermark in use. At 100 % every publisher is blocked.',
          'percentunit',
          [{ expr: memoryUsed(at.where()), legend: '{{instance}}' }],
          limitsOf('RabbitmqMemoryHigh'),
        ),
      ],
    },
  ],
  emit,
  example: { host: 'rabbitmq', port: 15_692 },
});
