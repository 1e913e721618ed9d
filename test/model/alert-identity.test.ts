import { describe, expect, test } from 'vitest';
import { alertAnnotations, alertLabels } from '../../src/ir/conventions.ts';
import { identityAnnotations, identityLabels, priorityOf } from '../../src/model/alert-identity.ts';
import { resolve } from '../../src/model/resolve.ts';
import { base } from '../accepted/base.ts';

const alert = {
  alert: 'ApiFails',
  service: 'api',
  team: 'platform',
  tier: 0,
  severity: 'critical',
  category: 'errors',
  scope: 'service',
  group: 'errors',
  summary: 'It fails.',
  description: 'It fails a lot.',
  action: 'Roll back.',
  runbook: 'api-errors',
  dashboard: 'api',
} as const;

describe('priority', () => {
  test.each([
    ['critical', 0, 'P0'],
    ['critical', 1, 'P1'],
    ['critical', 3, 'P1'],
    ['warning', 0, 'P2'],
    ['info', 0, 'P3'],
    ['none', 0, 'P3'],
  ] as const)('of a %s alert of a tier-%d service is %s', (severity, tier, expected) => {
    expect(priorityOf(severity, tier)).toBe(expected);
  });
});

describe('identity', () => {
  test('is the labels that routing relies on', () => {
    expect(identityLabels(alert)).toEqual({
      alert_group: 'errors',
      category: 'errors',
      priority: 'P0',
      scope: 'service',
      service: 'api',
      severity: 'critical',
      team: 'platform',
    });
    expect(Object.keys(identityLabels(alert)).sort()).toEqual([...alertLabels].sort());
  });

  test('is the annotations that a person needs', () => {
    const annotations = identityAnnotations(resolve(base).model, alert);
    expect(annotations).toEqual({
      summary: 'It fails.',
      description: 'It fails a lot.',
      action: 'Roll back.',
      runbook_url: 'dist/runbooks/api/ApiFails.md',
      dashboard_url: 'http://localhost:3000/d/api',
    });
    expect(Object.keys(annotations)).toEqual([...alertAnnotations]);
  });
});
