import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { renderYaml } from '../../src/core/yaml.ts';
import type { RuleGroup } from '../../src/ir/rule-group.ts';
import { resolve } from '../../src/model/resolve.ts';
import { ruleFile } from '../../src/prometheus/rule-file.ts';
import { emitSlo } from '../../src/slo/emit.ts';
import { api, withService } from '../accepted/base.ts';
import { run } from './tools.ts';

/** The rule groups of objectives of the service `api`, by name without `slo-api-`. */
export const groupsOf = (
  slos: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): ReadonlyMap<string, RuleGroup> => {
  const { catalogue, diagnostics } = validateCatalogue(withService({ slos, ...more }));
  if (catalogue === undefined) throw new Error(JSON.stringify(diagnostics));
  const { groups = [] } = emitSlo(resolve(catalogue).model);
  return new Map(groups.map(group => [group.name.replace(/^(slo|performance)-api-/, ''), group]));
};

/** An objective of the accepted program with other properties. */
export const slo = (own: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...api.slos[0],
  id: 'x',
  ...own,
});

export interface Series {
  readonly series: string;
  /** In the notation of promtool. */
  readonly values: string;
}

/** What an expression is at a time, in seconds; `undefined` when it has no result. */
export interface Expected {
  readonly at: number;
  readonly expr: string;
  readonly value: number | undefined;
}

export interface Timeline {
  readonly groups: readonly RuleGroup[];
  /** Seconds between evaluations. */
  readonly evaluation: number;
  /** Seconds between samples. Default: as often as evaluations. */
  readonly interval?: number;
  readonly series: readonly Series[];
  readonly expected: readonly Expected[];
  /** Default 1e-6. */
  readonly tolerance?: number;
}

const plain = (value: number): string => value.toFixed(12).replace(/\.?0+$/, '');

/** What promtool says against it: nothing when every expression has its value, within a millionth. */
export const judge = ({ groups, evaluation, interval, series, expected, tolerance = 1e-6 }: Timeline): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-slo-'));
  const body = {
    rule_files: ['rules.yml'],
    evaluation_interval: `${evaluation}s`,
    tests: [
      {
        interval: `${interval ?? evaluation}s`,
        input_series: series.map(({ series: name, values }) => ({ series: name, values })),
        promql_expr_test: expected.map(({ at, expr, value }) => ({
          expr: value === undefined ? expr : `max(abs((${expr}) - ${plain(value)}) <= bool ${plain(tolerance)})`,
          eval_time: `${at}s`,
          exp_samples: value === undefined ? [] : [{ labels: '{}', value: 1 }],
        })),
      },
    ],
  };
  try {
    const file = ruleFile(groups.map(group => ({ ...group, interval: `${evaluation}s` })));
    writeFileSync(join(folder, 'rules.yml'), renderYaml(file.body));
    // JSON is YAML.
    writeFileSync(join(folder, 'suite.yml'), JSON.stringify(body));
    const { status, stdout, stderr } = run('promtool', ['test', 'rules', 'suite.yml'], { cwd: folder });
    return status === 0 ? '' : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Whether ranges leave out a sample at their left edge, as they do since Prometheus 3. */
export const leftOpen = (): boolean => {
  const { stdout, stderr } = run('promtool', ['--version']);
  return Number(/version (\d+)/.exec(stdout + stderr)?.[1]) >= 3;
};
