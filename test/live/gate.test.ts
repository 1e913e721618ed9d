import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { askBudgets } from '../../src/live/budgets.ts';
import { askGate } from '../../src/live/gate.ts';
import { openPrometheus, type Prometheus } from '../../src/live/prometheus.ts';
import { account, type Vector } from './accounts.ts';
import { type StubServer, sendJson, startStub, vectorOf } from './stub-server.ts';

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

/** A Prometheus that knows these series: it filters by the service of the query, and lists the services. */
const prometheusWith = async (series: Vector, more: object = {}): Promise<Prometheus> => {
  stub = await startStub((url, response: ServerResponse) => {
    const query = url.searchParams.get('query') ?? '';
    const [, one, several] = /,service=(?:"([^"]*)"|~"([^"]*)")/.exec(query) ?? [];
    const wanted = one === undefined ? several?.split('|') : [one];
    const found = query.startsWith('group by (service)')
      ? [...new Set(series.map(([{ service = '' }]) => service))].map(service => [{ service }, 1] as const)
      : series.filter(([{ service = '' }]) => wanted === undefined || wanted.includes(service));
    sendJson(response, { status: 'success', data: vectorOf(found), ...more });
  });
  return openPrometheus({
    product: 'Prometheus',
    url: new URL(stub.url),
    credentials: '--bearer-token-file',
    timeout: 5_000,
    maxBytes: 100_000,
  });
};

describe('budgets', () => {
  test('are put together from their series', async () => {
    const prometheus = await prometheusWith(account('api', 'errors', { spent: 0.25, frozen: 0 }));
    expect(await askBudgets(prometheus, [])).toEqual({
      value: [
        {
          service: 'api',
          team: 'web',
          slo: 'api-errors',
          labels: {},
          status: 'ok',
          objective: 0.999,
          window: '30d',
          error_rate: 0.00025,
          threshold: 0.001,
          budget_consumption: 0.25,
          budget_remaining: 0.75,
          seconds_to_exhaustion: 86_400,
          deployment_frozen: false,
          merge_frozen: null,
        },
      ],
      notes: [],
    });
  });

  test.each([
    [0, 'ok'],
    [0.8, 'ok'],
    [0.801, 'at_risk'],
    [0.999, 'at_risk'],
    [1, 'exhausted'],
    [3.5, 'exhausted'],
    [undefined, 'unknown'],
  ] as const)('of which %s is spent are %s', async (spent, status) => {
    const answer = await askBudgets(
      await prometheusWith(account('api', 'errors', spent === undefined ? {} : { spent, frozen: 0 })),
      [],
    );
    expect('value' in answer && answer.value.map(budget => budget.status)).toEqual([status]);
  });

  test.each([
    [0.5, 0.5, 'ok'],
    [0.501, 0.5, 'at_risk'],
    [0.9, 0.95, 'ok'],
    [0.96, 0.95, 'at_risk'],
    [1, 1.2, 'exhausted'],
  ] as const)('of which %s is spent, and whose policy warns at %s, are %s', async (spent, warning, status) => {
    const answer = await askBudgets(await prometheusWith(account('api', 'errors', { spent, frozen: 0, warning })), []);
    expect('value' in answer && answer.value.map(budget => budget.status)).toEqual([status]);
  });

  test('of a calendar month are called so', async () => {
    const month = account('api', 'errors', { spent: 0.5, frozen: 0 }).map(([labels, value]): Vector[number] =>
      labels['__name__'] === 'slo:sli_error:ratio_rate30d'
        ? [{ ...labels, __name__: 'slo:sli_error:ratio_month' }, value]
        : [labels, value],
    );
    const answer = await askBudgets(await prometheusWith(month), []);
    expect('value' in answer && answer.value).toMatchObject([{ window: 'month', error_rate: 0.0005 }]);
  });

  test('that are kept per group are apart, and in the order of their names', async () => {
    const answer = await askBudgets(
      await prometheusWith([
        ...account('shop', 'errors', { spent: 0.1, frozen: 0, route: '/pay' }),
        ...account('shop', 'errors', { spent: 2, frozen: 1, route: '/cart' }),
        ...account('api', 'errors', { spent: 0, frozen: 0 }),
      ]),
      [],
    );
    expect('value' in answer && answer.value.map(({ slo, labels, status }) => ({ slo, labels, status }))).toEqual([
      { slo: 'api-errors', labels: {}, status: 'ok' },
      { slo: 'shop-errors', labels: { route: '/cart' }, status: 'exhausted' },
      { slo: 'shop-errors', labels: { route: '/pay' }, status: 'ok' },
    ]);
  });

  test('whose values are no numbers are unknown', async () => {
    const labels = { service: 'api', slo: 'api-errors', team: 'web' };
    const answer = await askBudgets(
      await prometheusWith([
        [{ ...labels, __name__: 'slo:objective:ratio' }, 0.999],
        [{ ...labels, __name__: 'slo:period_budget_consumed:ratio' }, 'NaN'],
        [{ ...labels, __name__: 'slo:deployment_frozen:bool' }, 'NaN'],
        [{ ...labels, __name__: 'slo:time_to_exhaustion:seconds' }, '+Inf'],
      ]),
      [],
    );
    expect('value' in answer && answer.value).toMatchObject([
      { status: 'unknown', window: null, seconds_to_exhaustion: null, deployment_frozen: null },
    ]);
  });

  test('are asked for by name, whatever the name holds', async () => {
    await askBudgets(await prometheusWith([]), ['a"b', 'c.d']);
    expect(new URL(stub?.asked[0]?.url ?? '', 'http://stub').searchParams.get('query')).toContain(
      '",service=~"a\\"b|c\\\\.d"}',
    );
  });
});

