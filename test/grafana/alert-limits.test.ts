import { describe, expect, test } from 'vitest';
import { alertThresholds } from '../../src/grafana/alert-limits.ts';
import type { AlertSeverity } from '../../src/ir/alert.ts';
import { findAlert, type NamedAlert } from '../../src/model/named-alerts.ts';

const alert = (expr: string, severity: AlertSeverity, own: Partial<NamedAlert> = {}): NamedAlert => ({
  name: 'A',
  service: 'api',
  isOwned: true,
  severity,
  expr,
  summary: 'S',
  action: 'Do.',
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
    ['a limit on the left of its comparison', [alert('0.5 < x', 'info')], [[0.5, 'blue']]],
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
    ['an alert that compares two series has no limit', [alert('x > y', 'critical')], []],
    ['an alert whose expression is not PromQL has none either', [alert('x >', 'critical')], []],
  ])('%s', (_, alerts, expected) => {
    expect(alertThresholds(alerts).map(({ at, color }) => [at, color])).toEqual(expected);
  });
});

describe('the alert that a dashboard means', () => {
  const own = alert('x > 1', 'warning');
  const other = alert('x > 2', 'warning', { service: 'shop' });
  const machine = alert('x > 3', 'warning', { service: 'node', isOwned: false });

  test.each<[string, readonly NamedAlert[], string | undefined, NamedAlert | undefined]>([
    ['its own service’s comes first', [machine, other, own], 'api', own],
    ['never another service’s', [other], 'api', undefined],
    ['one of the machines, where its own service has none', [other, machine], 'api', machine],
    ['any, on a dashboard of no service', [other, own], undefined, other],
  ])('%s', (_, alerts, service, expected) => {
    expect(findAlert(alerts, 'A', service)).toBe(expected);
  });
});
