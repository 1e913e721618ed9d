import { describe, expect, test } from 'vitest';
import type { AlertSeverity } from '../../src/ir/alert.ts';
import { alertThresholds, type Shown } from '../../src/model/alert-limits.ts';
import { alertsNamed, alertsOfPanel, type NamedAlert } from '../../src/model/named-alerts.ts';

const alert = (expr: string, severity: AlertSeverity, own: Partial<NamedAlert> = {}): NamedAlert => ({
  name: 'A',
  service: 'api',
  isOwned: true,
  severity,
  expr,
  labels: {},
  action: undefined,
  runbook: undefined,
  promised: undefined,
  ...own,
});

describe('thresholds of alerts', () => {
  test.each<[string, readonly NamedAlert[], readonly (readonly [number, string])[]]>([
    [
      'a warning and a page above limits',
      [alert('x > 3', 'critical'), alert('x >= 1', 'warning')],
      [
        [1, 'orange'],
        [3, 'red'],
      ],
    ],
    ['a limit on the left of its comparison', [alert('0.5 < x', 'info')], [[0.5, 'yellow']]],
    [
      'the first comparison, not the one that asks for enough traffic',
      [alert('x > 0.05 and y > 10', 'critical')],
      [[0.05, 'red']],
    ],
    [
      'limits below which it is bad: what lies above each is as bad as the next alert says',
      [alert('x < 0.2', 'warning'), alert('x < 0.1', 'critical')],
      [
        [0.1, 'orange'],
        [0.2, 'green'],
      ],
    ],
    [
      'one value of two alerts is one line, in the colour of the worse',
      [alert('x > 3', 'critical'), alert('x > 3', 'warning')],
      [[3, 'red']],
    ],
    ['more than nothing: a colour from 0 on would cover nothing as well', [alert('x > 0', 'critical')], []],
    ['less than 0 is a limit like any other', [alert('x < 0', 'critical')], [[0, 'green']]],
    ['an alert that compares two series has no limit', [alert('x > y', 'critical')], []],
    ['an alert whose expression is not PromQL has none either', [alert('x >', 'critical')], []],
  ])('%s', (_, alerts, expected) => {
    expect(alertThresholds(alerts, {}).map(({ at, color }) => [at, color])).toEqual(expected);
  });
});

describe('the limit of a promise is drawn in the terms of the panel', () => {
  const labels = { slo: 'api-latency', burn_rate: '14.4' };
  const burning = alert('slo:sli_error:ratio_rate5m{slo="api-latency"} > 0.072', 'critical', {
    labels,
    promised: { within: 0.5, histogram: 'http_seconds' },
  });
  const spent = alert('slo:period_budget_consumed:ratio{slo="api-latency"} > 0.8', 'warning', {
    labels: { slo: 'api-latency' },
  });
  const budget = alert('performance:sli_error:ratio_rate5m{performance="api-fast"} > 0.05', 'warning', {
    labels: { performance: 'api-fast', quantile: 'p95' },
    promised: { within: 0.3, histogram: 'http_seconds' },
  });
  const reading = (expr: string, unit?: Shown['unit']): Shown => ({
    queries: [{ expr }],
    ...(unit === undefined ? {} : { unit }),
  });

  test.each<[string, NamedAlert, Shown, readonly (readonly [number, string])[]]>([
    ['burn rates have the factor', burning, reading('slo:burn_rate:ratio_rate1h'), [[14.4, 'red']]],
    ['shares of bad events have the share', burning, reading('slo:sli_error:ratio_rate5m'), [[0.072, 'red']]],
    ['durations have the duration', burning, reading('histogram_quantile(0.95, x)', 's'), [[0.5, 'red']]],
    ['anything else has no line', burning, reading('up'), []],
    ['what is spent of a budget has the share', spent, reading('slo:period_budget_consumed:ratio'), [[0.8, 'orange']]],
    ['what is left of it has the rest', spent, reading('slo:period_budget_remaining:ratio'), [[0.2, 'green']]],
    ['what is left of it as time has none', spent, reading('slo:period_budget_remaining:ratio * x', 's'), []],
    ['nor has the time until it is gone', burning, reading('slo:time_to_exhaustion:seconds', 's'), []],
    ['seconds of a performance budget', budget, reading('x', 's'), [[0.3, 'orange']]],
    ['milliseconds of one', budget, reading('x', 'ms'), [[300, 'orange']]],
    ['the share of slow requests', budget, reading('x', 'percentunit'), [[0.05, 'orange']]],
  ])('%s', (_, given, shown, expected) => {
    expect(alertThresholds([given], shown).map(({ at, color }) => [at, color])).toEqual(expected);
  });
});

describe('the alerts that a dashboard means', () => {
  const own = alert('x > 1', 'warning');
  const other = alert('x > 2', 'warning', { service: 'shop' });
  const machine = alert('x > 3', 'warning', { service: 'node', isOwned: false });
  const second = alert('x > 4', 'warning', { labels: { slo: 'api-speed' } });

  test.each<[string, readonly NamedAlert[], string | undefined, readonly NamedAlert[]]>([
    ['its own service’s come first', [machine, other, own], 'api', [own]],
    ['all of its own service', [second, own], 'api', [second, own]],
    ['never another service’s', [other], 'api', []],
    ['those of the machines, where its own service has none', [other, machine], 'api', [machine]],
    ['of the first service, on a dashboard of no service', [other, own], undefined, [other]],
  ])('%s', (_, alerts, service, expected) => {
    expect(alertsNamed(alerts, 'A', service)).toEqual(expected);
  });

  test('not those of another value of a label that the panel asks for', () => {
    const speed = alert('x > 5', 'warning', { labels: { slo: 'api-errors' } });
    expect(alertsNamed([second, speed], 'A', 'api', new Map([['slo', 'api-errors']]))).toEqual([speed]);
  });
});

describe('the alerts that a panel means', () => {
  const budget = (histogram: string) => alert('x > 0.05', 'warning', { promised: { within: 1, histogram } });
  const [fast, slow] = [budget('fast_seconds'), budget('slow_seconds')];
  const reading = (expr: string) => ({ queries: [{ expr }] });

  test.each<[string, string, readonly NamedAlert[]]>([
    ['that of the histogram that it reads', 'rate(fast_seconds_bucket[5m])', [fast]],
    ['all of them where it reads none', 'up', [fast, slow]],
  ])('%s', (_, expr, expected) => {
    expect(alertsOfPanel([fast, slow], 'A', 'api', reading(expr))).toEqual(expected);
  });
});
