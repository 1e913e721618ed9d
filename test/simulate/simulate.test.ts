import {
  AlertRule,
  AvailabilitySlo,
  counter,
  gauge,
  HttpProbe,
  histogram,
  ObservabilityStack,
  Runbook,
  type Scenario,
  type ScenarioEvent,
  Service,
  scenario,
  Team,
  webhook,
} from 'sightline';
import { describe, expect, test } from 'vitest';
import { playScenario } from '../../src/synth/play-scenario.ts';

/** One service with an alert for everything that can happen to it. */
const shop = (): ObservabilityStack => {
  const stack = new ObservabilityStack('shop', {
    environment: 'test',
    profile: 'local',
    capacity: { nodes: 2 },
  });
  const sales = new Team(stack, 'sales', {
    timezone: 'UTC',
    page: webhook({ url: 'http://sink.example/page' }),
    notify: webhook({ url: 'http://sink.example/notify' }),
  });
  const till = new Service(stack, 'till', {
    owner: sales,
    tier: 1,
    port: 8080,
    replicas: 2,
    metrics: {
      orders: counter('orders_total', { labels: { status: { values: ['paid', 'failed'] } } }),
      duration: histogram('order_duration_seconds', { unit: 'seconds', buckets: [0.1, 1, 10] }),
      queue: gauge('queue_length'),
    },
  });
  new Runbook(till, 'repair', { title: 'Repair', steps: ['Look.'] });
  const { orders, duration, queue } = till.metrics;
  const rule = { severity: 'critical', summary: 'It is broken.', action: 'Repair it.', runbook: 'repair' } as const;
  const share = orders.where({ status: 'failed' }).rate('5m').sum().over(orders.rate('5m').sum());
  new AlertRule(till, 'OrdersFail', { ...rule, expr: share.gt(0.05), for: '2m' });
  new AlertRule(till, 'OrdersStop', { ...rule, expr: orders.rate('5m').sum().lt(0.01), for: '1m' });
  new AlertRule(till, 'OrdersSlow', { ...rule, expr: duration.rate('5m').sumBy('le').quantile(0.95).gt(5) });
  new AlertRule(till, 'QueueLong', { ...rule, expr: queue.gt(10), severity: 'warning' });
  new HttpProbe(till, 'health', { path: '/health', within: '1s', runbook: 'repair' });
  new AvailabilitySlo(till, 'paid', {
    objective: '99%',
    errors: orders.where({ status: 'failed' }),
    total: orders,
    runbook: 'repair',
  });
  return stack;
};

const stack = shop();
const play = async (event: ScenarioEvent, more: Partial<Scenario> = {}) => {
  const { toProgram, scenario: happens } = scenario(stack, { until: '20m', events: [event], ...more });
  const { simulation, diagnostics } = await playScenario({ ...toProgram(), scenario: happens });
  const begin = simulation?.start ?? 0;
  return {
    diagnostics,
    simulation,
    fired: [
      ...new Set(simulation?.alerts.flatMap(({ alert, firingAt }) => (firingAt === undefined ? [] : [alert]))),
    ].toSorted(),
    told: simulation?.notifications.map(({ at, receiver, cause, firing, resolved }) => ({
      at: (at - begin) / 1_000,
      receiver,
      cause,
      alerts: [...new Set([...firing, ...resolved].map(({ alertname }) => alertname))].toSorted(),
    })),
  };
};

describe('a scenario', () => {
  test.each<[string, ScenarioEvent, readonly string[]]>([
    ['a service that is down', { kind: 'down', service: 'till', at: '1m', for: '10m' }, ['HealthProbeFailing']],
    ['orders that fail', { kind: 'errors', service: 'till', ratio: 0.1, at: '1m' }, ['OrdersFail']],
    ['slow orders', { kind: 'latency', service: 'till', takes: '9s', at: '1m' }, ['OrdersSlow', 'ProbeSlaBreached']],
    ['no orders', { kind: 'no-traffic', service: 'till', at: '1m' }, ['OrdersStop']],
    ['a value that is set', { kind: 'set', metric: 'queue_length', value: 11, at: '1m' }, ['QueueLong']],
    ['a deployment', { kind: 'deploy', service: 'till', at: '1m' }, []],
  ])('%s', async (_, event, expected) => {
    const { fired, diagnostics } = await play(event);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(fired).toEqual(expected);
  });
});

