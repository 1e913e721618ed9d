import { suggest } from '../core/names.ts';
import { builtinSeries } from './builtin-series.ts';
import type { Flow, Inference, SeriesUse } from './inference.ts';
import { addCost, type InferenceContext } from './inference-context.ts';
import type { LabelFact } from './label-facts.ts';
import { type LabelSet, labelFact, possibleLabels, valueCount } from './label-set.ts';
import { acceptsMissing } from './matchers.ts';
import type { LabelDeclaration } from './metric.ts';
import { hasVariable } from './names.ts';
import { printMatcher } from './print-terms.ts';
import { explain, type Reason } from './reason.ts';
import { alternatives, toJavaScript } from './regex-values.ts';
import { type DeclaredSeries, findSeries, type Shape } from './series-of-declaration.ts';
import type { Matcher, Selector, Span } from './syntax.ts';

/** How a selector is read: over which range, by which function. */
export interface Reading {
  readonly range: number | undefined;
  readonly func: string | undefined;
  /** Whether a range is read at all, be its length known or not. */
  readonly ranged: boolean;
}

interface Source {
  readonly source: SeriesUse['source'];
  readonly labels: LabelSet;
  readonly shape: Shape;
  /** What was inferred about the rule, when it is one. */
  readonly record?: Inference;
}

const span = ({ from, to }: Span): Span => ({ from, to });

const declaredFact = (declaration: LabelDeclaration, reason: Reason): LabelFact => {
  const { values, cardinality } = declaration;
  const count = cardinality === 'unbounded' ? Number.POSITIVE_INFINITY : cardinality;
  return {
    presence: 'surely',
    ...(values === undefined ? {} : { values }),
    ...(count === undefined ? {} : { cardinality: count }),
    reason,
  };
};

/** The labels of a target. Without a cardinality they count once: the cost is then that of one target. */
const addTargetLabels = (context: InferenceContext, known: Map<string, LabelFact>, at: Span): void => {
  const { targetLabels, cardinality } = context.environment;
  const reason: Reason = { why: 'target', ...at };
  for (const label of targetLabels) {
    if (known.has(label)) continue;
    const count = cardinality === undefined ? 1 : cardinality(label);
    known.set(label, { presence: 'surely', ...(count === undefined ? {} : { cardinality: count }), reason });
  }
};

const nameFact = (name: string, at: Span): LabelFact => ({
  presence: 'surely',
  values: [name],
  reason: { why: 'name', metric: name, ...at },
});

const declaredLabels = (context: InferenceContext, name: string, series: DeclaredSeries, at: Span): LabelSet => {
  const reason: Reason = { why: 'declared', metric: name, ...at };
  const known = new Map<string, LabelFact>([['__name__', nameFact(name, at)]]);
  for (const [label, declaration] of Object.entries(series.declaration.labels))
    known.set(label, declaredFact(declaration, reason));
  for (const [label, declaration] of Object.entries(series.extra)) known.set(label, declaredFact(declaration, reason));
  addTargetLabels(context, known, at);
  return { known, rest: { presence: 'never', reason: { why: 'undeclared', metric: name, ...at } } };
};

const recordedLabels = (name: string, inner: LabelSet, at: Span): LabelSet => {
  const wrap = (fact: LabelFact): LabelFact => ({
    ...fact,
    reason: { why: 'record', record: name, inner: fact.reason, ...at },
  });
  const known = new Map<string, LabelFact>();
  for (const [label, fact] of inner.known) known.set(label, wrap(fact));
  known.set('__name__', nameFact(name, at));
  return { known, rest: wrap(inner.rest) };
};

const unknownLabels = (name: string | undefined, at: Span): LabelSet => {
  const reason: Reason = { why: 'unknownMetric', metric: name ?? '{…}', ...at };
  return {
    known: new Map(name === undefined ? [] : [['__name__', nameFact(name, at)]]),
    rest: { presence: 'maybe', reason },
  };
};

const findSource = (context: InferenceContext, name: string | undefined, at: Span): Source => {
  if (name === undefined || hasVariable(name))
    return { source: 'unknown', labels: unknownLabels(name, at), shape: 'other' };
  const { environment } = context;
  const cut = context.following.includes(name);
  if (cut) context.cut.add(name);
  const rule = cut ? undefined : environment.record(name);
  if (rule !== undefined) {
    const record = 'occurrence' in rule ? rule : context.inferRecord(name, rule);
    return { source: 'record', labels: recordedLabels(name, record.labels, at), shape: record.shape, record };
  }
  const series = findSeries(name, environment.metric);
  if (series !== undefined)
    return { source: 'metric', labels: declaredLabels(context, name, series, at), shape: series.shape };
  const builtin = builtinSeries(name);
  if (builtin === undefined) {
    return {
      source: cut ? 'record' : 'unknown',
      labels: unknownLabels(name, at),
      shape: 'other',
    };
  }
  const reason: Reason = { why: 'declared', metric: name, ...at };
  const known = new Map<string, LabelFact>([['__name__', nameFact(name, at)]]);
  for (const label of builtin.labels) known.set(label, { presence: 'surely', reason });
  if (builtin.closed) addTargetLabels(context, known, at);
  const rest: LabelFact = builtin.closed
    ? { presence: 'never', reason: { why: 'undeclared', metric: name, ...at } }
    : { presence: 'maybe', reason: { why: 'unknownMetric', metric: name, ...at } };
  return { source: 'builtin', labels: { known, rest }, shape: builtin.shape };
};

