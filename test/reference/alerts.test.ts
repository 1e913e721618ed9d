import { describe, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import type { AlertingRule } from '../../src/ir/rule-group.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

/**
 * The alerts that the five source systems ask for. The number in a name is the row of docs/coverage.md.
 *
 * @module
 */

const { plan, files } = await synthesize(stack.toProgram(), { today: '2026-01-01', targets: [], ruleTests: false });
const rules = (plan?.groups ?? []).flatMap(group => group.rules.flatMap(rule => (rule.kind === 'alert' ? [rule] : [])));

const find = (service: string, alert: string): readonly AlertingRule[] =>
  rules.filter(rule => rule.alert === alert && rule.labels['service'] === service);

/** Row, service, alert, end of its expression, waiting time, severity. */
const asked: readonly (readonly [string, string, string, RegExp, string, string])[] = [
  ['0.13', 'leanvibe', 'HealthProbeFailing', />= 3$/, '0s', 'critical'],
  ['0.14', 'leanvibe', 'WebSocketDisconnectSpike', /> 3 \* avg_over_time\(.*> 0\.1$/, '2m', 'warning'],
  ['1.18', 'backend', 'ApiErrorRateHigh', /status=~"5\.\."\}.*> 0\.01$/, '5m', 'warning'],
  ['1.18', 'backend', 'ApiLatencyHigh', /^histogram_quantile\(0\.95, .*>= 1$/, '5m', 'warning'],
  ['1.18', 'backend', 'ServiceDown', /^up\{.*job="backend"\} == 0 or absent\(/, '1m', 'critical'],
  ['1.19', 'backend', 'GenerationFailures', /> 0\.1$/, '5m', 'critical'],
  ['1.19', 'backend', 'PaymentFailures', />= 3$/, '0s', 'critical'],
  ['1.19', 'backend', 'QueueDepthHigh', /> 100$/, '5m', 'warning'],
  ['1.20', 'backend', 'PostgresConnectionsHigh', /> 0\.8$/, '5m', 'warning'],
  ['1.20', 'node', 'HostCpuHigh', /> 0\.7$/, '5m', 'warning'],
  ['2.13', 'bakhmach', 'HighErrorRate', /> 0\.05$/, '5m', 'critical'],
  ['2.14', 'bakhmach', 'SyncLatencyHigh', /^histogram_quantile\(0\.95, .*> 5$/, '10m', 'warning'],
  ['2.15', 'bakhmach', 'DatabaseConnectionPoolExhausted', />= 95$/, '5m', 'critical'],
  ['2.16', 'bakhmach', 'APIUnavailable', /^up\{job="bakhmach-app"\} == 0 or absent\(/, '2m', 'critical'],
  ['3.3', 'xionimus', 'ExternalProbeDown', /== 0$/, '2m', 'critical'],
  ['3.3', 'xionimus', 'ProbeSlow', /> 5$/, '2m', 'warning'],
  ['3.11', 'xionimus', 'CpuHigh', /> 0\.8 and on \(node\) up\{job="xionimus"\}$/, '5m', 'warning'],
  ['3.11', 'xionimus', 'MemoryLeakSuspected', /\[6h\]/, '1h', 'info'],
  ['3.13', 'xionimus', 'HealthDegraded', /== 2$/, '30s', 'critical'],
  ['3.13', 'xionimus', 'ApiErrorRateCritical', /> 0\.1$/, '5m', 'critical'],
  ['3.13', 'xionimus', 'DatabaseUnreachable', /> 0$/, '1m', 'critical'],
  ['3.13', 'xionimus', 'MemoryCritical', /> 0\.9 and on \(node\) up\{job="xionimus"\}$/, '5m', 'critical'],
  ['3.13', 'xionimus', 'ProcessRestarted', /^changes\(process_start_time_seconds/, '0s', 'critical'],
  ['3.14', 'xionimus', 'HealthLimited', /== 1$/, '5m', 'warning'],
  ['3.14', 'xionimus', 'ApiLatencyHigh', />= 2$/, '5m', 'warning'],
  ['3.14', 'xionimus', 'MemoryHigh', /> 0\.75 and on \(node\) up\{job="xionimus"\}$/, '5m', 'warning'],
  ['3.14', 'xionimus', 'DiskSpaceLow', /< 0\.2 and on \(node\) up\{job="xionimus"\}$/, '5m', 'warning'],
  ['3.15', 'xionimus', 'AiProvidersMissing', /< 3$/, '15m', 'info'],
  ['3.15', 'xionimus', 'NewUserRegistrations', /> 0$/, '0s', 'info'],
  ['3.15', 'xionimus', 'UnusualTraffic', /stddev_over_time\(.*> 3$/, '15m', 'info'],
  ['3.18', 'xionimus', 'FailedLoginBurst', /pattern="failed_login"\}\[10m\]\)\) > 5$/, '0s', 'warning'],
  ['3.19', 'xionimus', 'SqlInjectionAttempt', /pattern="sql_injection"\}\[10m\]\)\) > 0$/, '0s', 'critical'],
  ['3.19', 'xionimus', 'ApiKeyLeak', /pattern="api_key_leak"\}\[10m\]\)\) > 0$/, '0s', 'critical'],
  ['3.19', 'xionimus', 'ApiRateLimitHits', /> 100$/, '5m', 'warning'],
  ['4.13', 'node', 'HostMemoryCritical', /> 0\.95$/, '5m', 'critical'],
  ['4.16', 'crazy-gary', 'ApiErrorRateHigh', /> 0\.05$/, '5m', 'warning'],
  ['4.16', 'crazy-gary', 'ApiErrorRateCritical', /> 0\.1$/, '5m', 'critical'],
  ['4.17', 'crazy-gary', 'ApiLatencyHigh', />= 0\.5$/, '5m', 'warning'],
  ['4.17', 'crazy-gary', 'ApiLatencyCritical', />= 1$/, '5m', 'critical'],
];

