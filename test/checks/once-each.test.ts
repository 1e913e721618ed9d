import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withService } from '../accepted/base.ts';

const total = 'http_requests_total{service="api"}';
const ratio = { kind: 'ratio', bad: 'http_requests_total{service="api",status=~"5.."}', total };
const latency = {
  kind: 'latency',
  histogram: 'http_request_duration_seconds',
  where: 'service="api"',
  within: '200ms',
};
const promise = { id: 'promise', objective: '99.9%', sli: ratio, runbook: 'errors' };

const findings = async (change: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
  const { diagnostics } = await synthesize(
    { catalogue: withService(change), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
};

describe('one mistake of an objective is told once', () => {
  test.each([
    [
      'a group that no metric has',
      { groupBy: ['tenant'] },
      ['SLO-LABELS `promise` is grouped by `tenant`, a label that `http_requests_total` does not have.'],
    ],
    [
      'a group that tells buckets apart',
      { groupBy: ['le'] },
      ['SLO-LABELS `promise` is grouped by `le`, which tells the parts of one histogram apart.'],
    ],
    [
      'a label that is mistyped in the errors',
      { sli: { ...ratio, bad: 'http_requests_total{service="api",statu=~"5.."}' } },
      [
        'LABEL-UNKNOWN In the objective `promise`: `statu=~"5.."` selects nothing. `http_requests_total` is declared without the label `statu`.',
      ],
    ],
    [
      'a label that is mistyped in both',
      {
        sli: {
          ...ratio,
          bad: 'http_requests_total{servic="api",status=~"5.."}',
          total: 'http_requests_total{servic="api"}',
        },
      },
      [
        'LABEL-UNKNOWN In the objective `promise`: `servic="api"` selects nothing. `http_requests_total` is declared without the label `servic`.',
      ],
    ],
    [
      'a metric that is mistyped in both',
      { sli: { ...ratio, bad: 'http_request_total{status=~"5.."}', total: 'http_request_total' } },
      [
        'METRIC-UNKNOWN The objective `promise` uses the metric `http_request_total`, which nothing in the stack exposes or records.',
      ],
    ],
    [
      'a histogram that is mistyped',
      { sli: { ...latency, histogram: 'http_request_duration_second' } },
      [
        'HIST-BOUND The latency objective `promise` needs a histogram; `api` exposes none named `http_request_duration_second`.',
      ],
    ],
    [
      'a label that is mistyped beside a histogram',
      { sli: { ...latency, where: 'servic="api"' } },
      [
        'LABEL-UNKNOWN In the objective `promise`: `servic="api"` selects nothing. `http_request_duration_seconds_count` is declared without the label `servic`.',
      ],
    ],
    [
      'a brace that is missing',
      { sli: { ...ratio, bad: 'http_requests_total{status=~"5.."' } },
      [
        'PQL-SYNTAX The objective `promise` has an expression that Prometheus refuses: Where `[` stands, `,` or `}` is expected. At `…l{status=~"5.."[5m])) or 0 * su…`.',
      ],
    ],
    [
      'a share of everything',
      { objective: '100%' },
      ['SLO-REACH The objective of `promise` is 1, a share that leaves no usable error budget.'],
    ],
    ['a window that is too long', { window: '100d' }, ['SLO-WINDOW The objective `promise` is promised over 100d.']],
  ])('%s', async (_, change, expected) => {
    expect(await findings({ slos: [{ ...promise, ...change }] })).toEqual(expected);
  });

  test('and two mistakes are told both', async () => {
    const sli = { ...ratio, bad: 'http_requests_total{statu=~"5.."}', total: 'http_request_total' };
    expect((await findings({ slos: [{ ...promise, sli }] })).map(finding => finding.split(' ')[0])).toEqual([
      'LABEL-UNKNOWN',
      'METRIC-UNKNOWN',
    ]);
  });

  test('and two objectives with one mistake are told of both', async () => {
    const sli = { ...ratio, total: 'http_request_total' };
    const slos = [
      { ...promise, sli },
      { ...promise, id: 'second', sli },
    ];
    expect((await findings({ slos })).map(finding => finding.split(' uses')[0])).toEqual([
      'METRIC-UNKNOWN The objective `promise`',
      'METRIC-UNKNOWN The objective `second`',
    ]);
  });
});

test('one mistake of a performance budget is told once', async () => {
  const budget = {
    id: 'speed',
    histogram: 'http_request_duration_seconds',
    p95: '200ms',
    p99: '1s',
    runbook: 'errors',
  };
  expect(await findings({ performance: [{ ...budget, where: 'handlr="/"' }] })).toEqual([
    'LABEL-UNKNOWN In the performance budget `speed`: `handlr="/"` selects nothing. `http_request_duration_seconds_count` is declared without the label `handlr`.',
  ]);
});

test('a group that is mistyped is told as it was meant', async () => {
  const { diagnostics } = await synthesize(
    { catalogue: withService({ slos: [{ ...promise, groupBy: ['metod'] }] }), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean "method"?']);
});