const accepted = (matcher: Matcher, values: readonly string[]): readonly string[] | undefined => {
  if (matcher.op === '=') return values.filter(value => value === matcher.value);
  if (matcher.op === '!=') return values.filter(value => value !== matcher.value);
  const regex = toJavaScript(matcher.value);
  return regex === undefined ? undefined : values.filter(value => regex.test(value) === (matcher.op === '=~'));
};

const matchedFact = (fact: LabelFact, matcher: Matcher): LabelFact => {
  const reason: Reason = { why: 'matcher', matcher, ...span(matcher) };
  if (matcher.op === '=' && matcher.value === '') return { presence: 'never', reason };
  const presence = acceptsMissing(matcher) ? fact.presence : 'surely';
  const values =
    fact.values !== undefined
      ? (accepted(matcher, fact.values) ?? fact.values)
      : matcher.op === '='
        ? [matcher.value]
        : matcher.op === '=~'
          ? alternatives(matcher.value)?.filter(value => value !== '')
          : undefined;
  const { cardinality } = fact;
  return {
    presence,
    ...(values === undefined ? {} : { values }),
    ...(cardinality === undefined ? {} : { cardinality }),
    reason: presence === fact.presence ? fact.reason : reason,
  };
};

const reportMatcher = (
  context: InferenceContext,
  name: string,
  source: LabelSet,
  labels: LabelSet,
  matcher: Matcher,
): void => {
  const fact = labelFact(labels, matcher.label);
  const { label } = matcher;
  if (fact.presence === 'never' && !acceptsMissing(matcher)) {
    const hint = suggest(label, possibleLabels(source) ?? []) ?? 'Take the matcher away.';
    const message = `\`${printMatcher(matcher)}\` selects nothing. ${explain(label, fact.reason)}`;
    context.findings.push({ kind: 'unknownLabel', message, hint, label, reason: fact.reason, ...span(matcher) });
    return;
  }
  if (fact.values === undefined || hasVariable(matcher.value) || acceptsMissing(matcher)) return;
  if (accepted(matcher, fact.values)?.length !== 0) return;
  const message = `\`${printMatcher(matcher)}\` selects nothing: no value of the label \`${label}\` of \`${name}\` matches it.`;
  const hint = suggest(matcher.value, fact.values) ?? 'Take the matcher away.';
  context.findings.push({ kind: 'impossibleValue', message, hint, label, ...span(matcher) });
};

const countSeries = (labels: LabelSet): number | undefined => {
  if (labels.rest.presence !== 'never') return undefined;
  let count = 1;
  for (const fact of labels.known.values()) {
    const values = valueCount(fact);
    if (values === undefined) return undefined;
    count *= values;
  }
  return count;
};

const reportUnknown = (context: InferenceContext, name: string, at: Span): void => {
  const base = context.environment.metric(name);
  if (base !== undefined && base.kind === 'histogram') {
    const message = `\`${name}\` is a histogram, and no series has that name.`;
    context.findings.push({
      kind: 'histogramBase',
      message,
      hint: `Select \`${name}_bucket\`, \`${name}_sum\` or \`${name}_count\`.`,
      ...at,
    });
    return;
  }
  const message = `\`${name}\` is neither a declared metric nor a recording rule.`;
  context.findings.push({ kind: 'unknownMetric', message, hint: 'Declare the metric, or correct its name.', ...at });
};

/** What a selector gives. */
export const inferSelector = (context: InferenceContext, selector: Selector, reading: Reading): Flow => {
  const at = span(selector);
  const name = selector.name ?? selector.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
  const { source, labels: all, shape, record } = findSource(context, name, at);
  if (source === 'unknown' && name !== undefined && !hasVariable(name)) reportUnknown(context, name, at);
  const known = new Map(all.known);
  const labels: LabelSet = { known, rest: all.rest };
  for (const matcher of selector.matchers) {
    if (matcher.label === '__name__') continue;
    reportMatcher(context, name ?? '{…}', all, labels, matcher);
    known.set(matcher.label, matchedFact(labelFact(labels, matcher.label), matcher));
  }
  context.uses.push({ name, source, matchers: selector.matchers, range: reading.range, func: reading.func, ...at });
  if (record === undefined) {
    if (name !== undefined) context.sources.add(name);
  } else for (const inner of record.sources) context.sources.add(inner);
  const series = countSeries(labels);
  const { scrapeInterval = 15_000 } = context.environment;
  const samples = reading.ranged
    ? reading.range === undefined
      ? undefined
      : Math.max(1, reading.range / scrapeInterval)
    : 1;
  addCost(context, series, samples);
  return {
    type: reading.ranged ? 'range' : 'vector',
    labels,
    occurrence: record?.occurrence ?? 'withData',
    compares: false,
    ...(record?.nan === undefined ? {} : { nan: { ...record.nan, ...at } }),
    canBeZero: record?.canBeZero ?? shape !== 'info',
    shape,
    series,
  };
};
