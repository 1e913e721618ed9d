import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
  bench.write(
    'stacks/outage.ts',
    `import { HttpProbe, ObservabilityStack, Runbook, scenario, Service, Team, webhook } from 'sightline';
const stack = new ObservabilityStack('shop', { environment: 'test', profile: 'local' });
const sales = new Team(stack, 'sales', {
  timezone: 'UTC',
  page: webhook({ url: 'http://sink.example/page' }),
  notify: webhook({ url: 'http://sink.example/notify' }),
});
const till = new Service(stack, 'till', { owner: sales, tier: 1, port: 8080 });
new Runbook(till, 'repair', { title: 'Repair', steps: ['Look.'] });
new HttpProbe(till, 'health', { path: '/health', within: '1s', runbook: 'repair' });
export default scenario(stack, { until: '20m', events: [{ kind: 'down', service: 'till', at: '1m', for: '5m' }] });
`,
  );
});
afterAll(() => bench.remove());

describe('sightline simulate', () => {
  test('prints who is told of what, when and how often', async () => {
    const { status, stdout } = await bench.run('simulate', 'stacks/outage.ts');
    expect(status).toBe(0);
    expect(stdout).toBe(`TIME     RECEIVER      BECAUSE         FIRING                              RESOLVED
+1m40s   sales-page    an alert fires  HealthProbeFailing{service="till"}  -
+1m40s   sales-notify  an alert fires  HealthProbeFailing{service="till"}  -
+11m40s  sales-page    an alert ended  -                                   HealthProbeFailing{service="till"}
+11m40s  sales-notify  an alert ended  -                                   HealthProbeFailing{service="till"}

1 alert fired.

RECEIVER      MESSAGES
sales-notify  2
sales-page    2
`);
  });

  test('--json prints the same as data', async () => {
    const { status, stdout } = await bench.run('simulate', 'stacks/outage.ts', '--json');
    const { start, notifications, alerts } = JSON.parse(stdout);
    expect({ status, start }).toEqual({ status: 0, start: '2026-01-05T10:00:00.000Z' });
    expect(notifications[0]).toMatchObject({ at: 100, receiver: 'sales-page', cause: 'fires' });
    expect(alerts).toMatchObject([{ alert: 'HealthProbeFailing', firingAt: 90 }]);
  });

  test('refuses a stack without a scenario', async () => {
    const file = bench.write(
      'stacks/plain.ts',
      `import { ObservabilityStack, Team } from 'sightline';
const stack = new ObservabilityStack('shop', { environment: 'test', profile: 'local' });
new Team(stack, 'sales', { timezone: 'UTC' });
export default stack;
`,
    );
    const { status, stderr } = await bench.run('simulate', file);
    expect(status).toBe(1);
    expect(stderr).toContain('error SCENARIO: The file exports a stack without a scenario.');
  });

  test.each([
    [
      'that is not there',
      'stacks/none.ts',
      '',
      'Name the file that exports your scenario: sightline simulate scenario.ts',
    ],
    [
      'that exports something else',
      'stacks/number.ts',
      'export default 42;\n',
      'End it with: export default scenario(stack, {until, events}); where stack is your stack.',
    ],
  ])('asks for a scenario instead of a file %s', async (_, file, text, hint) => {
    if (text !== '') bench.write(file, text);
    const { status, stderr } = await bench.run('simulate', file);
    expect(status).toBe(1);
    expect(stderr).toContain(hint);
  });

  test('refuses two files', async () => {
    const { status, stderr } = await bench.run('simulate', 'a.ts', 'b.ts');
    expect([status, stderr.split('\n')[0]]).toEqual([2, 'One scenario file is enough; got a.ts, b.ts.']);
  });
});
