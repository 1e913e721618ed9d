import { inferAggregate } from './infer-aggregate.ts';
import { inferBinary } from './infer-binary.ts';
import { inferCall } from './infer-call.ts';
import { inferSelector, type Reading } from './infer-selector.ts';
import type { Environment, Flow, Inference } from './inference.ts';
import type { InferenceContext } from './inference-context.ts';
import { noLabels, withoutLabel } from './label-set.ts';
import type { Binary, DurationExpr, Expr, NumberLiteral, Subquery } from './syntax.ts';

export type { Environment, Inference } from './inference.ts';

const instant: Reading = { range: undefined, func: undefined, ranged: false };

const fixed = (duration: DurationExpr): number | undefined =>
  duration.kind === 'duration' ? duration.milliseconds : undefined;

const constant = (node: Expr, type: 'scalar' | 'string'): Flow => ({
  type,
  labels: noLabels({ why: 'noLabels', node, from: node.from, to: node.to }),
  occurrence: 'always',
  compares: false,
  canBeZero: true,
  shape: 'other',
  series: 1,
});

const inferNumber = (node: NumberLiteral): Flow => ({
  ...constant(node, 'scalar'),
  canBeZero: node.value === 0,
  ...(Number.isNaN(node.value) ? { nan: { why: 'literal', what: 'NaN', from: node.from, to: node.to } as const } : {}),
});

const unknown = (node: Expr): Flow => ({
  ...constant(node, 'scalar'),
  type: 'unknown',
  labels: {
    known: new Map(),
    rest: { presence: 'maybe', reason: { why: 'unknownMetric', metric: '$', from: node.from, to: node.to } },
  },
  series: undefined,
});

/** Chains such as `a or b or c` lean left and can be thousands long: they are walked, not recursed into. */
const flowOfChain = (context: InferenceContext, root: Binary): Flow => {
  const chain: Binary[] = [];
  let node: Expr = root;
  while (node.kind === 'binary') {
    chain.push(node);
    node = node.left;
  }
  let flow = flowOf(context, node);
  for (const binary of chain.reverse()) flow = inferBinary(context, binary, flow, flowOf(context, binary.right));
  return flow;
};

/** What a subquery reads is read once per step. */
const inferRepeated = (context: InferenceContext, node: Subquery): Flow => {
  const { evaluations } = context;
  const range = fixed(node.range);
  const step = node.step === undefined ? (context.environment.evaluationInterval ?? 60_000) : fixed(node.step);
  const steps = range === undefined || step === undefined ? undefined : Math.max(1, range / step);
  context.evaluations = evaluations === undefined || steps === undefined ? undefined : evaluations * steps;
  const flow = flowOf(context, node.expr);
  context.evaluations = evaluations;
  return flow;
};

const flowOf = (context: InferenceContext, node: Expr, func?: string): Flow => {
  switch (node.kind) {
    case 'number':
      return inferNumber(node);
    case 'string':
      return constant(node, 'string');
    case 'variable':
      return unknown(node);
    case 'selector':
      return inferSelector(context, node, instant);
    case 'range':
      return inferSelector(context, node.selector, { range: fixed(node.range), func, ranged: true });
    case 'subquery':
      return { ...inferRepeated(context, node), type: 'range' };
    case 'call': {
      // The second argument of `info` chooses labels; it selects nothing of its own.
      const args = node.func === 'info' ? node.args.slice(0, 1) : node.args;
      return inferCall(
        context,
        node,
        args.map(arg => flowOf(context, arg, node.func)),
      );
    }
    case 'aggregate': {
      const param = node.param === undefined ? undefined : flowOf(context, node.param);
      return inferAggregate(context, node, flowOf(context, node.expr), param);
    }
    case 'unary': {
      const flow = flowOf(context, node.expr);
      const reason = { why: 'operator', node, from: node.from, to: node.to } as const;
      return node.op === '+'
        ? flow
        : { ...flow, labels: withoutLabel(flow.labels, '__name__', reason), shape: 'other' };
    }
    case 'binary':
      return flowOfChain(context, node);
  }
};

/** What is known of recording rules, per environment: a rule that many expressions read is inferred once. */
const records = new WeakMap<Environment, Map<string, Inference>>();

interface Followed {
  readonly inference: Inference;
  /** Rules that were met again on the way; what they would have told is missing. */
  readonly cut: ReadonlySet<string>;
}

const inferWithin = (expr: Expr, environment: Environment, following: readonly string[]): Followed => {
  const known = records.get(environment) ?? new Map<string, Inference>();
  records.set(environment, known);
  const cut = new Set<string>();
  const context: InferenceContext = {
    environment,
    uses: [],
    sources: new Set(),
    findings: [],
    series: 0,
    samples: 0,
    evaluations: 1,
    following,
    cut,
    inferRecord: (name, rule) => {
      const before = known.get(name);
      if (before !== undefined) return before;
      const followed = inferWithin(rule, environment, [...following, name]);
      const others = [...followed.cut].filter(other => other !== name);
      for (const other of others) cut.add(other);
      if (others.length === 0) known.set(name, followed.inference);
      return followed.inference;
    },
  };
  const flow = flowOf(context, expr);
  const { uses, sources, findings, series, samples } = context;
  return { inference: { ...flow, uses, sources, findings, cost: { series, samples } }, cut };
};

/**
 * What is known about an expression without running it: its type, the labels of its series with the reason for each,
 * what it reads, when it has a result, and what is wrong with it although Prometheus would accept it.
 */
export const infer = (expr: Expr, environment: Environment): Inference => inferWithin(expr, environment, []).inference;

/** The inference of a recorded series: that of the rule's expression, with the labels the rule sets. */
export const withRuleLabels = (
  inference: Inference,
  record: string,
  labels: Readonly<Record<string, string>>,
): Inference => {
  const known = new Map(inference.labels.known);
  const reason = { why: 'rule', record, from: 0, to: 0 } as const;
  for (const [label, value] of Object.entries(labels)) {
    known.set(label, value === '' ? { presence: 'never', reason } : { presence: 'surely', values: [value], reason });
  }
  return { ...inference, labels: { ...inference.labels, known } };
};