describe('the alerts that were asked for', () => {
  test.each(asked)('%s %s has %s', (_, service, alert, expr, waits, severity) => {
    const [rule] = find(service, alert);
    expect(rule?.expr).toMatch(expr);
    expect([rule?.for ?? '0s', rule?.labels['severity']]).toEqual([waits, severity]);
  });

  test('2.30 the channels of every team are tested once a month', () => {
    expect(find('alertmanager', 'AlertChannelTest').map(({ labels }) => labels['team'])).toEqual(
      stack
        .toProgram()
        .catalogue.teams.map(({ id }) => id)
        .toSorted(),
    );
  });
});

describe('an outage wakes somebody once for each way in which it is seen', () => {
  test('what Xionimus says of itself is told by the alert that knows the level, not by its probes as well', () => {
    expect(find('xionimus', 'HealthProbeFailing').map(({ labels }) => labels['probe'])).toEqual(['health-reachable']);
  });

  test('the hub has one alert for a target that does not answer', () => {
    expect(find('bakhmach', 'APIUnavailable')).toHaveLength(1);
    expect(find('bakhmach', 'ServiceDown')).toEqual([]);
  });

  test('4.18 a warning and the critical alert of the same thing are one group', () => {
    for (const [service, pair] of [
      ['crazy-gary', ['ApiErrorRateHigh', 'ApiErrorRateCritical']],
      ['crazy-gary', ['ApiLatencyHigh', 'ApiLatencyCritical']],
      ['xionimus', ['MemoryHigh', 'MemoryCritical']],
      ['xionimus', ['HealthLimited', 'HealthDegraded']],
    ] as const)
      expect(new Set(pair.map(alert => find(service, alert)[0]?.labels['alert_group'])).size).toBe(1);
  });
});

describe('whoever is told', () => {
  const own = rules.filter(rule => rule.runbook !== undefined && !(rule.labels['service'] ?? '').includes('{{'));

  test('0.17 of an alert finds a page with steps, what to do first and a dashboard', () => {
    for (const { alert, annotations, labels } of own) {
      const page = files.get(`dist/runbooks/${labels['service']}/${alert}.md`) ?? '';
      expect([alert, annotations['runbook_url']]).toEqual([
        alert,
        `https://runbooks.acme.example/${labels['service']}/${alert}.md`,
      ]);
      expect(page).toMatch(/^#{2,3} Steps$/m);
      expect(page).toMatch(/^#{2,3} What to do first$/m);
      expect(annotations['action']).not.toBe('');
      expect(annotations['dashboard_url']).toMatch(/^https:\/\/grafana\.acme\.example\/d\//);
    }
    expect(own.length).toBeGreaterThan(200);
  });

  test('3.24 of an incident has a form with five steps and four priorities', () => {
    const form = files.get('dist/runbooks/incident-template.md') ?? '';
    expect(form.match(/^## \d\. .*$/gm)).toHaveLength(5);
    expect(form.match(/^\| P\d /gm)).toHaveLength(4);
  });

  test('4.9 of an incident that is over has a form for its causes and measures', () => {
    expect(files.get('dist/runbooks/post-mortem-template.md')?.match(/^## .*$/gm)).toEqual([
      '## Summary',
      '## Timeline',
      '## Root cause',
      '## Detection and response',
      '## What went well, and where we were lucky',
      '## Measures',
    ]);
  });

  test('3.27 to stop a dependency finds which alerts must come, by service', () => {
    const drill = files.get('dist/runbooks/fault-drill.md') ?? '';
    expect(drill.match(/^### .*$/gm)).toEqual(expect.arrayContaining(['### backend', '### bakhmach', '### xionimus']));
    expect(drill).toContain('| [DatabaseUnreachable](xionimus/DatabaseUnreachable.md) | 1m, evaluated every 15s |');
  });

  test.each(['monitoring-does-not-start', 'alerts-too-often', 'monitoring-too-heavy', 'notifications-refused'])(
    '4.24 of trouble with the monitoring has steps: %s',
    page => {
      expect((files.get(`dist/runbooks/${page}.md`)?.match(/^\d\. /gm) ?? []).length).toBeGreaterThan(3);
    },
  );

  test('2.30 who maintains the monitoring knows what is done weekly, monthly and quarterly', () => {
    const page = files.get('dist/runbooks/maintenance.md') ?? '';
    for (const often of ['weekly', 'monthly', 'quarterly']) expect(page).toContain(often);
    expect(page).toContain('on the first Tuesday of the month at 14:00 UTC');
  });
});
