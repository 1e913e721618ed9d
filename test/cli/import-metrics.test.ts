import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench.remove());

const page = `# HELP orders_total Orders.
# TYPE orders_total counter
orders_total{status="paid"} 3
orders_total{status="failed"} 1
`;

const program = `import { counter } from 'sightline';

// Metrics of metrics.txt, with as many label values as there were when it was read.
// Give them to a service: new Service(stack, …, { metrics, … }).
export const metrics = {
  ordersTotal: counter('orders_total', { help: 'Orders.', labels: { status: { cardinality: 2 } } }),
};
`;

/** A stack whose service has the imported metrics, and a rule that uses one of them. */
const stack = `import { AlertRule, ObservabilityStack, Runbook, Service, Team, pagerduty, secret, slack } from 'sightline';
import { metrics } from './metrics.ts';

const stack = new ObservabilityStack('acme', { environment: 'production' });
const shop = new Team(stack, 'shop', {
  timezone: 'Europe/Kyiv',
  page: pagerduty({ routingKey: secret('key') }),
  notify: slack({ channel: '#shop', webhookUrl: secret('url') }),
});
const orders = new Service(stack, 'orders', { owner: shop, port: 8000, metrics });
new Runbook(orders, 'failing', { title: 'Orders fail', steps: ['Read the log.'] });
new AlertRule(orders, 'OrdersFailing', {
  expr: orders.metrics.ordersTotal.where({ status: 'failed' }).rate('5m').sum().gt(1),
  for: '5m',
  severity: 'warning',
  summary: 'Orders fail.',
  action: 'Read the log.',
  runbook: 'failing',
});
export default stack;
`;

describe('sightline import metrics', () => {
  test('prints declarations, and how many there are', async () => {
    const { status, stdout, stderr } = await bench.run('import', 'metrics', bench.write('metrics.txt', page));
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: program, stderr: '1 metric read.\n' });
  });

  test('writes what a stack can import', async () => {
    bench.write('used/metrics.txt', page);
    bench.write('used/stack.ts', stack);
    const { status, stderr } = await bench.run('import', 'metrics', 'used/metrics.txt', '--out', 'used/metrics.ts');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '1 metric read.\nWritten to used/metrics.ts.\n' });
    const out = bench.fresh();
    expect((await bench.run('synth', 'used/stack.ts', '--out', out)).status).toBe(0);
    expect(readFileSync(join(bench.folder, out, 'rules/orders.yml'), 'utf8')).toContain(
      'sum(rate(orders_total{service="orders",status="failed"}[5m])) > 1',
    );
  });

  test('does not write over a file', async () => {
    bench.write('mine.ts', '// mine\n');
    const { status, stderr } = await bench.run('import', 'metrics', bench.write('m.txt', page), '--out', 'mine.ts');
    expect(status).toBe(1);
    expect(stderr).toContain('error IMPORT-OUT: mine.ts exists already and is not overwritten.');
    expect(readFileSync(join(bench.folder, 'mine.ts'), 'utf8')).toBe('// mine\n');
  });

  test('tells the line of what is no sample, and prints the rest', async () => {
    const { status, stdout, stderr } = await bench.run(
      'import',
      'metrics',
      bench.write('broken.txt', `${page}orders_total{status=paid} 1\n`),
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      'broken.txt:5: error IMPORT-LINE: Line 5 of broken.txt is no sample: the value of the label `status` is no quoted text at column 21.',
    );
    expect(stdout).toContain("counter('orders_total'");
  });

  test('prints an odd page, with remarks, and is content', async () => {
    const odd = `# HELP idle_total Nobody has done it.

untyped_total{a="b",} 3 1395066363000
empty NaN
`;
    const { status, stdout, stderr } = await bench.run('import', 'metrics', bench.write('odd.txt', odd));
    expect(status).toBe(0);
    expect(stdout).toContain(`export const metrics = {
  empty: gauge('empty'),
  untypedTotal: counter('untyped_total', { labels: { a: { cardinality: 1 } } }),
};
`);
    expect(stderr).toContain('odd.txt:1: warning IMPORT-NOTE: The metric `idle_total` is described and has no series');
    expect(stderr).toMatch(/2 metrics read\.\n3 warnings\.\n$/);
  });

  test('gives everything as one object', async () => {
    const { status, stdout } = await bench.run('import', 'metrics', bench.write('json.txt', 'a_total 1\n'), '--json');
    const printed: { source: string; metrics: number; diagnostics: readonly PrintedDiagnostic[] } = JSON.parse(stdout);
    expect([status, printed.metrics]).toEqual([0, 1]);
    expect(printed.source).toContain("counter('a_total')");
    expect(printed.diagnostics.map(({ code, line }) => [code, line])).toEqual([['IMPORT-NOTE', 1]]);
  });

  test('imports nothing when a page is missing', async () => {
    const { status, stdout, stderr } = await bench.run('import', 'metrics', 'nowhere.txt');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(
      'nowhere.txt: error IMPORT-FILE: nowhere.txt cannot be read: there is no such file or folder.\n    hint: Save the page of the target first: curl -s http://host:port/metrics > metrics.txt.\n',
    );
    expect(stderr).toContain('1 error; nothing was imported.\n');
  });
});
