import { describe, expect, test } from 'vitest';
import { incidentCount, incidentTime } from '../../src/grafana/dashboards/incident-panels.ts';
import { answer } from '../evaluate/answer.ts';

const alert = (team: string, name: string, severity = 'critical'): string =>
  `ALERTS{alertname="${name}",alertstate="firing",severity="${severity}",team="${team}"}`;

// One value a minute. The first incident is two alerts that overlap, from minute 4 to 12; the second lasts 4 minutes.
const series = {
  [alert('hub', 'Down')]: '_x4 1x5 stale _x19 1x3 stale',
  [alert('hub', 'Slow')]: '_x7 1x5 stale',
  [alert('hub', 'Low', 'warning')]: '1x60',
  [alert('vibe', 'Down')]: '_x29 1x31',
};

describe('figures of incidents', () => {
  test.each<[string, string, object]>([
    [
      'count what began, overlapping alerts once and warnings never',
      incidentCount('1h'),
      { 'team=hub': 2, 'team=vibe': 1 },
    ],
    ['add up the minutes with a critical alert', incidentTime('1h'), { 'team=hub': 13 * 60, 'team=vibe': 32 * 60 }],
    [
      'tell how long one lasts on average',
      `${incidentTime('1h')} / ${incidentCount('1h')}`,
      { 'team=hub': 390, 'team=vibe': 1920 },
    ],
  ])('1.36 %s', (_, expr, expected) => {
    expect(answer(expr, series, 60)).toEqual(expected);
  });
});
