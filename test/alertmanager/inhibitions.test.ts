import { describe, expect, test } from 'vitest';
import { inhibitions } from '../../src/alertmanager/inhibitions.ts';
import type { ServiceEntry } from '../../src/catalogue/catalogue.ts';
import { printMatcher } from '../../src/ir/matcher-text.ts';
import { resolve } from '../../src/model/resolve.ts';
import { api, base } from '../accepted/base.ts';

const written = {
  id: 'TillClosed',
  expr: 'up == 0',
  severity: 'critical',
  summary: 's',
  action: 'a',
  runbook: 'r',
} as const;

const probe = { kind: 'http', id: 'health', path: '/health', within: '1s', runbook: 'r' } as const;

/** What mutes the symptoms of a service that is like this, or undefined. */
const sourceOf = (change: Partial<ServiceEntry>): readonly string[] | undefined => {
  const { probes: _, runtime: __, ...bare } = api;
  const { model } = resolve({ ...base, services: [{ ...bare, ...change }] });
  return inhibitions(model)
    .find(({ name }) => name === 'down-over-symptoms')
    ?.source.map(printMatcher);
};
const down = (alertname: string) => [alertname, 'severity="critical"', 'category="availability"'];

describe('symptoms of a service are muted', () => {
  test.each<[string, Partial<ServiceEntry>, readonly string[] | undefined]>([
    [
      'while its runtime says that it is down, not when it restarts',
      { runtime: api.runtime },
      down('alertname="ServiceDown"'),
    ],
    ['while an internal probe fails', { probes: [probe] }, down('alertname="HealthProbeFailing"')],
    [
      'while a written alert says that it is down',
      { alerts: [{ ...written, down: true }] },
      down('alertname="TillClosed"'),
    ],
    [
      'by any of them, each named once',
      { runtime: api.runtime, probes: [probe, { ...probe, id: 'more' }], alerts: [{ ...written, down: true }] },
      down('alertname=~"HealthProbeFailing|ServiceDown|TillClosed"'),
    ],
    [
      'by no alert of availability that does not say so',
      { alerts: [{ ...written, category: 'availability' }] },
      undefined,
    ],
    [
      'by no probe from outside',
      { probes: [{ ...probe, class: 'external', url: 'https://a.example.com' }] },
      undefined,
    ],
    ['by no alert that is switched off', { probes: [{ ...probe, alerts: { HealthProbeFailing: false } }] }, undefined],
  ])('%s', (_, change, source) => {
    expect(sourceOf(change)).toEqual(source);
  });
});

test('a written alert that says that a service is down is about its availability', () => {
  const { model } = resolve({ ...base, services: [{ ...api, alerts: [{ ...written, down: true }] }] });
  expect(model.services[0]?.alerts[0]?.category).toBe('availability');
});
