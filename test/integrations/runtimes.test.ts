import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importMetrics } from '../../src/importers/import-metrics.ts';
import { goProcess } from '../../src/integrations/go-process.ts';
import { alertsOf, serviceOn, serviceUsing } from './synthesized.ts';

const own = 'service="api"';

describe('a runtime that counts requests', () => {
  test.each([
    ['fastapi', {}, 'http_requests_total', 'status=~"5.."', 'http_request_duration_highr_seconds'],
    ['flask', {}, 'http_requests_total', 'status=~"5.."', 'http_request_duration_seconds'],
    ['express', {}, 'http_request_duration_seconds_count', 'status_code=~"5.."', 'http_request_duration_seconds'],
  ])('%s brings its alerts', async (kind, options, requests, failed, latency) => {
    const synthesis = await serviceOn({ kind, options });
    expect(synthesis.diagnostics).toEqual([]);
    const alerts = alertsOf(synthesis);
    const ratio = `sum by (service) (rate(${requests}{${own},${failed}}[5m])) / (sum by (service) (rate(${requests}{${own}}[5m])) > 0)`;
    const p95 = `histogram_quantile(0.95, sum by (le, service) (rate(${latency}_bucket{${own}}[5m])))`;
    expect(alerts.get('ServiceDown')).toBe('up{service="api",job="api"} == 0 or absent(up{service="api",job="api"})');
    expect(alerts.get('ApiErrorRateHigh')).toBe(`${ratio} > 0.05`);
    expect(alerts.get('ApiErrorRateCritical')).toBe(`${ratio} > 0.1`);
    expect(alerts.get('ApiLatencyHigh')).toBe(`${p95} >= 0.5`);
    expect(alerts.get('ApiLatencyCritical')).toBe(`${p95} >= 1`);
    expect(alerts.has('UnusualTraffic')).toBe(false);
  });

  test('a warning and its page share a group, so that one inhibits the other', async () => {
    const { plan } = await serviceOn({ kind: 'fastapi', options: {} });
    const groups = new Map(
      (plan?.groups ?? []).flatMap(({ rules }) =>
        rules.flatMap(rule => (rule.kind === 'alert' ? [[rule.alert, rule.labels['alert_group']] as const] : [])),
      ),
    );
    expect(['ApiErrorRateHigh', 'ApiErrorRateCritical'].map(name => groups.get(name))).toEqual([
      'api-error-rate',
      'api-error-rate',
    ]);
    expect(['ApiLatencyHigh', 'ApiLatencyCritical'].map(name => groups.get(name))).toEqual([
      'api-latency',
      'api-latency',
    ]);
  });

  test('finds a job that has a name of its own', async () => {
    const synthesis = await serviceUsing();
    expect(alertsOf(synthesis).get('ServiceDown')).toContain('job="api"');
    const { plan } = synthesis;
    expect(plan?.jobs.map(({ id }) => id)).toContain('api');
  });

  test('takes thresholds, severities and switches by name', async () => {
    const options = {
      alerts: {
        ServiceDown: false,
        ApiErrorRateHigh: { threshold: 0.01, for: '10m' },
        ApiLatencyHigh: { severity: 'info', labels: { step: 'first' } },
        UnusualTraffic: {},
      },
    };
    const synthesis = await serviceOn({ kind: 'fastapi', options });
    expect(synthesis.diagnostics).toEqual([]);
    const rules = (synthesis.plan?.groups ?? []).flatMap(group => group.rules);
    const found = (name: string) => rules.find(rule => rule.kind === 'alert' && rule.alert === name);
    expect(found('ServiceDown')).toBeUndefined();
    expect(found('ApiErrorRateHigh')).toMatchObject({ for: '10m', expr: expect.stringMatching(/ > 0\.01$/) });
    expect(found('ApiLatencyHigh')).toMatchObject({ labels: { severity: 'info', step: 'first' } });
    expect(found('UnusualTraffic')).toMatchObject({
      labels: { severity: 'info' },
      expr: expect.stringContaining('stddev_over_time(service:http_requests:rate5m{service="api"}[7d])'),
    });
    expect(rules.find(rule => rule.kind === 'record')).toMatchObject({
      record: 'service:http_requests:rate5m',
      labels: { service: 'api', team: 'platform' },
    });
  });

  test.each([
    ['exact status codes', { exactStatus: true }, 'ApiRateLimitHits', true],
    ['grouped status codes', {}, 'ApiRateLimitHits', false],
    ['a known concurrency', { concurrency: 16 }, 'ApiConcurrencyHigh', true],
    ['no known concurrency', {}, 'ApiConcurrencyHigh', false],
  ])('with %s has the alert that can be had', async (_, options, alert, isThere) => {
    expect(alertsOf(await serviceOn({ kind: 'fastapi', options })).has(alert)).toBe(isThere);
  });

  test('compares requests in progress with what an instance can do at once', async () => {
    expect(alertsOf(await serviceOn({ kind: 'fastapi', options: { concurrency: 16 } })).get('ApiConcurrencyHigh')).toBe(
      'sum by (service, instance) (http_requests_inprogress{service="api"}) / 16 > 0.8',
    );
  });

  test('counted by a histogram has the panels of requests as well', async () => {
    const { files } = await serviceOn({ kind: 'express', options: {} });
    const [text] = [...files].flatMap(([path, body]) => (path.endsWith('/api.json') ? [body] : []));
    expect(text).toContain('"title": "Requests"');
    expect(text).toContain('http_request_duration_seconds_count{');
  });
});

