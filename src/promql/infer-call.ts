import { type FunctionSignature, functionNamed } from './functions.ts';
import type { Flow, NanSource } from './inference.ts';
import type { InferenceContext } from './inference-context.ts';
import { type LabelSet, labelFact, noLabels, withLabel, withoutLabel } from './label-set.ts';
import { print } from './print.ts';
import { explain, type Reason } from './reason.ts';
import type { Call, Expr, Matcher, Span } from './syntax.ts';

const span = ({ from, to }: Span): Span => ({ from, to });

const text = (expr: Expr | undefined): string | undefined => (expr?.kind === 'string' ? expr.value : undefined);

/** `absent` gives back what the equality matchers of its selector say, each label once. */
const absentLabels = (node: Call, reason: Reason): LabelSet => {
  const argument = node.args[0];
  const selector = argument?.kind === 'range' ? argument.selector : argument;
  let labels = noLabels(reason);
  if (selector?.kind !== 'selector') return labels;
  const byLabel = new Map<string, Matcher[]>();
  for (const matcher of selector.matchers) byLabel.set(matcher.label, [...(byLabel.get(matcher.label) ?? []), matcher]);
  for (const [label, [matcher, ...more]] of byLabel) {
    if (label === '__name__' || matcher?.op !== '=' || more.length > 0 || matcher.value === '') continue;
    labels = withLabel(labels, label, { presence: 'surely', values: [matcher.value], reason });
  }
  return labels;
};

const replacedLabels = (node: Call, input: LabelSet, reason: Reason): LabelSet => {
  const target = text(node.args[1]);
  const replacement = text(node.args[2]);
  if (target === undefined) return input;
  const fixed = replacement !== undefined && !replacement.includes('$') && replacement !== '';
  const before = labelFact(input, target);
  // Series that the pattern does not match keep the label they had; only a pattern that matches all sets it surely.
  const all = text(node.args[4]) === '.*' || text(node.args[4]) === '(.*)';
  const presence = all && fixed ? 'surely' : before.presence === 'surely' && fixed ? 'surely' : 'maybe';
  const values =
    fixed && replacement !== undefined ? (all || before.presence === 'never' ? [replacement] : undefined) : undefined;
  return withLabel(input, target, { presence, ...(values === undefined ? {} : { values }), reason });
};

const joinedLabels = (node: Call, input: LabelSet, reason: Reason): LabelSet => {
  const target = text(node.args[1]);
  if (target === undefined) return input;
  const sources = node.args.slice(3).map(text);
  const separator = text(node.args[2]) ?? '';
  const sure =
    (sources.length > 1 && separator !== '') ||
    sources.some(label => label !== undefined && labelFact(input, label).presence === 'surely');
  return withLabel(input, target, { presence: sure ? 'surely' : 'maybe', reason });
};

const bucketLabels = (context: InferenceContext, node: Call, input: Flow, reason: Reason): LabelSet => {
  const le = labelFact(input.labels, 'le');
  const { func } = node;
  if (le.presence === 'never' && input.shape !== 'distribution') {
    const message = `\`${func}\` needs the buckets of a histogram, told apart by the label \`le\`. ${explain('le', le.reason)}`;
    const hint = 'Keep the label: `sum by (le) (rate(x_bucket[5m]))`.';
    context.findings.push({ kind: 'missingLe', message, hint, label: 'le', reason: le.reason, ...span(node) });
  }
  if (input.shape === 'buckets') {
    const message = `\`${func}\` of raw buckets looks at everything since the process started.`;
    context.findings.push({
      kind: 'rawBuckets',
      message,
      hint: 'Take the rate of the buckets first: `rate(x_bucket[5m])`.',
      ...span(node),
    });
  }
  return withoutLabel(withoutLabel(input.labels, 'le', reason), '__name__', reason);
};

const infoLabels = (input: LabelSet, reason: Reason): LabelSet => ({
  known: new Map(
    [...input.known].map(
      ([name, fact]) => [name, fact.presence === 'never' ? { presence: 'maybe', reason } : fact] as const,
    ),
  ),
  rest: { presence: 'maybe', reason },
});

const labelsOf = (
  context: InferenceContext,
  node: Call,
  signature: FunctionSignature,
  input: Flow,
  reason: Reason,
): LabelSet => {
  switch (signature.labels) {
    case 'named':
      return input.labels;
    case 'series':
      return node.args.length === 0
        ? noLabels({ why: 'noLabels', node, ...span(node) })
        : withoutLabel(input.labels, '__name__', reason);
    case 'none':
      return noLabels({ why: 'noLabels', node, ...span(node) });
    case 'absent':
      return absentLabels(node, reason);
    case 'replace':
      return replacedLabels(node, input.labels, reason);
    case 'join':
      return joinedLabels(node, input.labels, reason);
    case 'buckets':
      return bucketLabels(context, node, input, reason);
    case 'quantiles': {
      const label = text(node.args[1]);
      const labels = bucketLabels(context, node, input, reason);
      return label === undefined ? labels : withLabel(labels, label, { presence: 'surely', reason });
    }
    case 'info':
      return infoLabels(input.labels, reason);
  }
};

const kindName = {
  gauge: 'a gauge',
  counter: 'a counter',
  buckets: 'a counter',
  quantiles: 'a summary',
  info: 'a constant',
} as const;

