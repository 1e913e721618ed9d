import { describe, expect, test } from 'vitest';
import { emitJaeger } from '../../src/jaeger/emit.ts';
import { fair, log, model, service, trace } from '../elastic/stack-fixture.ts';

const part = emitJaeger(fair);
const alone = emitJaeger(model({ services: [service({ traces: [trace({})] })] }));

describe('what jaeger adds to the plan', () => {
  test('nothing when no service has traces', () => {
    expect(emitJaeger(model({ services: [service({ logs: [log({})] })] }))).toEqual({});
  });

  test('collector, setup and Jaeger, with the ports that applications and people reach', () => {
    const reached = part.workloads?.map(({ id, kind, ports }) => [
      id,
      kind,
      ports.filter(({ audience }) => audience !== 'inside').map(({ name, audience }) => `${name} ${audience}`),
    ]);
    expect(reached).toEqual([
      ['otel-collector', 'stateless', ['otlp-grpc intake', 'otlp-http intake']],
      ['jaeger-setup', 'task', []],
      ['jaeger', 'stateless', ['http people', 'zipkin intake']],
    ]);
  });

  test('without Elasticsearch there is no setup and no secret', () => {
    expect(alone.workloads?.map(({ id, secrets, after }) => [id, secrets, after])).toEqual([
      ['otel-collector', [], undefined],
      ['jaeger', [], undefined],
    ]);
  });

  test('the setup makes indices under the lifecycle policy, after the policy exists', () => {
    expect(part.workloads?.[1]).toMatchObject({
      image: 'jaeger-es-rollover',
      command: [
        '/bin/sh',
        '-ec',
        'IFS= read -r ES_PASSWORD < "$1" || test -n "$ES_PASSWORD"; export ES_PASSWORD; shift; exec "$@"',
        'start',
      ],
      args: [
        [{ secretFile: { secret: 'jaeger-writer-password' } }],
        '/go/bin/es-rollover',
        'init',
        [{ connect: 'elasticsearch', port: 'http' }],
      ],
      env: {
        ES_USERNAME: 'jaeger_writer',
        ES_USE_ILM: 'true',
        ES_ILM_POLICY_NAME: 'sightline-traces',
        SHARDS: '1',
        REPLICAS: '0',
      },
      after: ['elasticsearch-setup'],
    });
    expect(part.workloads?.[2]?.after).toEqual(['jaeger-setup']);
  });

  test('who talks to whom', () => {
    expect(part.edges?.map(({ from, to, port, purpose, required }) => [from, to, port, purpose, required])).toEqual([
      ['tickets', 'otel-collector', 'otlp-grpc', 'send', undefined],
      ['tickets', 'otel-collector', 'otlp-http', 'send', undefined],
      ['tickets', 'jaeger', 'zipkin', 'send', undefined],
      ['otel-collector', 'jaeger', 'otlp-grpc', 'send', undefined],
      ['jaeger-setup', 'elasticsearch', 'http', 'setup', true],
      ['jaeger', 'elasticsearch', 'http', 'store', true],
      ['jaeger', 'prometheus', 'http', 'query', undefined],
      ['prometheus', 'otel-collector', 'metrics', 'scrape', undefined],
      ['prometheus', 'otel-collector', 'spanmetrics', 'scrape', undefined],
      ['prometheus', 'jaeger', 'metrics', 'scrape', undefined],
    ]);
  });

  test('every edge ends at a port that exists', () => {
    for (const { to, port } of part.edges ?? []) {
      const ports = part.workloads?.find(({ id }) => id === to)?.ports;
      if (ports !== undefined) expect(ports.map(({ name }) => name)).toContain(port);
    }
  });

  test('the collector, its span metrics and Jaeger are scraped as services of the platform', () => {
    expect(
      part.jobs?.map(({ id, targets, interval, timeout, labels }) => ({ id, targets, interval, timeout, labels })),
    ).toEqual(
      [
        ['otel-collector', 'otel-collector', 'metrics'] as const,
        ['span-metrics', 'otel-collector', 'spanmetrics'] as const,
        ['jaeger', 'jaeger', 'metrics'] as const,
      ].map(([id, workload, port]) => ({
        id,
        targets: { kind: 'workload', workload, port },
        interval: '15s',
        timeout: '10s',
        labels: { service: workload, team: 'grounds', env: 'staging', tier: '1' },
      })),
    );
  });

  test('span metrics may have as many samples as the collector lets through', () => {
    // One service, 1000 combinations, 12 bounds and 4 more series each.
    expect(part.jobs?.[1]?.limits.samples).toBe(16_000);
  });

  test('the page for applications holds the environment of their SDK', () => {
    expect(part.documents?.[0]?.path).toBe('dist/docs/tracing.md');
    expect(part.documents?.[0]?.body).toContain(`OTEL_SERVICE_NAME=tickets
OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=staging,service.namespace=fair,team=booths
OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector:4317
OTEL_EXPORTER_OTLP_PROTOCOL=grpc
OTEL_PROPAGATORS=tracecontext,baggage
`);
    expect(part.documents?.[0]?.body).toContain('slower than 750ms, and 10 % of the others');
  });
});
