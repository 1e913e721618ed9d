import type { LabelDeclaration, MetricDeclaration } from './metric.ts';

/** What the samples of a series are. */
export type Shape =
  /** A number that only grows. */
  | 'counter'
  | 'gauge'
  /** Cumulative buckets of a classic histogram, told apart by `le`. */
  | 'buckets'
  /** Whole distributions. */
  | 'distribution'
  /** Quantiles a process computed, told apart by `quantile`. */
  | 'quantiles'
  /** Always 1; the labels say it. */
  | 'info'
  /** Something computed. */
  | 'other';

/** One series name of a declared metric. */
export interface DeclaredSeries {
  readonly name: string;
  readonly shape: Shape;
  /** The labels that this series has beyond those of the declaration. */
  readonly extra: Readonly<Record<string, LabelDeclaration>>;
  readonly declaration: MetricDeclaration;
}

const bucketLabel = ({ buckets }: MetricDeclaration): LabelDeclaration =>
  buckets === undefined ? {} : { cardinality: buckets.length + 1 };

/** The series a declared metric consists of, by suffix: `x_bucket`, `x_sum` and `x_count` for a histogram `x`. */
export const seriesOfDeclaration = (declaration: MetricDeclaration): readonly DeclaredSeries[] => {
  const { name, kind } = declaration;
  const counts: readonly DeclaredSeries[] = [
    { name: `${name}_sum`, shape: 'counter', extra: {}, declaration },
    { name: `${name}_count`, shape: 'counter', extra: {}, declaration },
  ];
  switch (kind) {
    case 'histogram':
      return [
        { name: `${name}_bucket`, shape: 'buckets', extra: { le: bucketLabel(declaration) }, declaration },
        ...counts,
      ];
    case 'summary':
      return [{ name, shape: 'quantiles', extra: { quantile: {} }, declaration }, ...counts];
    case 'nativeHistogram':
      return [{ name, shape: 'distribution', extra: {}, declaration }];
    default:
      return [{ name, shape: kind, extra: {}, declaration }];
  }
};

const suffix = /^(.+)_(?:bucket|sum|count)$/;

/** The declared series of that name. A metric declared by the full name wins over a part of another. */
export const findSeries = (
  name: string,
  metric: (name: string) => MetricDeclaration | undefined,
): DeclaredSeries | undefined => {
  const own = metric(name);
  const found = own === undefined ? undefined : seriesOfDeclaration(own).find(series => series.name === name);
  if (found !== undefined) return found;
  const base = suffix.exec(name)?.[1];
  const declaration = base === undefined ? undefined : metric(base);
  return declaration === undefined ? undefined : seriesOfDeclaration(declaration).find(series => series.name === name);
};
