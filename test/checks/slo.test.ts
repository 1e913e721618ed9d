import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService, withStack } from '../accepted/base.ts';

const found = async (catalogue: unknown, code: string): Promise<readonly string[]> => {
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
  return diagnostics.filter(diagnostic => diagnostic.code === code).map(({ message }) => message);
};
const one = (own: object, more: object = {}): unknown => withService({ slos: [{ ...api.slos[0], ...own }], ...more });
const composite = (id: string, ...of: readonly string[]): object => ({
  ...api.slos[0],
  id,
  sli: { kind: 'composite', of: of.map(slo => ({ slo })), combine: 'worst' },
});

describe('an objective', () => {
  test.each<[string, string, unknown, readonly string[]]>([
    [
      'over less than a day',
      'SLO-WINDOW',
      one({ window: '12h', tiers: [] }),
      ['The objective `availability` is promised over 12h.'],
    ],
    ['over a quarter', 'SLO-WINDOW', one({ window: '90d' }, {}), []],
    [
      'over more than a quarter',
      'SLO-WINDOW',
      one({ window: '91d' }),
      ['The objective `availability` is promised over 91d.'],
    ],
    [
      'with a row twice',
      'SLO-WINDOW',
      one({ tiers: [{ tier: 'ticket' }, { tier: 'ticket', spent: '20%' }] }),
      ['The row `ticket` of `availability` is given twice.'],
    ],
    [
      'with windows in the wrong order',
      'SLO-WINDOW',
      one({ tiers: [{ tier: 'ticket', long: '1h', short: '2h' }] }),
      ['The row `ticket` of `availability` has a short window of 2h and a long one of 1h.'],
    ],
    [
      'with slices of a second',
      'SLO-WINDOW',
      one({ slices: { length: '1s', target: '99%' } }),
      ['The time slices of `availability` are 1s long.'],
    ],
    [
      'of 90 % that may not be retargeted',
      'SLO-REACH',
      one({ objective: '90%', retarget: false }),
      ['The row `page-fast` of `availability` fires above an error ratio of 1.44, which there is not.'],
    ],
    [
      'per month, with a month of metrics',
      'RET-SLO',
      withStack({
        retention: { metrics: '31d' },
        services: [{ ...api, slos: [{ ...api.slos[0], window: 'month' }] }],
      }),
      ['The objective `availability` looks back 31d, and metrics are kept for 31d.'],
    ],
    [
      'that a ruler remembers',
      'RET-SLO',
      withStack({ retention: { metrics: '2d' }, objectives: { longWindows: 'ruler' } }),
      [],
    ],
    [
      'in slices of a state',
      'SLO-MEASURE',
      one({ sli: { kind: 'probe', probe: 'health' }, slices: { length: '5m', target: '99%' } }),
      ['`availability` measures a state, which is weighed by time already: it has no events to cut into slices.'],
    ],
    [
      'in slices that are always good',
      'SLO-MEASURE',
      one({ slices: { length: '5m', target: '0%' } }),
      ['The target of the time slices of `availability` is no share between 0 and 1.'],
    ],
    [
      'made of itself, through another',
      'SLO-MEASURE',
      withService({
        slos: [...api.slos, composite('a', 'api-b', 'api-latency'), composite('b', 'api-a', 'api-latency')],
      }),
      ['`a` is made of objectives that are made of `a`.', '`b` is made of objectives that are made of `b`.'],
    ],
    ['with enough events', 'SLO-LOWTRAFFIC', one({ traffic: 100 }), []],
    [
      'grouped by what its rules set',
      'SLO-LABELS',
      one({ groupBy: ['service', 'le'] }),
      [
        '`availability` is grouped by `le`, which tells the parts of one histogram apart.',
        '`availability` is grouped by `service`, which its rules set to one value.',
      ],
    ],
    [
      'grouped by a label of its total alone',
      'SLO-LABELS',
      one(
        {
          sli: { kind: 'ratio', bad: 'failures_total', total: 'tries_total' },
          groupBy: ['tenant'],
        },
        {
          metrics: {
            failures: { name: 'failures_total', kind: 'counter', labels: {} },
            tries: { name: 'tries_total', kind: 'counter', labels: { tenant: { cardinality: 3 } } },
          },
        },
      ),
      [
        '`availability` is grouped by `tenant`: `tries_total` has it, and `failures_total` has not, so errors and total have no group in common.',
      ],
    ],
    [
      'that freezes before anything is spent, and warns after',
      'SLO-BUDGET',
      one({ budget: { freezeAt: 0, resumeBelow: 0, warnAt: 0.5 } }),
      [
        '`availability` freezes before anything is spent.',
        '`availability` warns at 0.5 of the budget, after it freezes at 0.',
      ],
    ],
    ['that says only where it freezes', 'SLO-BUDGET', one({ budget: { freezeAt: 0.05 } }), []],
    ['whose service says that it is down', 'SLO-SYMPTOM', one({}, {}), []],
    [
      'that wakes nobody needs no probe',
      'SLO-SYMPTOM',
      one({ tiers: [{ tier: 'ticket' }] }, { probes: [], runtime: undefined, metrics: {} }),
      [],
    ],
  ])('%s', async (_, code, catalogue, expected) => {
    expect(await found(catalogue, code)).toEqual(expected);
  });
});

describe('a performance budget', () => {
  const budget = (own: object): unknown =>
    withService({
      performance: [{ id: 'speed', histogram: 'http_request_duration_seconds', runbook: 'errors', ...own }],
    });
  test.each<[string, string, object, readonly string[]]>([
    ['needs a limit', 'PERF-LIMIT', {}, ['The performance budget `speed` has no limit.']],
    [
      'is measured at a bound',
      'HIST-BOUND',
      { p95: '300ms', p99: '1s' },
      [
        'The limit of `p95` of the performance budget `speed`, 0.3 s, is no bucket bound of `http_request_duration_seconds`.',
      ],
    ],
    [
      'is measured with a histogram',
      'HIST-BOUND',
      { p95: '500ms', histogram: 'http_requests_total' },
      ['The performance budget `speed` needs a histogram; `api` exposes none named `http_requests_total`.'],
    ],
    [
      'is measured with a histogram that somebody has heard of',
      'HIST-BOUND',
      { p95: '300ms', histogram: 'elsewhere_seconds' },
      ['The performance budget `speed` needs a histogram; `api` exposes none named `elsewhere_seconds`.'],
    ],
  ])('%s', async (_, code, own, expected) => {
    expect(await found(budget(own), code)).toEqual(expected);
  });

  test('may be measured with a histogram that nobody has modelled', async () => {
    const catalogue = withStack({
      external: [{ name: 'elsewhere_seconds_bucket' }, { name: 'elsewhere_seconds_count' }],
      services: [
        { ...api, performance: [{ id: 'speed', histogram: 'elsewhere_seconds', p95: '300ms', runbook: 'errors' }] },
      ],
    });
    expect(await found(catalogue, 'HIST-BOUND')).toEqual([]);
  });
});