describe('who is told', () => {
  test('of a service that is down and comes back', async () => {
    const { told } = await play({ kind: 'down', service: 'till', at: '1m', for: '5m' });
    const alerts = ['HealthProbeFailing'];
    // Probed every ten seconds, the third failure within five minutes fires; the group waits for ten seconds. The last
    // failures are forgotten at 6m + 5m, and the group is told of every five minutes from 1m40s on.
    expect(told).toEqual([
      { at: 100, receiver: 'sales-page', cause: 'fires', alerts },
      { at: 100, receiver: 'sales-notify', cause: 'fires', alerts },
      { at: 700, receiver: 'sales-page', cause: 'ends', alerts },
      { at: 700, receiver: 'sales-notify', cause: 'ends', alerts },
    ]);
  });

  test('is the same whenever it is played', async () => {
    const event = { kind: 'errors', service: 'till', ratio: 0.2, at: '1m', for: '5m' } as const;
    expect((await play(event)).simulation).toEqual((await play(event)).simulation);
  });

  test('of a share of errors that is below every limit: nobody', async () => {
    const { told } = await play({ kind: 'errors', service: 'till', ratio: 0.005, at: '1m' });
    expect(told).toEqual([]);
  });
});

describe('what is not played', () => {
  test('are alerts that look back further than the history, and they are named', async () => {
    const { simulation, diagnostics } = await play(
      { kind: 'errors', service: 'till', ratio: 0.1, at: '1m' },
      { history: '10m' },
    );
    expect(simulation?.unplayed.map(({ alert }) => alert)).toContain('SLOBurnRateFast');
    expect(diagnostics.map(({ code }) => code)).toContain('SCENARIO-REACH');
  });

  test('are alerts that fire while all is well, and they are named', async () => {
    const { fired, diagnostics } = await play(
      { kind: 'errors', service: 'till', ratio: 0.1, at: '1m' },
      { calm: { queue_length: 20 } },
    );
    expect(fired).toEqual(['OrdersFail']);
    expect(diagnostics.find(({ code }) => code === 'SCENARIO-CALM')?.message).toContain('`QueueLong`');
  });
});

test('nobody is told again of what fired before the beginning', async () => {
  const event = { kind: 'errors', service: 'till', ratio: 0, at: '1m' } as const;
  const { told, diagnostics } = await play(event, { traffic: 0, until: '90m' });
  expect(diagnostics.find(({ code }) => code === 'SCENARIO-CALM')?.message).toContain('`OrdersStop`');
  expect(told).toEqual([]);
});

describe('a scenario that makes no sense is refused', () => {
  const at = '1m';
  test.each<[string, unknown, string]>([
    ['none', undefined, 'The file exports a stack without a scenario.'],
    [
      'of a wrong shape',
      { until: 'soon', events: [] },
      '`scenario.until` must be a duration longer than nothing, such as 5m, not "soon".',
    ],
    [
      'an unknown kind',
      { until: '1h', events: [{ kind: 'fire', at }] },
      '`scenario.events[0].kind` must be "down", "node-down", "errors", "latency", "no-traffic", "deploy" or "set", not "fire".',
    ],
    [
      'an unknown service',
      { until: '1h', events: [{ kind: 'down', service: 'til', at }] },
      'The event `down` is about "til", which is no service.',
    ],
    [
      'a machine too many',
      { until: '1h', events: [{ kind: 'node-down', node: 3, at }] },
      'The event `node-down` is about machine 3 of 2.',
    ],
    [
      'a metric that nobody exposes',
      { until: '1h', events: [{ kind: 'set', metric: 'queue_lenght', value: 1, at }] },
      'The event `set` is about `queue_lenght`, which nobody exposes.',
    ],
    [
      'an event after the end',
      { until: '1m', events: [{ kind: 'deploy', service: 'till', at }] },
      'The event `deploy` at 1m is after the end of the scenario.',
    ],
    ['too long', { until: '2d', events: [] }, "The scenario's `until` is longer than 1d."],
    [
      'a day that no calendar has',
      { until: '1h', events: [], start: '2026-02-31T25:00:00Z' },
      '`scenario.start` must be a moment, YYYY-MM-DDTHH:MM:SSZ, not "2026-02-31T25:00:00Z".',
    ],
  ])('%s', async (_, happens, message) => {
    const { simulation, diagnostics } = await playScenario({ ...stack.toProgram(), scenario: happens });
    expect(simulation).toBeUndefined();
    expect(diagnostics.map(found => found.message)).toEqual([message]);
  });
});

test('a rule that the evaluator does not know is named: SCENARIO-RULE', async () => {
  const stack = shop();
  const till = stack.node.findChild('till');
  if (!(till instanceof Service)) throw new Error('there is no till');
  new AlertRule(till, 'QueueElsewhere', {
    expr: 'queue_length{service="till",instance=~"(?i)TILL.*"} > 10',
    severity: 'warning',
    summary: 'It is broken.',
    action: 'Repair it.',
    runbook: 'repair',
  });
  const { toProgram, scenario: happens } = scenario(stack, {
    until: '5m',
    events: [{ kind: 'set', metric: 'queue_length', value: 20, at: '1m' }],
  });
  const { diagnostics } = await playScenario({ ...toProgram(), scenario: happens });
  expect(diagnostics.filter(({ code }) => code === 'SCENARIO-RULE').map(({ message }) => message)).toEqual([
    'The rule `QueueElsewhere` could not be evaluated: the pattern `(?i)TILL.*`.',
  ]);
});
