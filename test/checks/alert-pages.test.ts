import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService, withStack } from '../accepted/base.ts';

const findings = async (catalogue: unknown): Promise<readonly string[]> =>
  (await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] })).diagnostics.map(
    ({ code, path, message, hint }) => `${code} ${path}: ${message} ${hint ?? ''}`,
  );

const imported = (labels: object, annotations: object): unknown =>
  withStack({
    runbookBase: 'https://wiki.example.com',
    ruleGroups: [
      {
        id: 'imported',
        rules: [
          {
            kind: 'alert',
            alert: 'Quiet',
            expr: 'sum(rate(http_requests_total{service="api"}[5m])) == 0',
            for: '5m',
            labels: {
              severity: 'critical',
              team: 'platform',
              service: 'api',
              category: 'errors',
              scope: 'service',
              alert_group: 'requests',
              priority: 'P1',
              ...labels,
            },
            annotations: {
              summary: 'Nobody asks.',
              description: 'Nobody asks.',
              action: 'Look.',
              runbook_url: 'https://example.com/api',
              dashboard_url: 'https://example.com/d/api',
              ...annotations,
            },
          },
        ],
      },
    ],
  });

describe('an imported alert', () => {
  test('that is complete is accepted', async () => {
    expect(await findings(imported({}, {}))).toEqual([]);
  });

  test('needs a severity that routes know', async () => {
    expect(await findings(imported({ severity: 'page' }, {}))).toContain(
      "ALERT-LABEL acme/imported/Quiet: The alert `Quiet` has the severity \"page\", which no route knows. Write severity: 'critical', 'warning' or 'info'.",
    );
  });

  test('may lead to a page that is generated, and to no other below the same address', async () => {
    expect(await findings(imported({}, { runbook_url: 'https://wiki.example.com/api-errors.md' }))).toEqual([]);
    expect(await findings(imported({}, { runbook_url: 'https://wiki.example.com/api-error.md' }))).toEqual([
      'DOC-LINK acme/imported/Quiet: The alert `Quiet` leads to the runbook dist/runbooks/api-error.md, which is not generated. Did you mean "dist/runbooks/api-errors.md"?',
    ]);
  });
});

describe('a link in a runbook', () => {
  const linking = (step: string): unknown =>
    withService({ runbooks: [...api.runbooks, { id: 'more', title: 'More', steps: [step] }] });

  test.each<[string, string]>([
    ['to another page', 'See [it](api-errors.md).'],
    ['to a heading of another page', 'See [it](api-errors.md#steps).'],
    ['to the page of an alert', 'See [it](api/ServiceDown.md#silence-it).'],
    ['to anywhere else', 'See [it](https://example.com/x.md#y).'],
    ['to what is not a page', 'See [it](../compose/compose.yaml).'],
  ])('%s is accepted', async (_, step) => {
    expect(await findings(linking(step))).toEqual([]);
  });

  test('to a heading that is not there is refused', async () => {
    expect(await findings(linking('See [it](api-errors.md#step).'))).toEqual([
      'DOC-LINK acme/api/more: The page dist/runbooks/api-more.md leads to "api-errors.md#step", and dist/runbooks/api-errors.md has no such heading. Did you mean "steps"?',
    ]);
  });

  test('leads to the same page from the page of an alert, one folder further down', async () => {
    const catalogue = withService({
      runbooks: [{ id: 'errors', title: 'The API fails', steps: ['See [this](api-errors.md#steps).'] }],
    });
    expect(await findings(catalogue)).toEqual([]);
    const { files } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
    expect(files.get('dist/runbooks/api/RequestsMissing.md')).toContain('1. See [this](../api-errors.md#steps).');
  });
});

describe('an alert on what is down', () => {
  const on = (expr: string): unknown =>
    withService({
      runtime: { ...api.runtime, options: { ...api.runtime.options, alerts: { ServiceDown: false } } },
      alerts: api.alerts.map(alert => ({ ...alert, expr })),
    });

  test.each<[string, string]>([
    ['that asks for absence itself', 'up{job="api"} == 0 or absent(up{job="api"})'],
    ['on a probe whose absence another alert tells', 'max(probe_success{service="api",probe="health"}) == 0'],
    ['that only looks at it beside something else', 'api:http_requests:rate5m == 0 and on () up{job="api"}'],
  ])('%s is accepted', async (_, expr) => {
    expect((await findings(on(expr))).filter(finding => finding.startsWith('ABSENT'))).toEqual([]);
  });

  test('on a probe whose alert on absence is switched off is reported', async () => {
    const catalogue = withService({ probes: [{ ...api.probes[0], alerts: { ProbeDataMissing: false } }] });
    const findingsOf = (await findings(catalogue)).filter(finding => finding.startsWith('ABSENT'));
    expect(findingsOf).toEqual([
      'ABSENT acme/api/health: The alert `HealthProbeFailing` compares `probe_success`, and no alert tells when the series are gone. Add: or absent(probe_success{service="api",probe="health"}).',
    ]);
  });
});