const reportKind = (context: InferenceContext, node: Call, signature: FunctionSignature, input: Flow): void => {
  const { wants } = signature;
  const { func } = node;
  if (wants === undefined) return;
  const { shape } = input;
  const argument = node.args.find(({ kind }) => kind === 'range' || kind === 'subquery');
  if (wants === 'counter' && argument?.kind === 'subquery' && (shape === 'counter' || shape === 'buckets')) {
    if (argument.expr.kind === 'aggregate') {
      const message = `\`${func}\` of an aggregation of counters misreads it: when one process restarts, the sum falls and looks like a reset.`;
      context.findings.push({
        kind: 'rateOfAggregate',
        message,
        hint: `Take \`${func}\` first and aggregate afterwards.`,
        ...span(node),
      });
    }
    return;
  }
  if (shape === 'other' || shape === 'distribution') return;
  const isCounter = shape === 'counter' || shape === 'buckets';
  if (isCounter === (wants === 'counter')) return;
  if (wants === 'gauge' && shape !== 'counter' && shape !== 'buckets') return;
  const what =
    argument?.kind === 'range' ? `\`${argument.selector.name ?? print(argument.selector)}\`` : 'its argument';
  const hint =
    wants === 'counter'
      ? 'Use `delta` or `deriv` for the change of a gauge.'
      : 'Use `rate` or `increase` for the change of a counter.';
  context.findings.push({
    kind: 'wrongKind',
    message: `\`${func}\` is for a ${wants}, and ${what} is ${kindName[shape]}.`,
    hint,
    ...span(node),
  });
};

const nonZero = (expr: Expr | undefined): boolean => expr?.kind === 'number' && expr.value > 0;

const resultCanBeZero = (node: Call, input: Flow | undefined): boolean => {
  switch (node.func) {
    case 'absent':
    case 'absent_over_time':
    case 'time':
    case 'pi':
    case 'present_over_time':
    case 'count_over_time':
    case 'timestamp':
      return false;
    case 'clamp_min':
      return !nonZero(node.args[1]);
    case 'vector':
    case 'abs':
    case 'last_over_time':
    case 'sort':
    case 'sort_desc':
    case 'label_replace':
    case 'label_join':
      return input?.canBeZero ?? true;
    default:
      return true;
  }
};

const keepsShape = new Set([
  'last_over_time',
  'first_over_time',
  'sort',
  'sort_desc',
  'sort_by_label',
  'sort_by_label_desc',
  'label_replace',
  'label_join',
  'info',
]);

const shapeOf = (node: Call, input: Flow): Flow['shape'] => {
  if (keepsShape.has(node.func)) return input.shape;
  return input.shape === 'distribution' && (node.func === 'rate' || node.func === 'increase' || node.func === 'irate')
    ? 'distribution'
    : 'other';
};

/** Functions that leave out whatever is no native histogram. */
const ofDistributions: ReadonlySet<string> = new Set([
  ...['histogram_avg', 'histogram_count', 'histogram_sum', 'histogram_stddev', 'histogram_stdvar'],
]);

const occurrenceOf = (node: Call, signature: FunctionSignature, input: Flow | undefined): Flow['occurrence'] => {
  if (signature.labels === 'absent') return 'onAbsence';
  if (signature.returns === 'scalar' || node.func === 'vector' || input === undefined) return 'always';
  if (input.shape === 'distribution') return input.occurrence;
  const needsBuckets = signature.labels === 'buckets' || signature.labels === 'quantiles';
  const withoutBuckets = needsBuckets && labelFact(input.labels, 'le').presence === 'never';
  return withoutBuckets || ofDistributions.has(node.func) ? 'filtered' : input.occurrence;
};

/** What a call gives. */
export const inferCall = (context: InferenceContext, node: Call, args: readonly Flow[]): Flow => {
  const signature = functionNamed(node.func);
  const reason: Reason = { why: 'function', func: node.func, ...span(node) };
  const input = args.find(({ type }) => type === 'vector' || type === 'range') ?? args[0];
  if (signature === undefined) {
    const labels: LabelSet = { known: new Map(), rest: { presence: 'maybe', reason } };
    return {
      type: 'unknown',
      labels,
      occurrence: 'withData',
      compares: false,
      canBeZero: true,
      shape: 'other',
      series: undefined,
    };
  }
  if (input !== undefined) reportKind(context, node, signature, input);
  const inherited = signature.labels === 'absent' ? undefined : args.find(({ nan }) => nan !== undefined)?.nan;
  const own: NanSource | undefined =
    signature.nan === undefined ? undefined : { why: 'function', what: node.func, ...span(node) };
  const nan = inherited ?? own;
  const base: Flow = input ?? {
    type: 'scalar',
    labels: noLabels({ why: 'noLabels', node, ...span(node) }),
    occurrence: 'always',
    compares: false,
    canBeZero: true,
    shape: 'other',
    series: 1,
  };
  return {
    type: signature.returns,
    labels: labelsOf(context, node, signature, base, reason),
    occurrence: occurrenceOf(node, signature, input),
    compares: signature.returns === 'vector' && base.compares,
    ...(nan === undefined ? {} : { nan }),
    canBeZero: resultCanBeZero(node, input),
    shape: shapeOf(node, base),
    series:
      signature.returns === 'scalar' || signature.labels === 'none' || signature.labels === 'absent' ? 1 : base.series,
  };
};
