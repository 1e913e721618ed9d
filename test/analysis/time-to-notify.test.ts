import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { readCondition } from '../../src/analysis/notify-ramp.ts';
import type { TimeToNotify } from '../../src/analysis/time-to-notify.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { resolve } from '../../src/model/resolve.ts';
import { parse } from '../../src/promql/parse.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { api, base, platform } from '../accepted/base.ts';

/** The times of all alerts; `replicas` of Alertmanager stand in for those of the plan. */
const timesOf = async (change: Partial<Catalogue>, replicas = 1): Promise<readonly TimeToNotify[]> => {
  const { model } = resolve({ ...base, ...change });
  const plan = await emitPlan(model);
  const workloads = plan.workloads.map(each => (each.id === 'alertmanager' ? { ...each, replicas } : each));
  return analyse(model, { ...plan, workloads }).timesToNotify;
};

const timeOf = async (alert: string, change: Partial<Catalogue> = {}, replicas = 1): Promise<TimeToNotify> => {
  const found = (await timesOf(change, replicas)).find(({ alert: { rule } }) => rule.alert === alert);
  if (found === undefined) throw new Error(`there is no alert ${alert}`);
  return found;
};

const inSeconds = ({ best, worst }: { readonly best: number; readonly worst: number }): readonly number[] => [
  best / 1_000,
  worst / 1_000,
];

const terms = (time: TimeToNotify): Readonly<Record<string, number>> =>
  Object.fromEntries(time.terms.filter(({ worst }) => worst > 0).map(({ term, worst }) => [term, worst / 1_000]));

describe('a probe of the service itself', () => {
  // Probed every 10 s, three failures, a request that hangs for 5 s, evaluated every 10 s. Its scrape waits a second
  // longer than the request.
  test('is seen within a minute and told within two, term by term', async () => {
    const time = await timeOf('HealthProbeFailing');
    expect(terms(time)).toEqual({ scrape: 10, failures: 20, timeout: 6, evaluation: 10, group: 10, send: 5 });
    expect(inSeconds(time.detect)).toEqual([20, 46]);
    expect(inSeconds(time.notify)).toEqual([30, 61]);
    expect(time.budget).toBe(120_000);
  });

  test('is told half a minute later when two of three Alertmanagers are dead', async () => {
    expect(inSeconds((await timeOf('HealthProbeFailing', {}, 3)).notify)).toEqual([30, 91]);
  });

  test('waits for the group interval where it can join a group', async () => {
    const teams = [{ ...platform, grouping: { page: ['service'] } }];
    const time = await timeOf('HealthProbeFailing', { teams });
    expect(terms(time)).toMatchObject({ group: 300 });
    expect(inSeconds(time.notify)).toEqual([30, 351]);
    expect(time.shared).toBe(true);
  });

  test('does not wait where the group is of one alert', async () => {
    const teams = [{ ...platform, grouping: { page: ['alertname', 'service', 'instance', 'probe', 'slo'] } }];
    expect((await timeOf('HealthProbeFailing', { teams })).shared).toBe(false);
  });

  test('has the budget that its author gives it', async () => {
    const probes = api.probes.map(probe => ({ ...probe, notifyWithin: '5m' as const }));
    const time = await timeOf('HealthProbeFailing', { services: [{ ...api, probes }] });
    expect([time.budget, time.why]).toEqual([300_000, 'as its author wrote']);
  });
});

describe('a service that is gone', () => {
  test('is told after the next scrape that fails, its `for`, and the group’s wait', async () => {
    const time = await timeOf('ServiceDown', { services: [{ ...api, scrape: { interval: '30s', timeout: '10s' } }] });
    expect(terms(time)).toEqual({ scrape: 30, timeout: 10, evaluation: 30, for: 60, group: 10, send: 5 });
    expect(time.pipeline).toBe(85_000);
  });

  test('rounds `for` up to evaluations', async () => {
    const alerts = api.alerts.map(alert => ({ ...alert, for: '50s' as const }));
    const time = await timeOf('RequestsMissing', { services: [{ ...api, alerts }] });
    expect(terms(time)).toMatchObject({ for: 60 });
  });
});

