import { describe, expect, test } from 'vitest';
import { emitElastic } from '../../src/elastic/emit.ts';
import { fair, log, model, service, trace } from './stack-fixture.ts';

const part = emitElastic(fair);
const workload = (id: string) => part.workloads?.find(found => found.id === id);

describe('what elastic adds to the plan', () => {
  test.each([
    ['no service has logs', model({ services: [service({})] })],
    ['services have only traces', model({ services: [service({ traces: [trace({})] })] })],
  ])('nothing when %s', (_, of) => {
    expect(emitElastic(of)).toEqual({});
  });

  test('four workloads, of which people open one and applications reach one', () => {
    expect(
      part.workloads?.map(({ id, kind, ports }) => [
        id,
        kind,
        ports.map(({ name, audience }) => `${name} ${audience}`),
      ]),
    ).toEqual([
      ['elasticsearch', 'stateful', ['http inside']],
      ['elasticsearch-setup', 'task', []],
      ['kibana', 'stateless', ['http people']],
      ['logstash', 'stateful', ['tcp-json intake', 'api inside']],
    ]);
  });

  test('who talks to whom', () => {
    expect(part.edges?.map(({ from, to, port, purpose, required }) => [from, to, port, purpose, required])).toEqual([
      ['elasticsearch-setup', 'elasticsearch', 'http', 'setup', true],
      ['kibana', 'elasticsearch', 'http', 'query', true],
      ['logstash', 'elasticsearch', 'http', 'store', true],
      ['carousel', 'logstash', 'tcp-json', 'send', undefined],
      ['tickets', 'logstash', 'tcp-json', 'send', undefined],
    ]);
  });

  test('a service that writes only files sends nothing', () => {
    const files = model({ services: [service({ logs: [log({ inputs: [{ kind: 'file', path: '/srv/a.log' }] })] })] });
    expect(emitElastic(files).edges?.filter(({ purpose }) => purpose === 'send')).toEqual([]);
  });

  test('Kibana and Logstash start after the setup', () => {
    expect([workload('kibana')?.after, workload('logstash')?.after]).toEqual([
      ['elasticsearch-setup'],
      ['elasticsearch-setup'],
    ]);
  });

  test('the heap is half of the memory', () => {
    expect(workload('elasticsearch')).toMatchObject({ memory: '2048Mi', env: { ES_JAVA_OPTS: '-Xms1024m -Xmx1024m' } });
  });

  test.each([
    ['elasticsearch', [{ secret: 'elasticsearch-password' }]],
    ['kibana', [{ secret: 'kibana-system-password' }]],
    ['logstash', [{ secret: 'logstash-writer-password' }, { secret: 'log-fingerprint-key' }]],
    [
      'elasticsearch-setup',
      [
        { secret: 'elasticsearch-password' },
        { secret: 'kibana-system-password' },
        { secret: 'logstash-writer-password' },
        { secret: 'grafana-reader-password' },
        { secret: 'elasticsearch-monitor-password' },
        { secret: 'jaeger-writer-password' },
      ],
    ],
  ])('%s reads its secrets', (id, secrets) => {
    expect(workload(id)?.secrets).toEqual(secrets);
  });

  test('a password reaches Kibana through a file and the environment, never through an argument', () => {
    expect(workload('kibana')).toMatchObject({
      command: [
        '/bin/tini',
        '--',
        '/bin/sh',
        '-ec',
        'IFS= read -r KIBANA_SYSTEM_PASSWORD < "$1" || test -n "$KIBANA_SYSTEM_PASSWORD"; export KIBANA_SYSTEM_PASSWORD; shift; exec "$@"',
        'start',
      ],
      args: [[{ secretFile: { secret: 'kibana-system-password' } }], '/usr/local/bin/kibana-docker'],
    });
  });

  test('Logstash takes the key of hashes only where something is hashed', () => {
    const plain = model({ services: [service({ logs: [log({})] })] });
    expect(emitElastic(plain).workloads?.at(-1)?.secrets).toEqual([{ secret: 'logstash-writer-password' }]);
  });

  test.each([
    ['a glob', ['/var/log/app/*.log'], ['/var/log/app']],
    [
      'directories inside another',
      ['/var/log/*.log', '/var/log/app/x.log', '/var/logs/y.log'],
      ['/var/log', '/var/logs'],
    ],
    ['a wildcard directory', ['/srv/*/app.log'], ['/srv']],
    ['a file of the root', ['/app.log', '/srv/app.log'], ['/']],
  ])('%s is mounted by its directories', (_, paths, hostPaths) => {
    const files = model({
      services: [service({ logs: [log({ inputs: paths.map(path => ({ kind: 'file' as const, path })) })] })],
    });
    const mounted = emitElastic(files).workloads?.at(-1)?.hostLogs;
    expect(mounted).toEqual(
      hostPaths.map((hostPath, n) => ({ name: `logs-${n}`, hostPath, mountPath: `/host${hostPath}` })),
    );
  });

  test('the store of Logstash grows with its queues', () => {
    expect(workload('logstash')?.storage).toEqual([
      { name: 'data', mountPath: '/usr/share/logstash/data', size: '3Gi' },
    ]);
  });

  test('the page for applications names datasets, fields and where lines go', () => {
    const page = String(part.documents?.[0]?.body);
    expect(part.documents?.[0]?.path).toBe('dist/docs/logging.md');
    expect(page).toContain('## tickets: `tickets.app`');
    expect(page).toContain('`logs-tickets.app-staging`');
    expect(page).toContain('| `visitor` | keyword | personal: stored as a keyed hash |');
    expect(page).toContain('| `card.holder` | keyword | personal: stored as a keyed hash |');
    expect(page).toContain('port 5000 of `logstash`');
    expect(page).toContain('`/var/log/tickets/*.log`');
  });
});
