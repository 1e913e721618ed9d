import { compareText } from '../core/diagnostic.ts';
import type { LabelDeclaration, MetricDeclaration, MetricKind } from '../promql/metric.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { type ImportFinding, reportAt } from './finding.ts';
import { importNote } from './problems.ts';
import type { ExposedType, Exposition, MetricFamily } from './read-exposition.ts';
import { suspicionOf } from './suspicious-labels.ts';

/** Metrics that were read, with what there is to say about them. */
export interface InferredMetrics {
  readonly metrics: readonly MetricDeclaration[];
  readonly findings: readonly ImportFinding[];
}

const kinds: Readonly<Record<ExposedType, MetricKind>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  gaugehistogram: 'histogram',
  stateset: 'gauge',
  info: 'info',
  summary: 'summary',
  unknown: 'gauge',
  untyped: 'gauge',
};

/** Endings that name a base unit. */
const units = ['seconds', 'bytes', 'ratio', 'celsius', 'meters', 'grams', 'volts', 'amperes', 'joules'] as const;

const unitOf = ({ name, unit }: MetricFamily): string | undefined =>
  unit ?? units.find(each => name.replace(/_total$/, '').endsWith(`_${each}`));

/** The name under which rules find the series. OpenMetrics tells the endings apart from the name. */
const seriesName = ({ name, type }: MetricFamily, { format }: Exposition): string => {
  if (format === 'text') return name;
  if (type === 'counter' && !name.endsWith('_total')) return `${name}_total`;
  return type === 'info' && !name.endsWith('_info') ? `${name}_info` : name;
};

/** Labels that a kind has by itself. */
const own: Readonly<Partial<Record<MetricKind, string>>> = { histogram: 'le', summary: 'quantile' };

/** What the type leaves open is guessed from the name. */
const kindOf = ({ name, type, samples }: MetricFamily): { readonly kind: MetricKind; readonly isGuess: boolean } => {
  if (type !== undefined && type !== 'unknown' && type !== 'untyped') return { kind: kinds[type], isGuess: false };
  const isCount = /_(?:total|count|sum|bucket)$/.test(name) && samples.every(({ value }) => value >= 0);
  return { kind: isCount ? 'counter' : 'gauge', isGuess: true };
};

/** Bounds of a classic histogram, ascending; what is no number is no bound. */
const boundsOf = ({ samples }: MetricFamily): readonly number[] =>
  [...new Set(samples.flatMap(({ labels }) => labels.get('le') ?? []))]
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);

/** Values of each label, in the order of the labels' names. */
const valuesByLabel = (
  { samples }: MetricFamily,
  without: string | undefined,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { labels } of samples)
    for (const [label, value] of labels) {
      if (label === without) continue;
      const values = found.get(label) ?? new Set();
      found.set(label, values.add(value));
    }
  return new Map([...found].sort(([a], [b]) => compareText(a, b)));
};

/** Prometheus renames a label that every target has already. */
const asStored = (label: string): string =>
  targetLabelNames.some(target => target === label) ? `exported_${label}` : label;

/** Declarations of everything that an exposition has samples of. */
export const inferMetrics = (exposition: Exposition, file: string): InferredMetrics => {
  const findings: ImportFinding[] = [];
  const metrics = exposition.families.flatMap((family): readonly MetricDeclaration[] => {
    const note = (message: string, hint: string): void => {
      findings.push(reportAt(importNote, { file, line: family.line }, message, hint));
    };
    const name = seriesName(family, exposition);
    if (family.samples.length === 0) {
      note(
        `The metric \`${name}\` is described and has no series: it is left out.`,
        'Take the page again when the target has done what it counts.',
      );
      return [];
    }
    const { kind, isGuess } = kindOf(family);
    if (isGuess)
      note(
        `The metric \`${name}\` has no type; it is taken for a ${kind}.`,
        'Change the declaration if it is something else: rules check what a kind allows.',
      );
    if (family.type === 'gaugehistogram')
      note(
        `The metric \`${name}\` is a histogram of gauges: its counts are \`${name}_gcount\` and may fall.`,
        'Do not take rates of it.',
      );
    const labels: Record<string, LabelDeclaration> = {};
    for (const [label, values] of valuesByLabel(family, own[kind])) {
      const stored = asStored(label);
      if (stored !== label)
        note(
          `The label \`${label}\` of \`${name}\` is one that every target has: Prometheus stores it as \`${stored}\`.`,
          'Rename it in the application.',
        );
      const suspicion = suspicionOf(label, values);
      if (suspicion !== undefined)
        note(
          `The label \`${label}\` of \`${name}\` ${suspicion}: it may have any number of values.`,
          'Take it out of the metric, or write the number of its values when they are few for ever.',
        );
      labels[stored] = { cardinality: suspicion === undefined ? values.size : 'unbounded' };
    }
    const unit = unitOf(family);
    const buckets = kind === 'histogram' ? boundsOf(family) : [];
    return [
      {
        name,
        kind,
        labels,
        ...(unit === undefined ? {} : { unit }),
        ...(family.help === undefined ? {} : { help: family.help }),
        ...(buckets.length === 0 ? {} : { buckets }),
      },
    ];
  });
  return { metrics, findings };
};
