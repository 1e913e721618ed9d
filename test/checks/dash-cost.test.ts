import { describe, expect, test } from 'vitest';
import { dashCost } from '../../src/checks/dash-cost.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, base } from '../accepted/base.ts';

interface Limits {
  readonly series?: number;
  readonly samples?: number;
}

/** What is said about one panel of a service with two processes, 10 routes, 5 methods and 10 status codes. */
const found = async (
  expr: string,
  limits: Limits,
  panel: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> => {
  const catalogue = {
    ...base,
    prometheus: { queryCost: limits },
    services: [
      {
        ...api,
        replicas: 2,
        dashboards: [
          {
            id: 'cost',
            title: 'Cost',
            range: '1h',
            rows: [
              {
                title: 'R',
                panels: [
                  { kind: 'timeseries', title: 'P', description: 'D.', unit: 'short', queries: [{ expr }], ...panel },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
  return diagnostics
    .filter(
      ({ code, message }) =>
        code === dashCost.code && message.includes('dashboard "Cost"') && message.includes('panel'),
    )
    .map(({ message }) => message);
};

const everything = { series: 1, samples: 1 };

describe('the estimate', () => {
  test.each<[string, string, string, Readonly<Record<string, unknown>>]>([
    [
      'multiplies targets and label values, and reads what the page shows and one window before',
      'sum(rate(http_requests_total{service="api"}[$__rate_interval]))',
      '1,000 series and 240,000 samples each time it is drawn; 1 and 1 are the limits. Most is `http_requests_total`: 1,000 series (`endpoint` 10, `status` 10, `method` 5), a sample every 15 s over 1h1m.',
      {},
    ],
    [
      'counts one value where a matcher names it',
      'http_requests_total{service="api",method="GET"}',
      '200 series and 48,000 samples',
      {},
    ],
    [
      'counts those that a pattern admits',
      'http_requests_total{service="api",method=~"GET|POST"}',
      '400 series and 96,000 samples',
      {},
    ],
    [
      'counts all of them where the reader chooses',
      'http_requests_total{service="api",instance=~"$instance"}',
      '1,000 series and 240,000 samples',
      {},
    ],
    [
      'reads the window alone where only the present is asked',
      'sum(increase(http_requests_total{service="api"}[1d]))',
      '1,000 series and 5.8 million samples',
      { kind: 'stat' },
    ],
    [
      'reads one sample of each series of the present',
      'sum(http_requests_total{service="api"})',
      '1,000 series and 1,000 samples',
      { kind: 'stat' },
    ],
    [
      'reads overlapping windows of a subquery once',
      'max_over_time(sum(rate(http_requests_total{service="api"}[1h]))[1d:5m])',
      '1,000 series and 6.2 million samples',
      {},
    ],
    [
      'counts the buckets of a histogram, the infinite one too',
      'sum by (le) (rate(http_request_duration_seconds_bucket{service="api",method="GET"}[1h]))',
      '100 series and 48,000 samples',
      {},
    ],
    [
      'knows what a rule records, and how often',
      'api:http_requests:rate5m{service="api"}',
      '1 series and 120 samples',
      {},
    ],
    [
      'adds both sides',
      'http_requests_total{service="api",method="GET"} + http_requests_total{service="api",method="PUT"}',
      '400 series and 96,000 samples',
      {},
    ],
    ['counts targets', 'up{service="api"}', '2 series and 480 samples', {}],
    ['counts probes', 'probe_duration_seconds{service="api"}', '1 series and 360 samples', {}],
  ])('%s', async (_, expr, expected, panel) => {
    const messages = await found(expr, everything, panel);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`The panel "P" of dashboard "Cost" reads about ${expected}`);
  });

  test('is content at its limits, and with what nobody can count', async () => {
    expect(await found('http_requests_total{service="api"}', { series: 1_000, samples: 240_000 })).toEqual([]);
    expect(await found('http_requests_total{service="api"}', { series: 999, samples: 240_000 })).toHaveLength(1);
    expect(await found('http_requests_total{service="api"}', { series: 1_000, samples: 239_999 })).toHaveLength(1);
    expect(await found('{__name__=~"http_.+"}', everything)).toEqual([]);
    expect(await found('ALERTS{service="api"}', everything)).toEqual([]);
  });
});
