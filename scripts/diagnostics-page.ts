import { problems as catalogueProblems } from '../src/catalogue/problems.ts';
import { checks } from '../src/checks/registry.ts';
import { importOut } from '../src/cli/import-files.ts';
import { stackEmpty, stackMissing, stackThrows } from '../src/cli/load-stack.ts';
import { builderMistake } from '../src/constructs/read-props.ts';
import { scopeWrong } from '../src/constructs/recorded.ts';
import { sliMissing } from '../src/constructs/slo.ts';
import { compareText, type Problem } from '../src/core/diagnostic.ts';
import { problems as importProblems } from '../src/importers/problems.ts';
import { problems as liveProblems } from '../src/live/problems.ts';
import { problems as modelProblems } from '../src/model/problems.ts';
import { problems as previewProblems } from '../src/preview/problems.ts';
import { problems as ruleTestProblems } from '../src/rule-tests/problems.ts';
import { problems as simulateProblems } from '../src/simulate/problems.ts';
import { problems as synthProblems } from '../src/synth/problems.ts';
import { problems as targetProblems } from '../src/targets/problems.ts';

/** Every kind of finding that the project knows, in order of its code. */
export const allProblems: readonly Problem[] = [
  ...catalogueProblems,
  ...modelProblems,
  ...checks,
  ...synthProblems,
  ...ruleTestProblems,
  ...simulateProblems,
  ...targetProblems,
  ...importProblems,
  ...liveProblems,
  ...previewProblems,
  importOut,
  builderMistake,
  scopeWrong,
  sliMissing,
  stackMissing,
  stackThrows,
  stackEmpty,
].toSorted((a, b) => compareText(a.code, b.code));

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** docs/diagnostics.md: one row per code. */
export const diagnosticsPage = (problems: readonly Problem[]): string =>
  [
    '<!-- Rendered by `make docs` from the registry of checks and the lists of problems. -->',
    '# Diagnostics',
    '',
    'Every finding has a code that does not change, the path of the construct that it is about, one sentence, and in most',
    'cases a hint. An `error` stops the synth: nothing is written. A `warning` and an `info` are printed.',
    '',
    'A finding is silenced, or lowered, where it belongs: for one construct and what is below it, with a reason and an end.',
    '',
    '```ts',
    "api.suppress('DASH-UNIT', { reason: 'counts of unlike things', until: '2026-12-31' });",
    "platform.suppress('AM-PAGE', { reason: 'on call from May on', until: '2026-05-01', as: 'warning' });",
    '```',
    '',
    'After its last day the finding is back, together with `SUPPRESS-EXPIRED`. `test/rejected/` holds a smallest program',
    'for each code that a program can cause.',
    '',
    '| code | severity | why it matters |',
    '|---|---|---|',
    ...problems.map(({ code, severity, why }) => `| \`${code}\` | ${severity} | ${cell(why)} |`),
    '',
  ].join('\n');
