import { expect, test } from 'vitest';
import type { SuppressionEntry } from '../../src/catalogue/catalogue.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { suppress } from '../../src/synth/suppress.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import * as list from '../rejected/index.ts';
import type { Rejection } from '../rejected/rejection.ts';

/** Codes that speak of dashboards or of their queries. */
const about = /^(?:DASH-|METRIC-UNKNOWN$|LABEL-UNKNOWN$)/;

const rejections = Object.values<Rejection>(list).filter(({ code }) => about.test(code));

const suppressed = (found: readonly Diagnostic[], own: Partial<SuppressionEntry> & { readonly code: string }) =>
  suppress(found, [{ path: 'acme', reason: 'Redrawn next week.', until: '2026-01-15', ...own }], '2026-01-15');

test.each(rejections.map((rejection): [string, Rejection] => [rejection.code, rejection]))(
  '%s is silenced or lowered until a day, and back the day after beside an error about the suppression',
  async (code, { catalogue, at, versions = {} }) => {
    const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-15', versions });
    const severities = (list: readonly Diagnostic[]) =>
      list.filter(finding => finding.code === code).map(({ severity }) => severity);
    expect(severities(diagnostics)).toHaveLength(at.length);
    expect(severities(suppressed(diagnostics, { code }))).toEqual([]);
    expect(severities(suppressed(diagnostics, { code, as: 'info' }))).toEqual(at.map(() => 'info'));
    const expired = suppressed(diagnostics, { code, until: '2026-01-14' });
    expect(severities(expired)).toEqual(severities(diagnostics));
    expect(expired.find(finding => finding.code === 'SUPPRESS-EXPIRED')?.severity).toBe('error');
  },
);

test('every check of dashboards is among them', () => {
  expect(rejections.map(({ code }) => code).toSorted()).toEqual([
    'DASH-ALERT',
    'DASH-COST',
    'DASH-DS',
    'DASH-GRID',
    'DASH-LEGEND',
    'DASH-LINK',
    'DASH-ORPHAN',
    'DASH-RATE',
    'DASH-REFRESH',
    'DASH-TEXT',
    'DASH-THRESH',
    'DASH-UID',
    'DASH-UNIT',
    'DASH-UNUSED',
    'DASH-VAR',
    'LABEL-UNKNOWN',
    'METRIC-UNKNOWN',
  ]);
});