describe('the gate', () => {
  const healthy = account('api', 'errors', { spent: 0.1, frozen: 0 });
  const spent = account('shop', 'errors', { spent: 1.2, frozen: 1 });
  const blind = account('mail', 'errors', {});

  test.each<{
    readonly sentence: string;
    readonly series: Vector;
    readonly services?: readonly string[];
    readonly warnings?: readonly string[];
    readonly decision: string;
    readonly open: boolean;
    readonly closed: boolean;
    readonly codes: readonly string[];
    readonly reason: string;
  }>([
    {
      sentence: 'lets pass while no budget is spent',
      series: healthy,
      decision: 'go',
      open: true,
      closed: true,
      codes: [],
      reason: 'Deployments may go on: no error budget is spent.',
    },
    {
      sentence: 'stops when one budget of several is spent',
      series: [...healthy, ...spent],
      decision: 'frozen',
      open: false,
      closed: false,
      codes: [],
      reason:
        'Deployments are frozen: `shop-errors` has spent the error budget. Only what restores reliability may go on until it recovers.',
    },
    {
      sentence: 'does not ask about other services than it is told',
      series: [...healthy, ...spent],
      services: ['api'],
      decision: 'go',
      open: true,
      closed: true,
      codes: [],
      reason: 'Deployments may go on: no error budget is spent.',
    },
    {
      sentence: 'says that a budget has no value',
      series: [...healthy, ...blind],
      decision: 'unknown',
      open: true,
      closed: false,
      codes: ['SLO-UNKNOWN'],
      reason: 'The budget of `mail-errors` has no value.',
    },
    {
      sentence: 'stops for a spent budget, whatever is not known beside it',
      series: [...blind, ...spent],
      services: ['mail', 'shop', 'gone'],
      warnings: ['a storage is away'],
      decision: 'frozen',
      open: false,
      closed: false,
      codes: ['SLO-SERVICE', 'LIVE-PARTIAL', 'SLO-UNKNOWN'],
      reason:
        'Deployments are frozen: `shop-errors` has spent the error budget. Only what restores reliability may go on until it recovers.',
    },
    {
      sentence: 'knows a service that has no objectives from an empty Prometheus',
      series: healthy,
      services: ['apu'],
      decision: 'unknown',
      open: true,
      closed: false,
      codes: ['SLO-SERVICE'],
      reason: 'No objective is recorded for `apu`.',
    },
    {
      sentence: 'does not let a good service speak for one that is unknown',
      series: healthy,
      services: ['api', 'gone'],
      decision: 'unknown',
      open: true,
      closed: false,
      codes: ['SLO-SERVICE'],
      reason: 'No objective is recorded for `gone`.',
    },
    {
      sentence: 'says that nothing is recorded at all',
      series: [],
      decision: 'unknown',
      open: true,
      closed: false,
      codes: ['SLO-NONE'],
      reason: 'No objective is recorded there: the series `slo:objective:ratio` does not exist.',
    },
    {
      sentence: 'does not trust a part of the answer',
      series: healthy,
      warnings: ['a storage is away'],
      decision: 'unknown',
      open: true,
      closed: false,
      codes: ['LIVE-PARTIAL'],
      reason: 'The answer is not complete: a storage is away.',
    },
    {
      sentence: 'does not take an empty part for an empty whole',
      series: [],
      services: ['api'],
      warnings: ['a storage is away'],
      decision: 'unknown',
      open: true,
      closed: false,
      codes: ['LIVE-PARTIAL'],
      reason: 'The answer is not complete: a storage is away.',
    },
  ])('$sentence', async ({ series, services = [], warnings, decision, open, closed, codes, reason }) => {
    const prometheus = await prometheusWith(series, warnings === undefined ? {} : { warnings });
    const verdicts = [
      await askGate(prometheus, services, { what: 'deploy', fail: 'open' }),
      await askGate(prometheus, services, { what: 'deploy', fail: 'closed' }),
    ];
    const sure = decision !== 'unknown';
    expect(verdicts.map(verdict => [verdict.decision, verdict.passes])).toEqual([
      [decision, open],
      [decision, closed],
    ]);
    expect(verdicts.map(verdict => verdict.diagnostics.map(({ code }) => code))).toEqual([codes, codes]);
    expect(verdicts.map(verdict => verdict.reason)).toEqual([
      sure ? reason : `Nobody knows whether deployments are frozen; they go on, because the gate fails open. ${reason}`,
      sure
        ? reason
        : `Nobody knows whether deployments are frozen; they stop, because the gate fails closed. ${reason}`,
    ]);
  });

  test('proposes the service that was most likely meant', async () => {
    const { diagnostics } = await askGate(await prometheusWith(healthy), ['apu'], { what: 'deploy', fail: 'closed' });
    expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean "api"?']);
  });

  test('asks about merges where they have a policy of their own', async () => {
    const labels = { service: 'api', slo: 'api-errors', team: 'web' };
    const merges = (frozen: number): Vector => [
      ...spent,
      ...healthy,
      [{ ...labels, __name__: 'slo:merge_frozen:bool' }, frozen],
    ];
    const ask = async (frozen: number) =>
      askGate(await prometheusWith(merges(frozen)), [], { what: 'merge', fail: 'closed' });
    expect(await ask(0)).toMatchObject({ decision: 'go', reason: 'Merges may go on: no error budget is spent.' });
    await stub?.close();
    expect(await ask(1)).toMatchObject({ decision: 'frozen', passes: false });
  });

  test('says when a budget stops because nothing is known of it', async () => {
    const { decision, reason, diagnostics } = await askGate(
      await prometheusWith(account('mail', 'errors', { frozen: 1 })),
      [],
      { what: 'deploy', fail: 'open' },
    );
    expect({ decision, codes: diagnostics.map(({ code }) => code) }).toEqual({
      decision: 'frozen',
      codes: ['SLO-UNKNOWN'],
    });
    expect(reason).toBe(
      'Deployments are frozen: nothing is known of the budget of `mail-errors`, and its policy is to stop then.',
    );
  });

  test('lets pass when nothing is known of a budget and its policy is to go on', async () => {
    const verdict = await askGate(await prometheusWith(account('mail', 'errors', { frozen: 0 })), [], {
      what: 'deploy',
      fail: 'closed',
    });
    expect(verdict).toMatchObject({ decision: 'go', diagnostics: [{ code: 'SLO-UNKNOWN', severity: 'warning' }] });
  });

  test.each([
    ['abcde', '`shop-a`, `shop-b`, `shop-c`, `shop-d`, `shop-e` have spent'],
    ['abcdefg', '`shop-a`, `shop-b`, `shop-c`, `shop-d`, `shop-e` and 2 more have spent'],
  ])('names five budgets of %s and counts the rest', async (names, words) => {
    const series = [...names].flatMap(slo => account('shop', slo, { spent: 2, frozen: 1 }));
    const { reason } = await askGate(await prometheusWith(series), [], { what: 'deploy', fail: 'closed' });
    expect(reason).toContain(words);
  });

  test('fails as told when nobody answers', async () => {
    const prometheus = await prometheusWith([]);
    await stub?.close();
    stub = undefined;
    expect(await askGate(prometheus, [], { what: 'deploy', fail: 'open' })).toMatchObject({
      decision: 'unknown',
      passes: true,
      budgets: [],
      diagnostics: [{ code: 'LIVE-UNREACHABLE' }],
    });
    expect(await askGate(prometheus, [], { what: 'deploy', fail: 'closed' })).toMatchObject({
      decision: 'unknown',
      passes: false,
    });
  });
});
