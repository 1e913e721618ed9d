import { describe, expect, test } from 'vitest';
import { postgres, rabbitmq, redis, secret } from '../../src/index.ts';
import { integrations } from '../../src/integrations/registry.ts';
import type { Synthesis } from '../../src/synth/synthesize.ts';
import { serviceUsing, unreadable } from './synthesized.ts';

const server = (host: string, more: object = {}) =>
  postgres({ host, database: 'app', user: 'monitor', password: secret(`${host}-password`), ...more });

const rulesNamed = ({ plan }: Synthesis, name: string) =>
  (plan?.groups ?? []).flatMap(({ name: group, file, rules }) =>
    rules.flatMap(rule =>
      rule.kind === 'alert' && rule.alert === name ? [{ group, file, expr: rule.expr, labels: rule.labels }] : [],
    ),
  );

const rowsOf = ({ files }: Synthesis): readonly string[] =>
  [...(files.get('dashboards/platform/api.json') ?? '').matchAll(/"title": "([^"]+)",\s+"type": "row"/g)].map(
    ([, title = '']) => title,
  );

describe('two servers of one kind below one service', () => {
  test('have exporters, jobs and rules of their own, by the name of the second', async () => {
    const synthesis = await serviceUsing(server('main-db'), server('orders-db', { name: 'orders' }));
    expect(synthesis.diagnostics).toEqual([]);
    const jobs = synthesis.plan?.jobs.filter(({ id }) => id.includes('postgres')) ?? [];
    expect(jobs.map(({ id, targets }) => [id, targets.kind === 'workload' ? targets.workload : ''])).toEqual([
      ['api-postgres', 'api-postgres-exporter'],
      ['api-postgres-orders', 'api-postgres-orders-exporter'],
    ]);
    expect(rulesNamed(synthesis, 'PostgresDown').map(({ group, file, expr }) => [group, file, expr])).toEqual([
      [
        'api-postgres',
        'api-postgres',
        'max by (service, instance) (pg_up{service="api",job="api-postgres"}) == 0 or absent(pg_up{service="api",job="api-postgres"})',
      ],
      [
        'api-postgres-orders',
        'api-postgres-orders',
        'max by (service, instance) (pg_up{service="api",job="api-postgres-orders"}) == 0 or absent(pg_up{service="api",job="api-postgres-orders"})',
      ],
    ]);
  });

  test('are told apart by who is woken', async () => {
    const synthesis = await serviceUsing(server('main-db'), server('orders-db', { name: 'orders' }));
    expect(
      rulesNamed(synthesis, 'PostgresConnectionsHigh').map(({ labels }) => [
        labels['component'],
        labels['alert_group'],
      ]),
    ).toEqual([
      ['postgres', 'postgres-connections'],
      ['orders', 'postgres-connections-orders'],
    ]);
    const rules = synthesis.plan?.groups.flatMap(group => group.rules) ?? [];
    const summaries = rules.flatMap(rule =>
      rule.kind === 'alert' && rule.alert === 'PostgresDown' ? [rule.annotations['summary']] : [],
    );
    expect(summaries).toEqual([
      'PostgreSQL of {{ $labels.service }} does not answer.',
      'orders: PostgreSQL of {{ $labels.service }} does not answer.',
    ]);
    expect(rowsOf(synthesis).filter(title => title.startsWith('PostgreSQL'))).toEqual([
      'PostgreSQL',
      'PostgreSQL orders',
    ]);
  });

  test('have sections of their own on the page of an alert', async () => {
    const { files } = await serviceUsing(server('main-db'), server('orders-db', { name: 'orders' }));
    const page = files.get('dist/runbooks/api/PostgresDown.md') ?? '';
    expect(page.match(/^- \[.*$/gm)?.slice(0, 2)).toEqual([
      '- [postgres](#postgres): critical, P1',
      '- [orders](#orders): critical, P1',
    ]);
  });

  test('have thresholds of their own', async () => {
    const synthesis = await serviceUsing(
      server('main-db', { name: 'main', alerts: { PostgresConnectionsHigh: { threshold: 0.7 } } }),
      server('orders-db', { name: 'orders', alerts: { PostgresConnectionsHigh: false } }),
    );
    expect(rulesNamed(synthesis, 'PostgresConnectionsHigh').map(({ expr }) => expr.slice(-5))).toEqual(['> 0.7']);
  });

  test('need not be several for one to have a name', async () => {
    const synthesis = await serviceUsing(server('orders-db', { name: 'orders' }));
    expect(rulesNamed(synthesis, 'PostgresDown').map(({ expr }) => expr)).toEqual([
      'max by (service, instance) (pg_up{service="api"}) == 0 or absent(pg_up{service="api"})',
    ]);
    expect(synthesis.plan?.jobs.map(({ id }) => id)).toContain('api-postgres-orders');
  });

  test('may both be scraped directly', async () => {
    const synthesis = await serviceUsing(
      rabbitmq({ host: 'mq', name: 'a' }),
      rabbitmq({ host: 'mq.example.com', name: 'b' }),
    );
    expect(synthesis.diagnostics).toEqual([]);
    expect(rulesNamed(synthesis, 'RabbitmqDown').map(({ expr }) => expr)).toEqual([
      'up{service="api",job="api-rabbitmq-a"} == 0 or absent(up{service="api",job="api-rabbitmq-a"})',
      'up{service="api",job="api-rabbitmq-b"} == 0 or absent(up{service="api",job="api-rabbitmq-b"})',
    ]);
  });

  const kinds = [...integrations]
    .filter(([, { definition }]) => 'name' in definition.options)
    .map(([kind, { definition }]) => ({ kind, example: definition.example }));

  test('can be of any kind with an exporter', () => {
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'celery',
      'kafka',
      'mongodb',
      'mysql',
      'nginx',
      'postgres',
      'rabbitmq',
      'redis',
    ]);
  });

  test.each(kinds)('$kind never reads the series of the other', async definition => {
    const { kind, example } = definition;
    const synthesis = await serviceUsing({ kind, options: example }, { kind, options: { ...example, name: 'second' } });
    expect(synthesis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const own = synthesis.plan?.groups.filter(({ name }) => name.startsWith(`api-${kind}`)) ?? [];
    expect(own.map(({ name }) => name)).toEqual([`api-${kind}`, `api-${kind}-second`]);
    const expressions = own.flatMap(({ rules }) => rules.map(({ expr }) => expr));
    expect(unreadable(expressions)).toEqual([]);
    expect(expressions.filter(expr => /\{[^}]*\}/g.test(expr) && !expr.includes(`job="api-${kind}`))).toEqual([]);
  });
});

describe('two servers that nothing tells apart', () => {
  test.each([
    [
      'without names',
      [server('main-db'), server('orders-db')],
      'The service uses `postgres()` twice: their exporters, jobs and alerts would have the same names.',
      "Give one of them a name: postgres({name: '…', …}).",
    ],
    [
      'of one name',
      [redis({ host: 'a', name: 'cache' }), redis({ host: 'b', name: 'cache' })],
      "The service uses `redis({name: 'cache', …})` twice: their exporters, jobs and alerts would have the same names.",
      "Give them different names: redis({name: '…', …}).",
    ],
  ])('%s are refused', async (_, uses, message, hint) => {
    const { diagnostics } = await serviceUsing(...uses);
    expect(diagnostics.map(one => [one.code, one.message, one.hint])).toEqual([['NAME-DUP', message, hint]]);
  });

  test('a name that no job can have is refused', async () => {
    const { diagnostics } = await serviceUsing(redis({ host: 'a', name: 'Main DB' }));
    expect(diagnostics.map(one => one.message)).toEqual([
      'Option `name` of redis() must be a name of lower case letters, digits and dashes.',
    ]);
  });
});
