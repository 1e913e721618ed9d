import type { AlertingRule } from '../../src/ir/rule-group.ts';
import { print } from '../../src/promql/print.ts';
import type { Binary, BinaryOperator, Expr, Matcher, MatchOperator, Selector } from '../../src/promql/syntax.ts';

/** A change of an expression at one place. */
export interface Mutation {
  /** What was changed, for a person. */
  readonly what: string;
  readonly expr: Expr;
  /** Where: the node before, and what stands around it, outermost first. */
  readonly node: Expr;
  readonly around: readonly Expr[];
  readonly kind: 'comparison' | 'number' | 'matcher' | 'branch' | 'quotient' | 'grouping' | 'range';
  /** The label that it is about. */
  readonly label?: string;
}

/** An alert with one mistake in it. */
export interface Mutant {
  readonly what: string;
  readonly rule: AlertingRule;
  readonly mutation?: Mutation;
}

const flips: Partial<Readonly<Record<BinaryOperator, readonly BinaryOperator[]>>> = {
  '>': ['>=', '<', '=='],
  '>=': ['>', '<', '=='],
  '<': ['<=', '>', '=='],
  '<=': ['<', '>', '=='],
  '==': ['!=', '>', '<'],
  '!=': ['==', '>', '<'],
};

const negations: Readonly<Record<MatchOperator, MatchOperator>> = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' };

interface Local {
  readonly what: string;
  readonly expr: Expr;
  readonly kind: Mutation['kind'];
  readonly label?: string;
}

const scaled = (value: number, factor: number): number => Number((value * factor).toPrecision(12));

const numbers = (node: Binary, factors: readonly number[]): readonly Local[] =>
  (['left', 'right'] as const).flatMap(side => {
    const operand = node[side];
    if (operand.kind !== 'number' || operand.value === 0) return [];
    return factors.map(factor => ({
      what: `${operand.value} becomes ${scaled(operand.value, factor)}`,
      expr: { ...node, [side]: { ...operand, value: scaled(operand.value, factor) } },
      kind: 'number' as const,
    }));
  });

const ofBinary = (node: Binary): readonly Local[] => {
  const { op, left, right } = node;
  const flipped = flips[op];
  if (flipped !== undefined)
    return [
      ...flipped.map(other => ({
        what: `${op} becomes ${other}`,
        expr: { ...node, op: other },
        kind: 'comparison' as const,
      })),
      ...numbers(node, [0.5, 2, 0.9, 1.1]),
    ];
  if (op === 'and' || op === 'or' || op === 'unless')
    return [
      { what: `${op} loses its left side`, expr: right, kind: 'branch' },
      { what: `${op} loses its right side`, expr: left, kind: 'branch' },
    ];
  if (op !== '/') return numbers(node, [2]);
  return [
    { what: 'the divisor is dropped', expr: left, kind: 'quotient' },
    { what: 'the dividend is dropped', expr: right, kind: 'quotient' },
    { what: 'a quotient is turned over', expr: { ...node, left: right, right: left }, kind: 'quotient' },
    ...numbers(node, [2]),
  ];
};

const withMatchers = (node: Selector, matchers: readonly Matcher[]): Selector => ({ ...node, matchers });

const ofSelector = (node: Selector): readonly Local[] =>
  node.matchers.flatMap((matcher): readonly Local[] => {
    const { label, op, value } = matcher;
    if (label === '__name__') return [];
    const shown = `${label}${op}"${value}"`;
    const rest = node.matchers.filter(other => other !== matcher);
    const negated = node.matchers.map(other => (other === matcher ? { ...other, op: negations[op] } : other));
    return [
      { what: `${shown} is dropped`, expr: withMatchers(node, rest), kind: 'matcher', label },
      { what: `${shown} is negated`, expr: withMatchers(node, negated), kind: 'matcher', label },
    ];
  });

const local = (node: Expr): readonly Local[] => {
  if (node.kind === 'binary') return ofBinary(node);
  if (node.kind === 'selector') return ofSelector(node);
  if (node.kind === 'aggregate' && node.grouping !== undefined) {
    const { grouping } = node;
    return grouping.labels.map(label => ({
      what: `${node.op} ${grouping.kind} (${grouping.labels.join(', ')}) forgets ${label}`,
      expr: { ...node, grouping: { ...grouping, labels: grouping.labels.filter(other => other !== label) } },
      kind: 'grouping',
      label,
    }));
  }
  if (node.kind === 'range' && node.range.kind === 'duration')
    return [
      {
        what: `[${node.range.milliseconds / 1_000}s] is halved`,
        expr: { ...node, range: { ...node.range, milliseconds: node.range.milliseconds / 2 } },
        kind: 'range',
      },
    ];
  return [];
};

const mutationsBelow = (root: Expr, around: readonly Expr[] = []): readonly Mutation[] => {
  const own = local(root).map(change => ({ ...change, node: root, around }));
  const inside = (child: Expr, put: (changed: Expr) => Expr): readonly Mutation[] =>
    mutationsBelow(child, [...around, root]).map(mutation => ({ ...mutation, expr: put(mutation.expr) }));
  switch (root.kind) {
    case 'binary':
      return [
        ...own,
        ...inside(root.left, left => ({ ...root, left })),
        ...inside(root.right, right => ({ ...root, right })),
      ];
    case 'range':
      return [
        ...own,
        ...inside(root.selector, selector => (selector.kind === 'selector' ? { ...root, selector } : root)),
      ];
    case 'subquery':
    case 'unary':
    case 'aggregate':
      return [...own, ...inside(root.expr, expr => ({ ...root, expr }))];
    case 'call':
      return [
        ...own,
        ...root.args.flatMap((arg, i) =>
          inside(arg, changed => ({ ...root, args: root.args.map((other, j) => (i === j ? changed : other)) })),
        ),
      ];
    default:
      return own;
  }
};

/** Halves of ranges tell something where growth is read. */
const isTelling = ({ kind, around }: Mutation): boolean => {
  const parent = around.at(-1);
  return kind !== 'range' || (parent?.kind === 'call' && /^(?:rate|increase)$/.test(parent.func));
};

/** Every expression that differs from another in one place. */
export const mutationsOf = (expr: Expr): readonly Mutation[] => mutationsBelow(expr).filter(isTelling);

const without = (rule: AlertingRule, key: 'for' | 'keepFiringFor'): AlertingRule => {
  const { [key]: _, ...rest } = rule;
  return rest;
};

const doubled = (duration: string): string => duration.replace(/\d+/g, digits => String(2 * Number(digits)));

/** Every alert that differs from another in one place. */
export const mutantsOf = (rule: AlertingRule, expr: Expr): readonly Mutant[] => [
  ...mutationsOf(expr).map(mutation => ({
    what: mutation.what,
    rule: { ...rule, expr: print(mutation.expr) },
    mutation,
  })),
  ...(rule.for === undefined || /^0/.test(rule.for)
    ? []
    : [
        { what: 'for is dropped', rule: without(rule, 'for') },
        { what: 'for is doubled', rule: { ...rule, for: doubled(rule.for) } },
      ]),
  ...(rule.keepFiringFor === undefined
    ? []
    : [{ what: 'keep_firing_for is dropped', rule: without(rule, 'keepFiringFor') }]),
];
