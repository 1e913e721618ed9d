import { expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';

const leaks = { name: 'log_leaks_total', kind: 'counter', labels: {}, from: 'logs' } as const;
const orders = { name: 'orders_total', kind: 'counter', labels: {} } as const;
const alert = { ...api.alerts[0], id: 'KeyLeak', expr: 'increase(log_leaks_total{service="api"}[10m]) > 0' };

const found = async (counts: readonly string[] | undefined, alerts: readonly unknown[] = [alert]) => {
  const catalogue = withService({
    metrics: { leaks, orders },
    alerts: [...api.alerts, ...alerts],
    ...(counts === undefined
      ? {}
      : { logs: [{ id: 'logs', dataset: 'api.app', inputs: [{ kind: 'tcp' }], counts: [...counts] }] }),
  });
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01' });
  return diagnostics
    .filter(({ code }) => code === 'LOG-COUNT')
    .map(({ severity, path, message, hint }) => [severity, path, message, hint]);
};

const run = "Run a collector that counts the lines, and say so: new LogPipeline(…, { counts: ['log_leaks_total'] }).";
const silent =
  '`log_leaks_total` of `api` is counted from log lines, and no log pipeline of the service counts it: `KeyLeak` cannot fire.';

test.each<[string, readonly string[] | undefined, readonly (readonly unknown[])[]]>([
  ['without logs nothing counts lines', undefined, [['warning', 'acme/api', silent, run]]],
  ['with logs that nobody counts nothing does', [], [['warning', 'acme/api', silent, run]]],
  ['with logs that are counted nothing is said', ['log_leaks_total'], []],
  [
    'a misspelt name counts nothing',
    ['log_leak_total'],
    [
      ['warning', 'acme/api', silent, run],
      [
        'warning',
        'acme/api/logs',
        'The log pipeline `logs` counts `log_leak_total`, which `api` does not declare as counted from logs.',
        'Did you mean "log_leaks_total"?',
      ],
    ],
  ],
  [
    'what the service counts by itself is not counted from its lines',
    ['log_leaks_total', 'orders_total'],
    [
      [
        'warning',
        'acme/api/logs',
        'The log pipeline `logs` counts `orders_total`, which `api` does not declare as counted from logs.',
        "Declare it in `metrics` of the service: counter('orders_total', { from: 'logs' }).",
      ],
    ],
  ],
])('%s', async (_, counts, expected) => {
  expect(await found(counts)).toEqual(expected);
});

test('a metric that no alert uses is told without one', async () => {
  expect((await found(undefined, [])).map(([, , message]) => message)).toEqual([
    '`log_leaks_total` of `api` is counted from log lines, and no log pipeline of the service counts it.',
  ]);
});
