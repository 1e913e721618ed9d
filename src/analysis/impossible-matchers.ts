import { hasVariable } from '../promql/names.ts';
import { findSeries } from '../promql/series-of-declaration.ts';
import type { Matcher } from '../promql/syntax.ts';
import { admits, excludeEachOther } from './exclusive-matchers.ts';
import { type ExposedMetric, exposedBy, type SeriesIndex } from './series-index.ts';

/** Matchers of one label that no series of a declared metric fulfils. */
export interface ImpossibleMatchers {
  readonly label: string;
  readonly matchers: readonly Matcher[];
  /** `never`: they exclude each other, whatever is declared. */
  readonly why: 'never' | 'declared';
  /** What is declared instead, when it is. */
  readonly values: readonly string[] | undefined;
}

/** How servers and libraries write the bound of a bucket. Some write whole numbers with a fraction, some do not. */
const boundTexts = (bound: number): readonly string[] => [
  String(bound),
  `${bound}.0`,
  bound.toExponential().replace(/e([+-])(\d)$/, 'e$10$2'),
];

const boundsOf = (exposed: readonly ExposedMetric[]): readonly number[] | undefined => {
  const bounds: number[] = [];
  for (const { declaration } of exposed) {
    if (declaration.kind !== 'histogram' || declaration.buckets === undefined) return undefined;
    bounds.push(...declaration.buckets);
  }
  return [...new Set(bounds)];
};

/** Every value of a label, of all who expose the metric; undefined when one of them can have any. */
const valuesOf = (exposed: readonly ExposedMetric[], label: string): readonly string[] | undefined => {
  const values: string[] = [];
  for (const { declaration } of exposed) {
    const own = declaration.labels[label]?.values;
    if (own === undefined) return undefined;
    values.push(...own);
  }
  return [...new Set(values)];
};

const refused = (matchers: readonly Matcher[], value: string): boolean =>
  matchers.some(matcher => admits(matcher, value) === false);

const byDeclaration = (
  exposed: readonly ExposedMetric[],
  name: string,
  label: string,
  matchers: readonly Matcher[],
): ImpossibleMatchers | undefined => {
  const found = { label, matchers, why: 'declared' } as const;
  if (label === 'le' && name.endsWith('_bucket')) {
    const bounds = boundsOf(exposed);
    if (bounds === undefined) return undefined;
    const isThere = [...bounds.flatMap(boundTexts), '+Inf'].some(text => !refused(matchers, text));
    return isThere ? undefined : { ...found, values: [...bounds.map(String), '+Inf'] };
  }
  const isSure = exposed.every(({ declaration }) => declaration.labels[label] !== undefined);
  if (!isSure) return undefined;
  const values = valuesOf(exposed, label);
  if (values !== undefined) return values.every(value => refused(matchers, value)) ? { ...found, values } : undefined;
  return matchers.some(({ op, value }) => value === '' && (op === '=' || op === '=~'))
    ? { ...found, values }
    : undefined;
};

const exclusive = (matchers: readonly Matcher[]): readonly Matcher[] | undefined => {
  for (const [i, matcher] of matchers.entries()) {
    const other = matchers.slice(i + 1).find(later => excludeEachOther(matcher, later));
    if (other !== undefined) return [matcher, other];
  }
  return undefined;
};

/** The labels of a selector whose matchers leave nothing. What cannot be told is left out. */
export const impossibleMatchers = (
  index: SeriesIndex,
  name: string | undefined,
  service: string | undefined,
  all: readonly Matcher[],
): readonly ImpossibleMatchers[] => {
  const byLabel = new Map<string, readonly Matcher[]>();
  for (const matcher of all)
    if (matcher.label !== '__name__' && !hasVariable(matcher.value))
      byLabel.set(matcher.label, [...(byLabel.get(matcher.label) ?? []), matcher]);
  const exposed = name === undefined || index.isExternal(name) ? [] : exposureOf(index, name, service);
  return [...byLabel].flatMap(([label, matchers]): readonly ImpossibleMatchers[] => {
    const pair = exclusive(matchers);
    if (pair !== undefined) return [{ label, matchers: pair, why: 'never', values: undefined }];
    const found =
      name === undefined || exposed.length === 0 ? undefined : byDeclaration(exposed, name, label, matchers);
    return found === undefined ? [] : [found];
  });
};

/** Everybody who exposes a series of that name; nobody when it is recorded. */
const exposureOf = (index: SeriesIndex, name: string, service: string | undefined): readonly ExposedMetric[] => {
  if (index.records.has(name)) return [];
  let found: readonly ExposedMetric[] = [];
  findSeries(name, base => {
    const exposed = exposedBy(index, base, service);
    if (exposed.length > 0) found = exposed;
    return exposed[0]?.declaration;
  });
  return found;
};
