import { describe, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import { matchingRoutes } from '../../src/analysis/route.ts';
import { isOpen } from '../../src/analysis/time-interval.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

const { plan, files, diagnostics } = await synthesize(stack.toProgram(), {
  today: '2026-01-01',
  targets: [],
  ruleTests: false,
});
if (plan === undefined) throw new Error('the reference stack has no plan');
const { routing } = plan;
const intervals = new Map(routing.timeIntervals.map(interval => [interval.name, interval]));

const report: unknown = JSON.parse(files.get('dist/reports/time-to-notify.json') ?? '{}');
const times: readonly JsonObject[] =
  isJsonObject(report) && Array.isArray(report['alerts']) ? report['alerts'].filter(isJsonObject) : [];
const label = (time: JsonObject, name: string): unknown => (isJsonObject(time['labels']) ? time['labels'][name] : '');
const worst = (time: JsonObject, what: 'detect' | 'notify'): number =>
  isJsonObject(time[what]) ? Number(time[what]['worst']) : Number.NaN;

describe('the reference', () => {
  test('0.15 promises at most ten messages in five minutes to each channel of LeanVibe, and keeps it', () => {
    expect(routing.rateLimits.map(({ receiver, max, window }) => [receiver, max, window])).toEqual([
      ['vibe-page', 10, '5m'],
      ['vibe-alerts', 10, '5m'],
      ['vibe-mail', 10, '5m'],
    ]);
    expect(diagnostics.filter(({ code }) => code === 'AM-RATE')).toEqual([]);
  });

  test('sees a critical probe of LeanVibe within a minute, and tells of it within two', () => {
    const probes = times.filter(
      time =>
        time['alert'] === 'HealthProbeFailing' &&
        label(time, 'service') === 'leanvibe' &&
        label(time, 'severity') === 'critical',
    );
    expect(probes.length).toBeGreaterThan(0);
    for (const probe of probes) {
      expect(worst(probe, 'detect')).toBeLessThan(60);
      expect(worst(probe, 'notify')).toBeLessThan(120);
    }
  });

  test('1.33 tells every critical alert within five minutes of what it waits for on purpose', () => {
    const critical = times.filter(time => label(time, 'severity') === 'critical');
    expect(critical.length).toBeGreaterThan(30);
    expect(critical.filter(({ pipeline }) => !(Number(pipeline) <= 300))).toEqual([]);
  });

  test('1.14 tells the next level of the hub what has been critical for a quarter of an hour', () => {
    const escalated = matchingRoutes(routing.root, {
      alertname: 'EscalatedL2',
      team: 'hub',
      severity: 'critical',
      escalation: 'l2',
    });
    expect(escalated.map(({ receiver }) => receiver)).toEqual(['hub-l2']);
    const rule = plan.groups
      .flatMap(({ rules }) => rules)
      .find(each => each.kind === 'alert' && each.alert === 'EscalatedL2');
    expect(rule?.expr).toContain('> 900');
  });

  test.each([
    ['on a Monday morning in Kyiv', '2026-11-23T07:00:00Z', true],
    ['not before nine there', '2026-11-23T06:59:00Z', false],
    ['at the same hour of the clock in summer', '2026-07-06T06:00:00Z', true],
    ['not after eighteen', '2026-11-23T16:00:00Z', false],
    ['not on a Sunday', '2026-11-22T10:00:00Z', false],
    ['not on a holiday', '2026-12-25T10:00:00Z', false],
  ])('1.15 mails a warning to the hub %s', (_, moment, open) => {
    const mail = matchingRoutes(routing.root, { team: 'hub', severity: 'warning' }).find(
      ({ receiver }) => receiver === 'hub-mail',
    );
    expect(mail !== undefined && isOpen(mail, intervals, Date.parse(moment))).toBe(open);
  });

  test('tells security alerts to the platform beside their owner', () => {
    const told = matchingRoutes(routing.root, { team: 'product', severity: 'warning', category: 'security' });
    expect(told.map(({ receiver }) => receiver)).toEqual(['route-security', 'product-notify', 'product-mail']);
  });
});