describe('a burning budget', () => {
  test('is seen when enough of the long window is bad, as the objective’s page says', async () => {
    const time = await timeOf('SLOBurnRateFast');
    // 99.9 % in 30 days: 14.4 times 0.1 % of an hour.
    expect(terms(time)['ramp']).toBeCloseTo(51.84, 2);
  });

  // A composite reads what its parts have recorded, and a pattern of their names reads no other composite.
  const [availability] = api.slos;
  const composite = (id: string, combine: 'weighted' | 'worst') => ({
    id,
    objective: '99.5%',
    runbook: availability.runbook,
    sli: { kind: 'composite' as const, of: [{ slo: 'api-availability' }, { slo: 'api-latency' }], combine },
  });

  test('of a composite waits for one evaluation of its parts, whatever other composites there are', async () => {
    const slos = [...api.slos, composite('journey', 'weighted'), composite('worst', 'worst')];
    const times = await timesOf({ services: [{ ...api, slos }] });
    const fast = times.filter(
      ({ alert: { rule } }) => rule.alert === 'SLOBurnRateFast' && /journey|worst/.test(rule.path),
    );
    expect(fast.map(time => [time.alert.rule.path, terms(time)['records']])).toEqual([
      ['acme/api/journey', 30],
      ['acme/api/worst', 30],
    ]);
  });

  test('that is spent may be told ten minutes after its `for`, whatever that is', async () => {
    const slos = api.slos.map(slo => ({ ...slo, alerts: { SLOErrorBudgetAtRisk: { for: '15m' as const } } }));
    const time = await timeOf('SLOErrorBudgetAtRisk', { services: [{ ...api, slos }] });
    expect([time.budget, time.notify.worst <= (time.budget ?? 0)]).toEqual([1_500_000, true]);
  });
});

describe('the ramp of a complete failure', () => {
  const ramp = (text: string): readonly number[] => {
    const { expr } = parse(text, { version: '3.5.0' });
    if (expr === undefined) throw new Error(text);
    const { ramp: milliseconds, failures } = readCondition(expr, ({ name }) =>
      name === 'api:errors:ratio' ? 600_000 : 0,
    );
    return [milliseconds / 1_000, failures];
  };

  test.each<[string, string, readonly number[]]>([
    ['of a gauge is nothing', 'x > 5', [0, 1]],
    ['of a ratio is its share of the window', 'sum(rate(bad_total[5m])) / sum(rate(all_total[5m])) > 0.1', [30, 1]],
    ['of a share of good events is the rest', 'sum(rate(good_total[5m])) / sum(rate(all_total[5m])) < 0.95', [15, 1]],
    ['of a ratio below a guard is the same', 'sum(rate(a_total[5m])) / (sum(rate(b_total[5m])) > 0) > 0.5', [150, 1]],
    [
      'of a percentile is what may be slower',
      'histogram_quantile(0.95, sum by (le) (rate(x_bucket[10m]))) > 1',
      [30, 1],
    ],
    ['of a count of events is nothing: it begins with the last of them', 'increase(x_total[15m]) >= 3', [0, 1]],
    ['of a minimum is the window', 'min_over_time(x[1m]) > 5', [60, 1]],
    ['of a maximum is nothing', 'max_over_time(x[1m]) > 5', [0, 1]],
    ['of an absence over time is the window', 'absent_over_time(x[10m]) > 0', [600, 1]],
    ['of counted failures is their number', 'count_over_time(x[5m]) - sum_over_time(x[5m]) >= 3', [0, 3]],
    ['of a baseline in the past is nothing', 'x > 3 * avg_over_time(x[1h] offset 10m)', [0, 1]],
    ['of a recorded ratio is its share of what it was recorded over', 'api:errors:ratio > 0.05', [30, 1]],
    ['of two conditions is the longer one', 'min_over_time(x[1m]) > 5 and min_over_time(y[2m]) > 5', [120, 1]],
    ['of a percentage is its share', '100 * sum(rate(a_total[5m])) / sum(rate(b_total[5m])) > 10', [30, 1]],
  ])('%s', (_, text, expected) => {
    expect(ramp(text)).toEqual(expected);
  });
});