describe('a mistake', () => {
  test.each([
    ['in an option', { handler: 3 }, 'OPTION', 'fastapi() has no option `handler`.', 'Did you mean "handlers"?'],
    [
      'in the name of an alert',
      { alerts: { ApiErrorRateHihg: false } },
      'OPTION',
      'fastapi() brings no alert `ApiErrorRateHihg`.',
      'Did you mean "ApiErrorRateHigh"?',
    ],
    [
      'in a threshold',
      { alerts: { ApiErrorRateHigh: { threshold: '5%' } } },
      'OPTION',
      'The alert `ApiErrorRateHigh` of fastapi() needs a number as `threshold`.',
      'Write a number in the unit of what is compared: 0.9 for 90 %.',
    ],
    [
      'about a threshold that there is not',
      { alerts: { ServiceDown: { threshold: 1 } } },
      'OPTION',
      'The alert `ServiceDown` of fastapi() compares with nothing that could be set.',
      'false switches the alert off; {for, severity, labels, runbook} change it.',
    ],
    [
      'in a number that cannot be',
      { concurrency: 0 },
      'OPTION',
      '`concurrency` of fastapi() must be above 0, not 0.',
      undefined,
    ],
  ])('%s is told with the way out', async (_, options, code, message, hint) => {
    const { diagnostics } = await serviceOn({ kind: 'fastapi', options });
    expect(
      diagnostics.filter(({ severity }) => severity === 'error').map(found => [found.code, found.message, found.hint]),
    ).toEqual([[code, message, hint]]);
  });
});

describe('a limit that nothing can measure', () => {
  const mistakes = async (options: object): Promise<readonly (readonly [string, string | undefined])[]> => {
    const { diagnostics } = await serviceOn({ kind: 'flask', options });
    return diagnostics.flatMap(({ code, message, hint }) => (code === 'OPTION' ? [[message, hint] as const] : []));
  };

  test('is a mistake, whether it was chosen or is the alert’s own', async () => {
    expect(await mistakes({ buckets: [0.1, 0.5], alerts: { ApiLatencyHigh: { threshold: 0.6 } } })).toEqual([
      [
        'The alert `ApiLatencyCritical` of flask() can never fire: nothing above 0.5 is measured, and its threshold is 1.',
        'Give the histogram a bound of 1 or more, set a lower threshold, or switch it off: alerts: { ApiLatencyCritical: false }.',
      ],
      [
        'The alert `ApiLatencyHigh` of flask() can never fire: nothing above 0.5 is measured, and its threshold is 0.6.',
        'Give the histogram a bound of 0.6 or more, set a lower threshold, or switch it off: alerts: { ApiLatencyHigh: false }.',
      ],
    ]);
  });

  test.each([
    ['the last bound itself', { buckets: [0.1, 0.5, 1] }],
    ['an alert that is switched off', { buckets: [0.1, 0.5], alerts: { ApiLatencyCritical: false } }],
  ])('is not %s', async (_, options) => {
    expect(await mistakes(options)).toEqual([]);
  });
});

describe('a process', () => {
  test('written in Go exposes what a real one does', () => {
    const name = 'node-exporter.txt';
    const text = readFileSync(new URL(`../importers/fixtures/${name}`, import.meta.url), 'utf8');
    const seen = new Map(importMetrics([{ name, text }]).metrics.map(metric => [metric.name, metric]));
    for (const metric of Object.values(goProcess.metricsOf({})))
      expect([metric.name, seen.get(metric.name)?.kind, seen.get(metric.name)?.labels]).toEqual([
        metric.name,
        metric.kind,
        metric.labels,
      ]);
  });

  test.each(['goProcess', 'jvmProcess', 'nodeProcess', 'pythonProcess'])(
    '%s is found by the job of its service, and not by that of an exporter beside it',
    async kind => {
      const synthesis = await serviceUsing({ kind, options: {} });
      expect(synthesis.diagnostics).toEqual([]);
      const alerts = alertsOf(synthesis);
      expect(alerts.get('ProcessRestarted')).toBe(
        'changes(process_start_time_seconds{service="api",job="api"}[5m]) > 0',
      );
      expect(alerts.has('ProcessCrashLooping')).toBe(true);
      expect(alerts.has('MemoryLeakSuspected')).toBe(false);
    },
  );

  test('suspects a leak when it is asked to', async () => {
    const options = { alerts: { MemoryLeakSuspected: {} } };
    expect(alertsOf(await serviceUsing({ kind: 'goProcess', options })).get('MemoryLeakSuspected')).toBe(
      'deriv(process_resident_memory_bytes{service="api",job="api"}[6h]) * 86400 / process_resident_memory_bytes{service="api",job="api"} > 0.25',
    );
  });
});
