import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDuration } from '../../src/core/duration.ts';
import { isAtLeast } from '../../src/promql/versions.ts';
import type { WrittenSeries } from '../evaluate/series-fixture.ts';
import { run } from './tools.ts';

/** The release of the promtool in use, as `2.53`. */
export const promtoolVersion = /version (\d+\.\d+)/.exec(run('promtool', ['--version']).stdout)?.[1] ?? '';

/** Whether its ranges leave out their left end. */
export const leftOpen = isAtLeast(promtoolVersion, '3.0');

/** An expression and when it is evaluated, in milliseconds. */
export interface Question {
  readonly expr: string;
  readonly at: number;
}

/** What promtool makes of an expression. Labels contain the metric name. */
export type Answer =
  | { readonly kind: 'samples'; readonly samples: readonly { readonly labels: string; readonly value: number }[] }
  | { readonly kind: 'error'; readonly message: string };

/** What the file of a question holds beside it. */
export interface Setting {
  readonly series: readonly WrittenSeries[];
  /** Time between two values, in milliseconds. */
  readonly interval: number;
  /** Rule groups, as in a rule file (default none). */
  readonly groups?: readonly object[];
  /** Time between two evaluations of the rules and steps of subqueries, in milliseconds (default 1 minute). */
  readonly evaluationInterval?: number;
}

/** Labels as one text, independent of their order. */
export const labelText = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

const unquoted = (text: string): string => {
  const value: unknown = text.startsWith('"') ? JSON.parse(text) : text;
  return String(value);
};

const parseLabels = (text: string): string =>
  labelText(
    Object.fromEntries(
      [...text.matchAll(/("(?:[^"\\]|\\.)*"|[^\s,="]+)=("(?:[^"\\]|\\.)*")/g)].map(([, name = '', value = '']) => [
        unquoted(name),
        unquoted(value),
      ]),
    ),
  );

const parseNumber = (text: string): number => Number(text.replace('Inf', 'Infinity'));

const parseSamples = (text: string): Answer => ({
  kind: 'samples',
  samples: [...text.matchAll(/\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\} ([^\s,]+)/g)].map(([, labels = '', value = '']) => ({
    labels: parseLabels(labels),
    value: parseNumber(value),
  })),
});

/** No expression gives this, so that promtool prints what it got instead. */
const neverGot = [{ labels: 'expected_by_nobody', value: 0 }];

const flags = isAtLeast(promtoolVersion, '3.5') ? ['--enable-feature=promql-experimental-functions'] : [];

/** Has promtool evaluate expressions, and reads what it got from its report. */
export const ask = (questions: readonly Question[], setting: Setting): readonly Answer[] => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-oracle-'));
  try {
    const { groups = [], evaluationInterval = 60_000 } = setting;
    writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups }));
    const tests = [
      {
        interval: formatDuration(setting.interval),
        input_series: setting.series,
        promql_expr_test: questions.map(({ expr, at }) => ({
          expr,
          eval_time: formatDuration(at),
          exp_samples: neverGot,
        })),
      },
    ];
    const file = {
      rule_files: ['rules.yml'],
      evaluation_interval: formatDuration(evaluationInterval),
      // Without it the order is another one at each run.
      group_eval_order: groups.map(group => ('name' in group ? group.name : '')),
      tests,
    };
    writeFileSync(join(folder, 'suite.yml'), JSON.stringify(file));
    const { stdout, stderr } = run('promtool', [...flags, 'test', 'rules', 'suite.yml'], {
      cwd: folder,
      timeout: 120_000,
    });
    const report = `${stdout}\n${stderr}`;
    const answers = [
      ...report.matchAll(/^ {4}expr: .*?, time: \w+, ?(?:err: (.*)|\n {8}exp:.*\n {8}got: ?(.*))$/gm),
    ].map(([, message, got = '']): Answer => (message === undefined ? parseSamples(got) : { kind: 'error', message }));
    if (answers.length !== questions.length)
      throw new Error(
        `promtool answered ${answers.length} of ${questions.length} questions: ${report.slice(0, 2_000)}`,
      );
    return answers;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
