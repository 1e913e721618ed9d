import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Expected, groupsOf, judge, leftOpen, slo } from './slo-judge.ts';

/** Seconds between samples and evaluations of this test; the rules count every sample as 30 seconds. */
const step = 300;
const period = 86_400;
const budget = 0.01;
const at = '{slo="api-x"}';
const labels = '{service="api",slo="api-x",team="platform"}';

/** What was recorded at one evaluation: rates of errors and of all events, or nothing. */
type Sample = { readonly errors: number; readonly total: number } | undefined;

/** A stretch of time with one rate of events and one share of errors; without a rate nothing is recorded. */
const stretch = fc.record({
  steps: fc.integer({ min: 1, max: 90 }),
  rate: fc.option(fc.constantFrom(0, 0.5, 12, 340), { nil: undefined, freq: 4 }),
  share: fc.constantFrom(0, 0.003, 0.02, 0.25, 1),
});

const timelines = fc
  .array(stretch, { minLength: 4, maxLength: 12 })
  .map(stretches =>
    stretches.flatMap(({ steps, rate, share }): readonly Sample[] =>
      Array.from({ length: steps }, () => (rate === undefined ? undefined : { errors: rate * share, total: rate })),
    ),
  );

/** The account of the budget at every step, from the recorded samples and nothing else. */
const simulate = (samples: readonly Sample[], open: boolean) => {
  let wasFrozen = 0;
  return samples.map((_, now) => {
    const first = Math.max(0, now - period / step + (open ? 1 : 0));
    const seen = samples.slice(first, now + 1).filter(sample => sample !== undefined);
    const errors = seen.reduce((sum, sample) => sum + sample.errors, 0);
    const total = seen.reduce((sum, sample) => sum + sample.total, 0);
    const ratio = total > 0 ? errors / total : undefined;
    const coverage = seen.length === 0 ? undefined : Math.min(1, (seen.length * 30) / period);
    const consumed = coverage === undefined ? undefined : ((ratio ?? 0) * coverage) / budget;
    const frozen: number =
      consumed === undefined ? 0 : Math.min(1, (consumed >= 1 ? 1 : 0) + (consumed > 0.9 ? wasFrozen : 0));
    wasFrozen = frozen;
    return { ratio, coverage, consumed, remaining: consumed === undefined ? undefined : 1 - consumed, frozen };
  });
};

const values = (samples: readonly Sample[], of: 'errors' | 'total'): string =>
  samples.map(sample => (sample === undefined ? '_' : sample[of].toFixed(6).replace(/\.?0+$/, ''))).join(' ');

test('whatever was recorded, the account of the budget is that of a simple simulation', () => {
  const groups = groupsOf([slo({ objective: '99%', window: '1d', tiers: [] })]);
  const slow = groups.get('x-slow');
  const budgetGroup = groups.get('x-budget');
  // One group, so that both are evaluated in this order at every step.
  const account =
    slow === undefined || budgetGroup === undefined
      ? undefined
      : { ...slow, rules: [...slow.rules, ...budgetGroup.rules] };
  const open = leftOpen();
  fc.assert(
    fc.property(timelines, samples => {
      const simulated = simulate(samples, open);
      const expected = simulated.flatMap((state, i): readonly Expected[] => {
        // Where a share meets a limit exactly, the last bit of a float decides.
        const close = [0.9, 1].some(limit => Math.abs((state.consumed ?? 0) - limit) < 1e-9);
        if (i % 7 !== 0 || close) return [];
        return [
          {
            at: i * step,
            expr: `slo:sli_error:ratio_rate1d${at}`,
            value: samples[i] === undefined ? undefined : state.ratio,
          },
          { at: i * step, expr: `slo:period_coverage:ratio${at}`, value: state.coverage },
          { at: i * step, expr: `slo:period_budget_consumed:ratio${at}`, value: state.consumed },
          { at: i * step, expr: `slo:period_budget_remaining:ratio${at}`, value: state.remaining },
          { at: i * step, expr: `slo:deployment_frozen:bool${at}`, value: state.frozen },
        ].filter(({ expr, value }) => value !== undefined || !expr.startsWith('slo:sli_error'));
      });
      const found = judge({
        groups: account === undefined ? [] : [account],
        evaluation: step,
        series: [
          { series: `slo:sli_errors:rate5m${labels}`, values: values(samples, 'errors') },
          { series: `slo:sli_total:rate5m${labels}`, values: values(samples, 'total') },
        ],
        expected,
      });
      expect(found).toBe('');
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('recorded rates add up to the events, smeared by five minutes at each end', () => {
  // Every event is inside of the timeline, with more than five minutes of rest before and behind.
  const bursts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 20, maxLength: 60 });
  const base = groupsOf([slo({ tiers: [] })]).get('x');
  fc.assert(
    fc.property(bursts, events => {
      // Far from zero, to which Prometheus would not extrapolate.
      let sum = 1_000_000;
      const counts = [...Array<number>(15).fill(0), ...events, ...Array<number>(15).fill(0)].map(
        count => (sum += count),
      );
      const end = (counts.length - 1) * 30;
      const found = judge({
        groups: base === undefined ? [] : [base],
        evaluation: 30,
        series: [{ series: 'http_requests_total{service="api",status="200"}', values: counts.join(' ') }],
        expected: [{ at: end, expr: `sum_over_time(slo:sli_total:rate5m${at}[1d]) * 30`, value: sum - 1_000_000 }],
      });
      expect(found).toBe('');
    }),
    { numRuns: 6 },
  );
}, 60_000);
