import { gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import type { Named } from './component-name.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';

export interface KafkaOptions extends Named {
  /** DNS name of one broker. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Default 9092. */
  readonly port?: number;
  /** Brokers that the cluster has; fewer are an alert. Default: not known. */
  readonly brokers?: number;
  /** Number of topics. Default 20. */
  readonly topics?: number;
}

/** Messages that a group of consumers is behind. */
const behind = 1_000;

const server = ({ host, port = 9_092 }: KafkaOptions): Server => ({ host, name: 'kafka', port });

const lag = (own: string): string => `sum by (service, consumergroup, topic) (kafka_consumergroup_lag${own})`;

/** A Kafka cluster through kafka_exporter: brokers, partitions and how far consumers are behind. */
export const kafka = defineIntegration<KafkaOptions>()({
  kind: 'kafka',
  scope: 'component',
  source: 'danielqsj/kafka_exporter 1.9, kafka_exporter.go and README.md: brokers, topics, consumer groups',
  needs: ['A listener without SASL, and the right to describe topics and consumer groups.'],
  options: {
    name: { kind: 'name' },
    host: { kind: 'text', required: true },
    port: { kind: 'number' },
    brokers: { kind: 'number' },
    topics: { kind: 'number' },
  },
  metrics: ({ topics = 20 }) => ({
    brokers: gauge('kafka_brokers', { help: 'Brokers of the cluster.' }),
    underReplicated: gauge('kafka_topic_partition_under_replicated_partition', {
      labels: { topic: { cardinality: topics }, partition: { cardinality: 12 } },
      help: '1 while a partition has fewer replicas in sync than it should have.',
    }),
    lag: gauge('kafka_consumergroup_lag', {
      labels: { consumergroup: { cardinality: 5 }, topic: { cardinality: topics }, partition: { cardinality: 12 } },
      help: 'Messages that a group of consumers has not taken yet.',
    }),
    members: gauge('kafka_consumergroup_members', {
      labels: { consumergroup: { cardinality: 5 } },
      help: 'Consumers of a group.',
    }),
    offset: gauge('kafka_topic_partition_current_offset', {
      labels: { topic: { cardinality: topics }, partition: { cardinality: 12 } },
      help: 'Newest offset of a partition.',
    }),
  }),
  alerts: {
    KafkaDown: {
      threshold: 1,
      expr: at =>
        `max by (service, instance) (kafka_brokers${at.where()}) < ${at.threshold} or absent(kafka_brokers${at.where()})`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'Kafka of {{ $labels.service }} does not answer.',
      description: 'kafka_exporter finds no broker, or is gone itself: nothing can be sent or received.',
      action: 'Check whether the brokers run and whether the exporter reaches them.',
      steps: [
        'Do the brokers run? The end of server.log holds the reason if they do not.',
        'They run: does `kafka-broker-api-versions.sh` answer from the host of the exporter?',
        'The exporter fails alone: its log names the listener that refuses it.',
      ],
      source: 'without its broker a service that needs one is down; 1 minute is four scrapes at 15 s',
    },
    KafkaBrokersMissing: {
      when: ({ brokers }) => brokers !== undefined,
      expr: at => `max by (service, instance) (kafka_brokers${at.where()}) < ${at.options.brokers ?? 0}`,
      for: '5m',
      severity: 'warning',
      category: 'availability',
      summary: 'Kafka of {{ $labels.service }} lacks brokers.',
      description: 'Only {{ $value | humanize }} of them are in the cluster: the next failure may stop it.',
      action: 'Find the broker that is missing and read the end of its log.',
      steps: [
        'Which broker is missing? `kafka-metadata-quorum.sh describe --status` lists those that are there.',
        'Is its machine up, and its disk not full?',
        'Start it, and wait until no partition is under-replicated any more.',
      ],
      source: 'the number of brokers that the option names',
    },
    KafkaPartitionsUnderReplicated: {
      threshold: 0,
      expr: at =>
        `sum by (service, instance) (kafka_topic_partition_under_replicated_partition${at.where()}) > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'availability',
      summary: 'Partitions of Kafka of {{ $labels.service }} lack replicas.',
      description: '{{ $value | humanize }} partitions have fewer copies in sync than they should have.',
      action: 'Look for a broker that is down, or too slow to keep up.',
      steps: [
        'Which broker? `kafka-topics.sh --describe --under-replicated-partitions` lists the missing replicas.',
        'It is down: start it. It is up: look at its disk and its network.',
        'After its return the number falls by itself; wait for 0 before the next restart.',
      ],
      source: 'no requirement gives a number; 10 minutes outlast a planned restart (ours)',
    },
    KafkaConsumerLagHigh: {
      threshold: behind,
      expr: at => `${lag(at.where())} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'saturation',
      summary: 'The consumers {{ $labels.consumergroup }} of {{ $labels.service }} fall behind.',
      description: '{{ $value | humanize }} messages of {{ $labels.topic }} wait for them.',
      action: 'Check whether the consumers run, and what they wait for.',
      steps: [
        'Does the group have members? `kafka-consumer-groups.sh --describe --group …` lists them with their lag.',
        'One partition only: its key is hot, or one message fails again and again.',
        'All of them: add consumers up to the number of partitions.',
      ],
      source: 'requirement of an alert on queue depth without a number; 1 000 is ours',
    },
    KafkaConsumersMissing: {
      threshold: 1,
      expr: at =>
        `max by (service, consumergroup) (kafka_consumergroup_members${at.where()}) < ${at.threshold} and on (service, consumergroup) sum by (service, consumergroup) (kafka_consumergroup_lag${at.where()}) > 0`,
      for: '10m',
      severity: 'warning',
      category: 'availability',
      summary: 'Nobody consumes for the group {{ $labels.consumergroup }} of {{ $labels.service }}.',
      description: 'The group has no member, and messages wait for it.',
      action: 'Start its consumers; if they run, look why they cannot join the group.',
      steps: [
        'Do the consumers run? Look at their containers and the end of their log.',
        'They run and cannot join: is the broker that coordinates the group up?',
        'The group is not needed any more: delete it (`kafka-consumer-groups.sh --delete`).',
      ],
      source: 'no requirement gives a number; 10 minutes outlast a deployment (ours)',
    },
  },
  rows: at => [
    {
      title: 'Kafka',
      panels: [
        chart(
          'Consumer lag',
          'Messages that each group has not taken yet. From orange on the alert counts its 10 minutes.',
          'short',
          [{ expr: lag(at.where()), legend: '{{consumergroup}} {{topic}}' }],
          limitsOf('KafkaConsumerLagHigh'),
        ),
        chart('Messages', 'New messages per second of each topic.', 'ops', [
          {
            expr: `sum by (topic) (deriv(kafka_topic_partition_current_offset${at.where()}[$__rate_interval]))`,
            legend: '{{topic}}',
          },
        ]),
        chart('Under-replicated partitions', 'Partitions with fewer copies in sync than they should have.', 'short', [
          { expr: `sum(kafka_topic_partition_under_replicated_partition${at.where()})`, legend: 'Partitions' },
        ]),
      ],
    },
  ],
  emit: (options, context) =>
    exporterPart(
      {
        kind: 'kafka',
        name: options.name,
        image: 'kafka-exporter',
        port: 9_308,
        server: server(options),
        args: [['--kafka.server=', serverAddress(server(options))], '--web.listen-address=:9308'],
        secrets: [],
        samples: 50_000,
      },
      context,
    ),
  example: { host: 'kafka', port: 9_092, brokers: 3, topics: 10 },
});
