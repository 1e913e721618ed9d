import { describe, expect, test } from 'vitest';
import { groupsOf, judge, slo } from './slo-judge.ts';

const step = 30;
const period = 30 * 86_400;
const budget = 0.001;
const groups = groupsOf([slo({ objective: '99.9%' })]);

/** The first evaluation at which so many seconds of errors at a ratio make up more than a threshold of a window. */
const firstAbove = (long: number, threshold: number, ratio: number): number =>
  (Math.floor((long * threshold) / ratio / step + 1e-9) + 1) * step;

const firing = (alert: string): string => `count(ALERTS{alertname="${alert}",alertstate="firing",slo="api-x"})`;

describe('a page', () => {
  const quiet = 7 * 3_600;
  const rate = 60;
  test.each<[string, string, number, number, number, number]>([
    ['fast, of a complete outage', 'SLOBurnRateFast', 3_600, 0.0144, 1, 0.02],
    ['fast, of every second event', 'SLOBurnRateFast', 3_600, 0.0144, 0.5, 0.02],
    ['fast, of every twentieth event', 'SLOBurnRateFast', 3_600, 0.0144, 0.05, 0.02],
    ['slow, of a complete outage', 'SLOBurnRateSlow', 21_600, 0.006, 1, 0.05],
    ['slow, of one event in a hundred', 'SLOBurnRateSlow', 21_600, 0.006, 0.01, 0.05],
  ])(
    '%s comes when the analytic share of the budget is gone',
    (_, alert, long, threshold, ratio, spent) => {
      const detected = firstAbove(long, threshold, ratio);
      const before = quiet / step;
      const during = detected / step + 4;
      const bad = rate * ratio;
      const base = groups.get('x');
      const found = judge({
        groups: base === undefined ? [] : [base],
        evaluation: step,
        series: [
          {
            series: 'http_requests_total{service="api",status="500"}',
            values: `0x${before} ${bad}+${bad}x${during}`,
          },
          {
            series: 'http_requests_total{service="api",status="200"}',
            values: `0+${rate}x${before} ${rate * before + rate - bad}+${rate - bad}x${during}`,
          },
        ],
        expected: [
          { at: quiet + detected - 2 * step, expr: firing(alert), value: undefined },
          // One evaluation more where a window starts between two samples, as it does since Prometheus 3.
          { at: quiet + detected + step, expr: firing(alert), value: 1 },
        ],
      });
      expect(found).toBe('');
      // What the outage has cost by then: the share of the budget that the row is for, within one evaluation.
      const cost = (ratio * detected) / (budget * period);
      expect(cost).toBeGreaterThanOrEqual(spent - 1e-9);
      expect(cost).toBeLessThanOrEqual(spent + (ratio * step) / (budget * period) + 1e-9);
    },
    60_000,
  );
});

describe('a ticket', () => {
  const slowStep = 300;
  const at = '{service="api",slo="api-x",team="platform"}';
  test.each<[string, string, string, string, number, number, number]>([
    ['of a complete outage', 'SLOBurnRateTicket', '2h', '1d', 86_400, 0.003, 1],
    ['of one event in a hundred', 'SLOBurnRateTicket', '2h', '1d', 86_400, 0.003, 0.01],
    ['of two in a thousand, over three days', 'SLOBurnRateTicketSlow', '6h', '3d', 259_200, 0.001, 0.002],
  ])(
    '%s comes when a tenth of the budget is gone',
    (_, alert, short, window, long, threshold, ratio) => {
      const quiet = long + 3_600;
      const before = quiet / slowStep;
      const detected = (Math.floor((long * threshold) / ratio / slowStep + 1e-9) + 1) * slowStep;
      const during = detected / slowStep + 4;
      const slow = groups.get('x-slow');
      const found = judge({
        groups:
          slow === undefined
            ? []
            : [
                {
                  ...slow,
                  rules: slow.rules.filter(rule =>
                    rule.kind === 'alert' ? rule.alert === alert : rule.record.endsWith(window),
                  ),
                },
              ],
        evaluation: slowStep,
        series: [
          { series: `slo:sli_errors:rate5m${at}`, values: `0x${before} ${ratio}x${during}` },
          { series: `slo:sli_total:rate5m${at}`, values: `1x${before + during + 1}` },
          { series: `slo:sli_error:ratio_rate${short}${at}`, values: `${threshold * 2}x${before + during + 1}` },
        ],
        expected: [
          { at: quiet + detected - 2 * slowStep, expr: firing(alert), value: undefined },
          { at: quiet + detected + slowStep, expr: firing(alert), value: 1 },
        ],
      });
      expect(found).toBe('');
      const cost = (ratio * detected) / (budget * period);
      expect(cost).toBeGreaterThanOrEqual(0.1 - 1e-9);
      expect(cost).toBeLessThanOrEqual(0.1 + (ratio * slowStep) / (budget * period) + 1e-9);
    },
    60_000,
  );
});
