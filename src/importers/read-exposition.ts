import { type ExpositionFormat, readSample, type Sample, unescaped } from './exposition-line.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { importLine, importNote } from './problems.ts';
import type { GivenFile } from './read-rule-file.ts';

/** Types that either format knows. */
const types = [
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'stateset',
  'info',
  'summary',
  'unknown',
  'untyped',
] as const;
export type ExposedType = (typeof types)[number];

/** What an exposition says of one metric. */
export interface MetricFamily {
  /** As the exposition names it: without `_total` in OpenMetrics, with it in the older format. */
  readonly name: string;
  /** Undefined when no line tells. */
  readonly type: ExposedType | undefined;
  readonly help: string | undefined;
  readonly unit: string | undefined;
  readonly samples: readonly Sample[];
  /** First line that mentions it. */
  readonly line: number;
}

export interface Exposition {
  readonly format: ExpositionFormat;
  /** In the order of their first mention. */
  readonly families: readonly MetricFamily[];
  readonly findings: readonly ImportFinding[];
}

/** Endings of the series that belong to one metric. */
const suffixes: Readonly<Record<ExpositionFormat, Readonly<Partial<Record<ExposedType, readonly string[]>>>>> = {
  text: { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] },
  openmetrics: {
    counter: ['_total', '_created'],
    histogram: ['_bucket', '_sum', '_count', '_created'],
    gaugehistogram: ['_bucket', '_gsum', '_gcount'],
    summary: ['_sum', '_count', '_created'],
    info: ['_info'],
  },
};

interface Growing {
  readonly name: string;
  readonly line: number;
  type?: ExposedType;
  help?: string;
  unit?: string;
  readonly samples: Sample[];
}

const isType = (word: string): word is ExposedType => types.some(type => type === word);

const comment = /^#[ \t]+(HELP|TYPE|UNIT)[ \t]+("(?:[^"\\]|\\.)*"|\S+)(?:[ \t](.*))?$/;

/** Reads what a target answers when it is scraped: the older text format, or OpenMetrics, which ends with `# EOF`. */
export const readExposition = ({ name: file, text }: GivenFile): Exposition => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findLastIndex(line => line.trim() !== '');
  const format: ExpositionFormat = lines[end]?.trimEnd() === '# EOF' ? 'openmetrics' : 'text';
  const families = new Map<string, Growing>();
  const owners = new Map<string, Growing>();
  const findings: ImportFinding[] = [];
  const seen = new Map<string, number>();

  const family = (name: string, line: number): Growing => {
    const known = families.get(name);
    if (known !== undefined) return known;
    const made: Growing = { name, line, samples: [] };
    families.set(name, made);
    return made;
  };

  const describe = (line: string, number: number): void => {
    const [, keyword = '', written = '', rest = ''] = comment.exec(line) ?? [];
    if (keyword === '') return;
    const name = written.startsWith('"') ? unescaped(written.slice(1, -1)) : written;
    const described = family(name, number);
    if (keyword === 'HELP') described.help = unescaped(rest);
    else if (keyword === 'UNIT') described.unit = rest.trim();
    else if (isType(rest.trim().toLowerCase())) {
      const type = rest.trim().toLowerCase();
      if (isType(type)) described.type = type;
      owners.set(name, described);
      for (const suffix of (described.type === undefined ? undefined : suffixes[format][described.type]) ?? [])
        owners.set(`${name}${suffix}`, described);
    } else
      findings.push(
        reportAt(
          importLine,
          { file, line: number },
          `The type "${rest.trim()}" of the metric \`${name}\` is unknown.`,
          `Write one of ${types.join(', ')}.`,
        ),
      );
  };

  lines.slice(0, end + 1).forEach((line, i) => {
    const number = i + 1;
    if (line.trim() === '') return;
    if (line.trimStart().startsWith('#')) {
      describe(line.trim(), number);
      return;
    }
    const read = readSample(line, format);
    if ('mistake' in read) {
      findings.push(
        reportAt(
          importLine,
          { file, line: number },
          `Line ${number} of ${file} is no sample: ${read.mistake}.`,
          'Take the page from the target itself, unchanged: curl -s http://host:port/metrics.',
        ),
      );
      return;
    }
    const { sample } = read;
    const key = JSON.stringify([sample.name, [...sample.labels].sort()]);
    const before = seen.get(key);
    if (before !== undefined)
      findings.push(
        reportAt(
          importNote,
          { file, line: number },
          `The series of \`${sample.name}\` in line ${number} stands in line ${before} already.`,
          'Prometheus keeps one of them: mend the exporter.',
        ),
      );
    seen.set(key, number);
    (owners.get(sample.name) ?? family(sample.name, number)).samples.push(sample);
  });
  return {
    format,
    families: [...families.values()].map(({ name, line, type, help, unit, samples }) => ({
      name,
      line,
      type,
      help: help === '' ? undefined : help,
      unit: unit === '' ? undefined : unit,
      samples,
    })),
    findings,
  };
};
