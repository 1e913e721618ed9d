import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allProblems } from '../../scripts/diagnostics-page.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base } from '../accepted/base.ts';
import { acceptedStack } from '../accepted/stack.ts';
import * as list from '../rejected/index.ts';
import type { Rejection } from '../rejected/rejection.ts';

const today = '2026-01-01';
const rejections = Object.values<Rejection>(list);

/** Codes that no catalogue can cause, and the test that causes them otherwise. */
const elsewhere: Readonly<Record<string, string>> = {
  // Defects of a plan, which no emitter makes: a target refuses them all the same.
  'COMPOSE-CYCLE': 'test/targets/check.test.ts',
  'COMPOSE-PORT': 'test/targets/check.test.ts',
  'COMPOSE-REPLICAS': 'test/targets/check.test.ts',
  'TARGET-EDGE': 'test/targets/check.test.ts',
  'TARGET-KEEP': 'test/targets/check.test.ts',
  'TARGET-READER': 'test/targets/check.test.ts',
  'TARGET-STORAGE': 'test/targets/check.test.ts',
  // Found while files are written.
  'OUT-EDITED': 'test/synth/write.test.ts',
  'OUT-FOREIGN': 'test/synth/write.test.ts',
  'OUT-WRITE': 'test/synth/write.test.ts',
  // Found in other people's files.
  'IMPORT-DASHBOARD': 'test/importers/dashboard.test.ts',
  'IMPORT-FILE': 'test/importers/read-rule-file.test.ts',
  'IMPORT-LINE': 'test/importers/exposition.test.ts',
  'IMPORT-NOTE': 'test/importers/read-rule-file.test.ts',
  'IMPORT-OUT': 'test/cli/import.test.ts',
  'IMPORT-RECEIVER': 'test/importers/alertmanager.test.ts',
  'IMPORT-ROUTING': 'test/importers/alertmanager.test.ts',
  'IMPORT-SECRET': 'test/cli/import-alertmanager.test.ts',
  'IMPORT-RULE': 'test/importers/read-rule-file.test.ts',
  'IMPORT-SLO': 'test/importers/slo-refused.test.ts',
  // Found in dashboards that are drawn as a page.
  'PREVIEW-DASHBOARD': 'test/preview/read-dashboard.test.ts',
  'PREVIEW-EMPTY': 'test/preview/read-dashboard.test.ts',
  'PREVIEW-FILE': 'test/preview/read-dashboard.test.ts',
  'PREVIEW-UID': 'test/preview/read-dashboard.test.ts',
  'PREVIEW-VARIABLE': 'test/cli/preview.test.ts',
  // Found by asking servers that run.
  'LIVE-AUTH': 'test/live/prometheus.test.ts',
  'LIVE-BODY': 'test/live/prometheus.test.ts',
  'LIVE-HTTP': 'test/live/prometheus.test.ts',
  'LIVE-NOTE': 'test/live/prometheus.test.ts',
  'LIVE-PARTIAL': 'test/live/prometheus.test.ts',
  'LIVE-PLAIN': 'test/live/prometheus.test.ts',
  'LIVE-QUERY': 'test/live/prometheus.test.ts',
  'LIVE-REDIRECT': 'test/live/prometheus.test.ts',
  'LIVE-SIZE': 'test/live/prometheus.test.ts',
  'LIVE-TIMEOUT': 'test/live/prometheus.test.ts',
  'LIVE-TLS': 'test/live/prometheus.test.ts',
  'LIVE-UNREACHABLE': 'test/live/prometheus.test.ts',
  'SLO-NONE': 'test/live/gate.test.ts',
  'SLO-SERVICE': 'test/live/gate.test.ts',
  'SLO-UNKNOWN': 'test/live/gate.test.ts',
  'VERIFY-ALERTING': 'test/live/verify.test.ts',
  'VERIFY-CLUSTER': 'test/live/verify.test.ts',
  'VERIFY-DASHBOARD': 'test/live/verify.test.ts',
  'VERIFY-HEALTH': 'test/live/verify.test.ts',
  'VERIFY-JOB': 'test/live/verify.test.ts',
  'VERIFY-OTHER': 'test/live/verify.test.ts',
  'VERIFY-READY': 'test/live/verify.test.ts',
  'VERIFY-RULES': 'test/live/verify.test.ts',
  'VERIFY-TARGET': 'test/live/verify.test.ts',
  'DRILL-ELSEWHERE': 'test/e2e/drill.test.ts',
  'DRILL-FAILED': 'test/e2e/drill.test.ts',
  'DRILL-LEFT': 'test/live/drill.test.ts',
  'DRILL-MUTED': 'test/e2e/drill.test.ts',
  'DRILL-NOWHERE': 'test/e2e/drill.test.ts',
  'DRILL-RESOLVE': 'test/live/drill.test.ts',
  'DRILL-SHARED': 'test/cli/drill.test.ts',
  'DRILL-UNHEARD': 'test/e2e/drill.test.ts',
  // Found by playing a scenario.
  SCENARIO: 'test/cli/simulate.test.ts',
  'SCENARIO-CALM': 'test/simulate/simulate.test.ts',
  'SCENARIO-REACH': 'test/simulate/simulate.test.ts',
  'SCENARIO-RULE': 'test/simulate/simulate.test.ts',
  'AM-MATCHER-TEXT': 'test/constructs/imported-routes.test.ts',
  // The compiler refuses such a program, so it is built by an untyped one.
  SCOPE: 'test/constructs/ill-typed.test.ts',
  // Found before there is a program.
  'STACK-EXPORT': 'test/cli/bad-input.test.ts',
  'STACK-FILE': 'test/cli/bad-input.test.ts',
  'STACK-THROWS': 'test/cli/bad-input.test.ts',
};

