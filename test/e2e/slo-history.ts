import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../external/tools.ts';

/** The recorded series of one objective, as values over time; `undefined` where nothing is recorded. */
export interface RecordedObjective {
  readonly labels: Readonly<Record<string, string>>;
  /** Events per second. */
  readonly total: (at: number) => number | undefined;
  readonly errors: (at: number) => number | undefined;
  /** Further series by name, as they stand at the end. */
  readonly account: Readonly<Record<string, number>>;
}

/** How long the account stays readable before and after the end, in seconds. */
const around = 600;

/**
 * Fills the storage of a Prometheus with what the rules of objectives would have recorded between two moments (seconds
 * since 1970), every `step` seconds and never at round times, where windows begin and end. The rules themselves have
 * tests of their own; here the past is made, since a run cannot wait for 30 days.
 */
export const writeHistory = (
  folder: string,
  storage: string,
  objectives: readonly RecordedObjective[],
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): void => {
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  const series = (
    name: string,
    labels: RecordedObjective['labels'],
    times: readonly number[],
    value: (at: number) => number | undefined,
  ): void => {
    const set = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    lines.push(`# TYPE ${name} gauge`);
    for (const at of times) {
      const known = value(at);
      if (known !== undefined) lines.push(`${name}{${set.join(',')}} ${known} ${at}`);
    }
  };
  const past = Array.from({ length: Math.floor((to - from) / step) }, (_, i) => from + (i + 0.5) * step);
  const now = Array.from({ length: (2 * around) / 60 }, (_, i) => to - around + i * 60);
  const names = [...new Set(objectives.flatMap(({ account }) => Object.keys(account)))];
  // OpenMetrics wants all series of a name together.
  for (const { labels, total } of objectives) series('slo:sli_total:rate5m', labels, past, total);
  for (const { labels, errors } of objectives) series('slo:sli_errors:rate5m', labels, past, errors);
  for (const name of names)
    for (const { labels, account } of objectives) series(name, labels, now, () => account[name]);
  const text = lines.filter((line, i) => !line.startsWith('#') || lines.indexOf(line) === i);
  const file = join(folder, 'history.txt');
  writeFileSync(file, `${text.join('\n')}\n# EOF\n`);
  const { status, stderr } = run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, storage]);
  if (status !== 0) throw new Error(`the history cannot be made: ${stderr}`);
};
