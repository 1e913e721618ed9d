import { describe, expect, test } from 'vitest';
import type { Synthesis } from '../../src/synth/synthesize.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withService } from '../accepted/base.ts';
import { alertsOf, serviceUsing, stackUsing } from './synthesized.ts';

const jobOf = ({ plan }: Synthesis, id: string) => plan?.jobs.find(job => job.id === id);
const workloadOf = ({ plan }: Synthesis, id: string) => plan?.workloads.find(workload => workload.id === id);

const errors = ({ diagnostics }: Synthesis): readonly string[] =>
  diagnostics.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));

describe('journeys', () => {
  test.each([
    [{ journeys: ['checkout'] }, '11m'],
    [{ journeys: ['checkout'], interval: '15m', timeout: '90s' }, '31m30s'],
  ])('are judged over two runs and the longest that one may take: %o', async (options, window) => {
    const alerts = alertsOf(await serviceUsing({ kind: 'k6', options }));
    expect(alerts.get('JourneyFailing')).toBe(
      `min by (service, journey) (last_over_time(k6_checks_rate{service="api"}[${window}])) < 1`,
    );
  });

  test('are missed one by one', async () => {
    const alerts = alertsOf(await serviceUsing({ kind: 'k6', options: { journeys: ['checkout', 'sign-up'] } }));
    expect(alerts.get('JourneyMissing')).toBe(
      'absent_over_time(k6_checks_rate{service="api",journey="checkout"}[11m]) or absent_over_time(k6_checks_rate{service="api",journey="sign-up"}[11m])',
    );
  });

  test.each([
    [{ journeys: [] }, '`journeys` of k6() names no journey.'],
    [{ journeys: ['a'], interval: 'often' }, '`interval` of k6() must be a duration such as 5m, not "often".'],
    [{}, 'k6() needs `journeys`: a list of strings.'],
  ])('%o are refused', async (options, message) => {
    expect(errors(await serviceUsing({ kind: 'k6', options }))).toEqual([message]);
  });
});

describe('web vitals', () => {
  test.each([
    ['WebVitalsLcpHigh', 'web_vitals_lcp_seconds', '2.5'],
    ['WebVitalsInpHigh', 'web_vitals_inp_seconds', '0.2'],
    ['WebVitalsClsHigh', 'web_vitals_cls', '0.1'],
  ])('%s compares the 75th percentile of enough page views', async (alert, metric, limit) => {
    const synthesis = await serviceUsing({ kind: 'webVitals', options: {} });
    expect(synthesis.diagnostics).toEqual([]);
    expect(alertsOf(synthesis).get(alert)).toBe(
      `histogram_quantile(0.75, sum by (le, service) (rate(${metric}_bucket{service="api"}[1h]))) > ${limit} and sum by (service) (increase(${metric}_count{service="api"}[1h])) >= 20`,
    );
  });
});

describe('a queue', () => {
  test('has the name that the application gives its depth', async () => {
    const use = { kind: 'queue', options: { depth: 'jobs_waiting', queues: ['mail'] } };
    const synthesis = await serviceUsing(use);
    expect(synthesis.diagnostics).toEqual([]);
    expect(alertsOf(synthesis).get('QueueDepthHigh')).toBe(
      'max by (service, queue) (jobs_waiting{service="api"}) > 100',
    );
    expect(alertsOf(synthesis).get('QueueDepthMissing')).toBe('absent(jobs_waiting{service="api"})');
  });

  test('has a depth that is a metric', async () => {
    expect(errors(await serviceUsing({ kind: 'queue', options: { depth: 'jobs waiting' } }))).toEqual([
      '`depth` of queue() must be the name of a metric, not "jobs waiting".',
    ]);
  });
});

describe('RabbitMQ', () => {
  test.each([
    ['rabbitmq', { kind: 'workload', workload: 'rabbitmq', port: 'prometheus' }],
    ['mq.example.com', { kind: 'static', addresses: ['mq.example.com:15692'] }],
  ])('at %s is scraped itself', async (host, targets) => {
    const synthesis = await serviceUsing({ kind: 'rabbitmq', options: { host } });
    expect(errors(synthesis)).toEqual([]);
    expect(jobOf(synthesis, 'api-rabbitmq')?.targets).toEqual(targets);
    expect(alertsOf(synthesis).get('RabbitmqDown')).toContain('up{service="api",job="api-rabbitmq"} == 0');
  });
});

