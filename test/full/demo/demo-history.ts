import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Relabeling, ScrapeJob } from '../../../src/ir/scrape-job.ts';
import { run } from '../../external/tools.ts';
import { type DemoSeries, seriesText } from './demo-metrics.ts';
import type { DemoTarget } from './demo-targets.ts';

/** A piece of the past, in seconds since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

type LabelSet = Readonly<Record<string, string>>;

const matches = ({ source_labels = [], separator = ';', regex = '(.*)' }: Relabeling, labels: LabelSet): boolean =>
  new RegExp(`^(?:${regex})$`).test(source_labels.map(label => labels[label] ?? '').join(separator));

/** Whether the steps after a scrape let a series through. */
const isKept = (steps: readonly Relabeling[], labels: LabelSet): boolean =>
  steps.every(step => {
    switch (step.action) {
      case 'keep':
        return matches(step, labels);
      case 'drop':
        return !matches(step, labels);
      default:
        throw new Error(`the past knows no relabeling step ${step.action}`);
    }
  });

/** Prometheus 3 writes a whole bound as `1.0`, whatever the page says. */
const stored = ({ labels }: DemoSeries, major: number): LabelSet =>
  major >= 3 && /^\d+$/.test(labels['le'] ?? '') ? { ...labels, le: `${labels['le']}.0` } : labels;

const timesOf = ({ from, to, step }: Period): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);

const createBlocks = (args: readonly string[]): void => {
  const { status, stderr } = run('promtool', ['tsdb', 'create-blocks-from', ...args]);
  if (status !== 0) throw new Error(`the past cannot be made: ${stderr}`);
};

/**
 * Adds what rules would have recorded in the given periods. `url` is a Prometheus that reads the storage; it finds what
 * is added when it starts the next time.
 */
export const writeRecordedHistory = (
  url: string,
  storage: string,
  ruleFiles: readonly string[],
  periods: readonly Period[],
): void => {
  for (const { from, to, step } of periods)
    createBlocks([
      'rules',
      `--url=${url}`,
      `--output-dir=${storage}`,
      `--start=${from}`,
      `--end=${to}`,
      `--eval-interval=${step}s`,
      ...ruleFiles,
    ]);
};

/**
 * Fills a storage with what the targets of a job would have been scraped of in the given periods, one file each: the
 * tool reads a file once for every two hours between its first and its last sample.
 */
export const writeDemoHistory = (
  folder: string,
  storage: string,
  targets: readonly { readonly job: ScrapeJob; readonly targets: readonly DemoTarget[] }[],
  periods: readonly Period[],
  major: number,
): void => {
  mkdirSync(folder, { recursive: true });
  const known = targets.flatMap(({ job, targets }) =>
    targets.flatMap(({ address, labels, metrics }) =>
      metrics
        .flatMap(({ series }) => series)
        .map(each => ({ each, labels: { ...stored(each, major), ...labels, job: job.id, instance: address } }))
        .filter(({ each, labels }) => isKept(job.metricRelabel, { __name__: each.name, ...labels }))
        .map(({ each, labels }) => ({ text: seriesText(each.name, labels), at: each.at })),
    ),
  );
  for (const [i, period] of periods.entries()) {
    const times = timesOf(period);
    const file = join(folder, `history-${i}.txt`);
    const output = openSync(file, 'w');
    for (const { text, at } of known) writeSync(output, times.map(time => `${text} ${at(time)} ${time}\n`).join(''));
    writeSync(output, '# EOF\n');
    closeSync(output);
    createBlocks(['openmetrics', file, storage]);
  }
};