describe('an accepted program', () => {
  test('written as data, has no finding on any target', async () => {
    const { diagnostics, targets } = await synthesize(
      { catalogue: base, diagnostics: [] },
      { today, targets: ['kubernetes', 'compose'] },
    );
    expect(diagnostics).toEqual([]);
    expect(targets.map(({ kind }) => kind)).toEqual(['kubernetes', 'compose']);
  });

  test('written with constructs, has no finding', async () => {
    const { diagnostics } = await synthesize(acceptedStack().stack.toProgram(), { today, targets: ['compose'] });
    expect(diagnostics).toEqual([]);
  });
});

describe('a rejected program', () => {
  test.each(rejections.map((rejection): [string, Rejection] => [rejection.code, rejection]))(
    '%s',
    async (code, { catalogue, diagnostics = [], targets = ['kubernetes'], versions = {}, at, hint, ...rest }) => {
      const result = await synthesize({ catalogue, diagnostics }, { today, targets, versions });
      const found = result.diagnostics.filter(diagnostic => diagnostic.code === code);
      expect([...new Set(result.diagnostics.map(diagnostic => diagnostic.code))].sort()).toEqual(
        [code, ...(rest.with ?? [])].sort(),
      );
      expect(found.map(({ path }) => path)).toEqual(at);
      expect(found.map(diagnostic => diagnostic.hint)).toEqual(at.map(() => hint));
      expect(found.map(({ severity }) => severity)).toEqual(
        at.map(() => allProblems.find(problem => problem.code === code)?.severity),
      );
    },
  );
});

describe('the set of rejected programs', () => {
  test('has a file for each code, named after it, and nothing else', () => {
    const files = readdirSync(new URL('../rejected/', import.meta.url)).filter(
      name => !['index.ts', 'rejection.ts'].includes(name),
    );
    expect(files.sort()).toEqual(rejections.map(({ code }) => `${code.toLowerCase()}.ts`).sort());
  });

  test('and the tests that cause a finding otherwise cover every code', () => {
    expect([...rejections.map(({ code }) => code), ...Object.keys(elsewhere)].sort()).toEqual(
      allProblems.map(({ code }) => code),
    );
  });

  test.each(Object.entries(elsewhere))('%s is caused in %s', (code, file) => {
    const path = new URL(`../../${file}`, import.meta.url);
    expect(existsSync(path) && new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(readFileSync(path, 'utf8'))).toBe(true);
  });
});
