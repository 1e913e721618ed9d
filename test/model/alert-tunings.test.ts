import { describe, expect, test } from 'vitest';
import type { AlertingRule } from '../../src/ir/rule-group.ts';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';

const render = (service: Readonly<Record<string, unknown>>): Promise<Synthesis> =>
  synthesize({ catalogue: withService(service), diagnostics: [] }, { today: '2026-01-01', targets: [] });

const rulesOf = ({ plan }: Synthesis): readonly AlertingRule[] =>
  (plan?.groups ?? []).flatMap(({ rules }) => rules.flatMap(rule => (rule.kind === 'alert' ? [rule] : [])));

const [health] = api.probes;
const [availability] = api.slos;
const probe = (alerts: unknown, more: object = {}) => ({ probes: [{ ...health, ...more, alerts }] });
const promise = (alerts: unknown) => ({ slos: [{ ...availability, alerts }, ...api.slos.slice(1)] });
const budget = (alerts: unknown) => ({
  performance: [
    {
      id: 'speed',
      histogram: 'http_request_duration_seconds',
      where: 'service="api"',
      p95: '200ms',
      p99: '1s',
      runbook: 'errors',
      alerts,
    },
  ],
});

describe('an alert that comes along takes what its author says of it by name', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string, object]>([
    [
      'the failures of a probe that are enough',
      probe({ HealthProbeFailing: { threshold: 4 } }),
      'HealthProbeFailing',
      {
        expr: 'sum by (instance) (count_over_time(probe_success{service="api",probe="health"}[5m]) - sum_over_time(probe_success{service="api",probe="health"}[5m])) >= 4',
        annotations: expect.objectContaining({
          description: 'From 4 on it is no accident. Whoever uses api meets the same failure.',
        }),
      },
    ],
    [
      'how slow a probe may be before it alerts, whatever is promised',
      probe({ ProbeSlaBreached: { threshold: 2.5, for: '1m' } }),
      'ProbeSlaBreached',
      {
        expr: 'max by (instance) (min_over_time(probe_duration_seconds{service="api",probe="health"}[1m])) > 2.5',
        for: '1m',
      },
    ],
    [
      'severity, priority, labels and runbook',
      probe({ ProbeDataMissing: { severity: 'info', labels: { area: 'edge' }, runbook: 'errors' } }),
      'ProbeDataMissing',
      { labels: expect.objectContaining({ severity: 'info', priority: 'P3', area: 'edge' }) },
    ],
    [
      'the share of bad events at which a budget burns too fast, and what that is as a burn rate',
      promise({ SLOBurnRateFast: { threshold: 0.05 } }),
      'SLOBurnRateFast',
      {
        expr: expect.stringContaining('slo:sli_error:ratio_rate5m{slo="api-availability"} > 0.05 and'),
        labels: expect.objectContaining({ burn_rate: '50', severity: 'critical' }),
      },
    ],
    [
      'the severity of a row, and with it whether few events may fire it',
      promise({ SLOBurnRateSlow: { severity: 'warning' } }),
      'SLOBurnRateSlow',
      { expr: expect.not.stringContaining('>= 3'), labels: expect.objectContaining({ severity: 'warning' }) },
    ],
    [
      'how much of a budget may be spent',
      promise({ SLOErrorBudgetAtRisk: { threshold: 0.6, for: '15m' } }),
      'SLOErrorBudgetAtRisk',
      { expr: 'slo:period_budget_consumed:ratio{slo="api-availability"} > 0.6', for: '15m' },
    ],
    [
      'the share of requests that may be too slow',
      budget({ PerformanceBudgetExceededP99: { threshold: 0.02, severity: 'critical' } }),
      'PerformanceBudgetExceededP99',
      {
        expr: 'performance:sli_error:ratio_rate5m{performance="api-speed",quantile="p99"} > 0.02',
        labels: expect.objectContaining({ severity: 'critical' }),
      },
    ],
  ])('%s', async (_, service, name, wanted) => {
    const synthesis = await render(service);
    expect(synthesis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const found = rulesOf(synthesis).find(
      ({ alert, labels }) => alert === name && labels['slo'] !== 'api-latency' && labels['service'] === 'api',
    );
    expect(found).toMatchObject(wanted);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['HealthProbeFailing', probe({ HealthProbeFailing: false })],
    ['SLOIndicatorMissing', { slos: [{ ...availability, alerts: { SLOIndicatorMissing: false } }] }],
    ['PerformanceBudgetExceeded', budget({ PerformanceBudgetExceeded: false })],
  ])('%s is gone when it is false', async (name, service) => {
    expect(rulesOf(await render(service)).map(({ alert }) => alert)).not.toContain(name);
  });
});

describe('what an author says of an alert that comes along is refused', () => {
  test.each<
    [string, Readonly<Record<string, unknown>>, { code: string; path: string; message: string; hint?: string }]
  >([
    [
      'when its name is misspelt',
      probe({ HealthProbFailing: { threshold: 5 } }),
      {
        code: 'OPTION',
        path: 'acme/api/health',
        message: '`health` brings no alert `HealthProbFailing`.',
        hint: 'Did you mean "HealthProbeFailing"?',
      },
    ],
    [
      'when only probes of the other class have it',
      probe({ ExternalProbeDown: false }),
      {
        code: 'OPTION',
        path: 'acme/api/health',
        message: '`health` brings no alert `ExternalProbeDown`.',
        hint: 'Known: "HealthProbeFailing", "ProbeSlaBreached", "ProbeDataMissing".',
      },
    ],
    [
      'when there is no bound to set',
      promise({ SLOIndicatorMissing: { threshold: 1 } }),
      {
        code: 'OPTION',
        path: 'acme/api/availability',
        message: 'The alert `SLOIndicatorMissing` of `availability` compares with nothing that could be set.',
        hint: 'false switches the alert off; {for, severity, labels, runbook} change it.',
      },
    ],
    [
      'when it is no object',
      budget([]),
      {
        code: 'OPTION',
        path: 'acme/api/speed',
        message: 'Option `alerts` of `speed` must be an object: what is chosen, by alert.',
      },
    ],
    [
      'when nobody wrote its runbook',
      probe({ ProbeDataMissing: { runbook: 'erors' } }),
      {
        code: 'RUNBOOK',
        path: 'acme/api/health',
        message: 'There is no runbook "erors" for the alert `ProbeDataMissing` of `health`.',
        hint: 'Did you mean "errors"?',
      },
    ],
  ])('%s', async (_, service, wanted) => {
    const { diagnostics } = await render(service);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([{ severity: 'error', ...wanted }]);
  });
});
