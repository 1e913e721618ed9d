import { describe, expect, test } from 'vitest';
import { groupsOf, judge, slo } from './slo-judge.ts';

const day = 86_400;
const groups = groupsOf([slo({ window: 'month' })]);
const labels = '{service="api",slo="api-x",team="platform"}';

/** Events of each step, uneven on purpose; some have none at all. */
const eventsOf = (steps: number) => {
  const total = Array.from({ length: steps }, (_, i) => (i % 29 === 0 ? 0 : 1 + ((i * 7_919) % 97)));
  return { total, errors: total.map((events, i) => Math.floor((events * ((i * 104_729) % 53)) / 100)) };
};

/** In the notation of promtool, without what comes before. */
const recorded = (values: readonly number[], from: number): string =>
  [...(from === 0 ? [] : [`_x${from}`]), ...values.slice(from)].join(' ');

/** First second and days of the month, with the calendar of JavaScript. */
const monthOf = (at: number) => {
  const now = new Date(at * 1_000);
  return {
    began: Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) / 1_000,
    days: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate(),
  };
};

const february = 31;
const march = 31 + 28;
const leapYear = 730;

describe('a calendar month counts what happened since it began in UTC', () => {
  // The clock of promtool starts with 1970; steps are seconds between samples and evaluations, moments are days.
  // Nothing is recorded before `from`, which keeps promtool quick.
  test.each<[string, number, number, readonly number[]]>([
    [
      'around a short February',
      day / 4,
      0,
      [12, february - 0.25, february, february + 0.25, march - 0.25, march, march + 0.25, march + 1.5, march + 2.5],
    ],
    ['at the end of a year', day, 330, [364, 365, 366]],
    [
      'over a leap day',
      day,
      695,
      [leapYear - 1, leapYear + 31 + 27, leapYear + 31 + 28, leapYear + 31 + 29, leapYear + 31 + 31],
    ],
  ])(
    '%s',
    (_, step, from, moments) => {
      const { total, errors } = eventsOf((Math.max(...moments) * day) / step + 2);
      const expected = moments.flatMap(moment => {
        const at = moment * day;
        const { began, days } = monthOf(at);
        const sum = (values: readonly number[]) => values.slice(began / step, at / step + 1).reduce((a, b) => a + b, 0);
        return [
          {
            at,
            expr: 'slo:sli_error:ratio_month{slo="api-x"}',
            // Before the first event of a month there is no ratio.
            value: sum(total) === 0 ? undefined : sum(errors) / sum(total),
          },
          {
            at,
            expr: 'slo:period_coverage:ratio{slo="api-x"}',
            // Every sample stands for the two minutes of the slow group.
            value: ((at / step - began / step + 1) * 120) / (days * day),
          },
          { at, expr: 'count({__name__=~"slo:sli_errors:month_slot.",slo="api-x"})', value: 1 },
        ];
      });
      const slow = groups.get('x-slow');
      const found = judge({
        groups:
          slow === undefined
            ? []
            : [
                {
                  ...slow,
                  rules: slow.rules.filter(rule => rule.kind === 'record' && /month|coverage/.test(rule.record)),
                },
              ],
        evaluation: step,
        series: [
          { series: `slo:sli_errors:rate5m${labels}`, values: recorded(errors, (from * day) / step) },
          { series: `slo:sli_total:rate5m${labels}`, values: recorded(total, (from * day) / step) },
        ],
        expected,
      });
      expect(found).toBe('');
    },
    60_000,
  );

  test('and is as long as the calendar says', () => {
    const budget = groups.get('x-budget');
    const found = judge({
      groups: budget === undefined ? [] : [{ ...budget, rules: budget.rules.slice(0, 3) }],
      evaluation: day,
      series: [],
      expected: [0, february, march, 90, leapYear + 31].map(at => ({
        at: at * day,
        expr: 'slo:period:seconds{slo="api-x"}',
        value: monthOf(at * day).days * day,
      })),
    });
    expect(found).toBe('');
  });
});
