import { describe, expect, test } from 'vitest';
import type { SuppressionEntry } from '../../src/catalogue/catalogue.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { suppress } from '../../src/synth/suppress.ts';

const finding = (code: string, path: string): Diagnostic => ({ code, severity: 'error', path, message: 'Wrong.' });
const found = [finding('AM-PAGE', 'acme/shop'), finding('DASH-UNIT', 'acme/api/board'), finding('RUNBOOK', 'acme/api')];
const silence = (code: string, path: string, more: Partial<SuppressionEntry> = {}): SuppressionEntry => ({
  code,
  path,
  reason: 'ordered',
  until: '2026-06-30',
  ...more,
});

const left = (suppressions: readonly SuppressionEntry[], today = '2026-06-30'): readonly string[] =>
  suppress(found, suppressions, today).map(({ code, severity, path }) => `${severity} ${code} ${path}`);

const all = ['error AM-PAGE acme/shop', 'error DASH-UNIT acme/api/board', 'error RUNBOOK acme/api'];

describe('a suppression', () => {
  test.each<[string, readonly SuppressionEntry[], readonly string[]]>([
    ['that is absent changes nothing', [], all],
    ['takes out its finding', [silence('AM-PAGE', 'acme/shop')], all.slice(1)],
    ['works for what lies below', [silence('DASH-UNIT', 'acme')], [all[0], all[2]].flatMap(line => line ?? [])],
    [
      'lowers its finding',
      [silence('RUNBOOK', 'acme/api', { as: 'warning' })],
      [...all.slice(0, 2), 'warning RUNBOOK acme/api'],
    ],
    [
      'of another code silences nothing and is told so',
      [silence('AM-DEADMAN', 'acme/shop')],
      [...all, 'warning SUPPRESS-UNUSED acme/shop'],
    ],
    [
      'of a sibling with a longer name silences nothing',
      [silence('RUNBOOK', 'acme/ap')],
      [...all, 'warning SUPPRESS-UNUSED acme/ap'],
    ],
    [
      'that has ended is told, and its finding is back',
      [silence('RUNBOOK', 'acme/api', { until: '2026-06-29' })],
      [...all, 'error SUPPRESS-EXPIRED acme/api'],
    ],
    [
      'that has ended does not hide one that holds',
      [silence('RUNBOOK', 'acme/api', { until: '2026-06-29' }), silence('RUNBOOK', 'acme')],
      [...all.slice(0, 2), 'error SUPPRESS-EXPIRED acme/api'],
    ],
  ])('%s', (_, suppressions, expected) => {
    expect(left(suppressions)).toEqual(expected);
  });

  test('holds on its last day and not after it', () => {
    const suppressions = [silence('AM-PAGE', 'acme/shop')];
    expect(left(suppressions, '2026-06-30')).toEqual(all.slice(1));
    expect(left(suppressions, '2026-07-01')).toEqual([...all, 'error SUPPRESS-EXPIRED acme/shop']);
  });

  test('repeats its reason when it has ended', () => {
    expect(suppress([], [silence('RUNBOOK', 'acme/api')], '2026-01-01')).toEqual([
      {
        code: 'SUPPRESS-UNUSED',
        severity: 'warning',
        path: 'acme/api',
        message: 'The suppression of RUNBOOK silences nothing.',
        hint: 'Remove it.',
      },
    ]);
    expect(suppress(found.slice(2), [silence('RUNBOOK', 'acme/api')], '2027-01-01').slice(1)).toEqual([
      {
        code: 'SUPPRESS-EXPIRED',
        severity: 'error',
        path: 'acme/api',
        message: 'The suppression of RUNBOOK ended on 2026-06-30 (reason: ordered).',
        hint: 'Solve the finding, or extend it with a new reason.',
      },
    ]);
  });
});

describe('a finding behind which a part of the program is missing', () => {
  test.each(['NAME-DUP', 'SEC-INLINE', 'TARGET', 'CAT-TYPE', 'OUT-PATH'])(
    '%s stays, and its suppression is refused',
    code => {
      const lost = [finding(code, 'acme/api')];
      const told = suppress(lost, [silence(code, 'acme')], '2026-06-30');
      expect(told.map(({ severity, ...rest }) => `${severity} ${rest.code} ${rest.path}`)).toEqual([
        `error ${code} acme/api`,
        'error SUPPRESS-REFUSED acme',
      ]);
    },
  );
});