describe('Kafka', () => {
  test('lacks brokers only when somebody says how many there are', async () => {
    const withCount = await serviceUsing({ kind: 'kafka', options: { host: 'kafka', brokers: 3 } });
    const without = await serviceUsing({ kind: 'kafka', options: { host: 'kafka' } });
    expect(alertsOf(withCount).get('KafkaBrokersMissing')).toBe(
      'max by (service, instance) (kafka_brokers{service="api"}) < 3',
    );
    expect(alertsOf(without).has('KafkaBrokersMissing')).toBe(false);
  });
});

describe('Celery', () => {
  test('has the address of its broker, which holds a password, in no argument', async () => {
    const options = { broker: { secret: 'broker-url' }, host: 'redis', port: 6379, queues: ['mail', 'images'] };
    const synthesis = await serviceUsing({ kind: 'celery', options });
    expect(errors(synthesis)).toEqual([]);
    const workload = workloadOf(synthesis, 'api-celery-exporter');
    expect(workload?.args).toEqual([
      [{ secretFile: { secret: 'broker-url' } }],
      'python',
      '/app/cli.py',
      '--queues=mail,images',
    ]);
    expect(workload?.env).toEqual({});
    expect(workload?.secrets).toEqual([{ secret: 'broker-url' }]);
  });
});

describe('Thanos', () => {
  test('has alerts for the components that it is told of', async () => {
    const synthesis = await stackUsing({ kind: 'thanos', options: { compactors: ['thanos.example.com:10902'] } });
    expect(errors(synthesis)).toEqual([]);
    expect(jobOf(synthesis, 'thanos-compact')?.targets).toEqual({
      kind: 'static',
      addresses: ['thanos.example.com:10902'],
    });
    const names = [...alertsOf(synthesis).keys()].filter(name => name.startsWith('Thanos'));
    expect(names).toEqual(['ThanosDown', 'ThanosCompactHalted', 'ThanosObjectStorageFailing']);
  });

  test('has addresses without a scheme', async () => {
    expect(errors(await stackUsing({ kind: 'thanos', options: { stores: ['http://thanos:10902'] } }))).toEqual([
      '`stores` of thanos() holds "http://thanos:10902".',
    ]);
  });
});

describe('a part of the stack', () => {
  const render = (change: Readonly<Record<string, unknown>>): Promise<Synthesis> =>
    synthesize(
      { catalogue: withService(change), diagnostics: [] },
      { today: '2026-01-01', targets: ['kubernetes', 'compose'] },
    );
  const logs = [{ id: 'logs', dataset: 'api.app', inputs: [{ kind: 'tcp' }] }];
  const traces = [{ id: 'tracing' }];

  test('Grafana is scraped, and may be reached by Prometheus', async () => {
    const synthesis = await render({});
    expect(jobOf(synthesis, 'grafana')?.targets).toEqual({ kind: 'workload', workload: 'grafana', port: 'http' });
    expect(synthesis.plan?.edges).toContainEqual({
      from: 'prometheus',
      to: 'grafana',
      port: 'http',
      purpose: 'scrape',
    });
    expect(alertsOf(synthesis).has('GrafanaDown')).toBe(true);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['without logs and traces', {}, []],
    ['with logs', { logs }, ['LogstashDown']],
    ['with traces', { traces }, ['CollectorDown', 'JaegerDown']],
    ['with both', { logs, traces }, ['CollectorDown', 'JaegerDown', 'LogstashDown']],
  ])('%s is watched as far as it is there', async (_, change, expected) => {
    const synthesis = await render(change);
    expect(synthesis.diagnostics).toEqual([]);
    const names = [...alertsOf(synthesis).keys()].filter(name => /^(Collector|Jaeger|Logstash)Down$/.test(name));
    expect(names.toSorted()).toEqual(expected);
    expect(workloadOf(synthesis, 'logstash-exporter') !== undefined).toBe(expected.includes('LogstashDown'));
  });

  test('asks Logstash through an exporter, which may reach its API', async () => {
    const { plan } = await render({ logs });
    expect(plan?.edges.filter(({ from, to }) => from === 'logstash-exporter' || to === 'logstash-exporter')).toEqual([
      { from: 'prometheus', to: 'logstash-exporter', port: 'metrics', purpose: 'scrape' },
      { from: 'logstash-exporter', to: 'logstash', port: 'api', purpose: 'query' },
    ]);
  });

  test('tells the refused spans of the collector from those of Jaeger', async () => {
    const alerts = alertsOf(await render({ traces }));
    expect(alerts.get('CollectorRefusingSpans')).toContain('{job="otel-collector"}');
    expect(alerts.get('JaegerWritesFailing')).toContain('{job="jaeger"}');
  });
});
