import { print } from './print.ts';
import { printGrouping, printMatcher, printOperator } from './print-terms.ts';
import type { Aggregate, Binary, Expr, Matcher, Span, Unary } from './syntax.ts';

/** Why a label is or is not on a result. Each points at the text that decided it. */
export type Reason = Span &
  (
    | {
        /** The metric is declared with it, or is declared without it. */
        readonly why: 'declared' | 'undeclared';
        readonly metric: string;
      }
    /** Service discovery gives it to every target. */
    | { readonly why: 'target' }
    /** Nobody declared the metric, so nobody knows. */
    | { readonly why: 'unknownMetric'; readonly metric: string }
    /** A matcher demands or excludes it. */
    | { readonly why: 'matcher'; readonly matcher: Matcher }
    /** The selector names the metric. */
    | { readonly why: 'name'; readonly metric: string }
    /** An aggregation keeps or drops it. */
    | { readonly why: 'aggregation'; readonly node: Aggregate }
    /** An operator or its matching keeps or drops it. */
    | { readonly why: 'operator'; readonly node: Binary | Unary }
    /** A function sets it or takes it away. */
    | { readonly why: 'function'; readonly func: string }
    /** A rule sets it statically. */
    | { readonly why: 'rule'; readonly record: string }
    /** The value has no labels at all: a number, `vector(1)`. */
    | { readonly why: 'noLabels'; readonly node: Expr }
    /** It comes from a recorded series, for the reason found in the rule. */
    | { readonly why: 'record'; readonly record: string; readonly inner: Reason }
  );

/** `sum by (job)`: an aggregation without what it aggregates. */
export const aggregationHead = (node: Aggregate): string => `${node.op}${printGrouping(node.grouping)}`;

/** `/ on (a) group_left (b)`: an operator with its matching. */
export const operatorText = (node: Binary | Unary): string =>
  node.kind === 'unary' ? node.op : printOperator(node.op, node.bool, node.matching, node.fill);

/** One sentence about a label: why it is there, or where it was lost. */
export const explain = (label: string, reason: Reason): string => {
  switch (reason.why) {
    case 'declared':
      return `\`${reason.metric}\` is declared with the label \`${label}\`.`;
    case 'undeclared':
      return `\`${reason.metric}\` is declared without the label \`${label}\`.`;
    case 'target':
      return `Every target carries the label \`${label}\`.`;
    case 'unknownMetric':
      return `\`${reason.metric}\` is not declared, so nobody knows whether it has the label \`${label}\`.`;
    case 'name':
      return `\`${reason.metric}\` is the name of the metric.`;
    case 'matcher':
      return `The matcher \`${printMatcher(reason.matcher)}\` decides about the label \`${label}\`.`;
    case 'aggregation':
      return reason.node.grouping?.kind === 'by' && reason.node.grouping.labels.includes(label)
        ? `\`${aggregationHead(reason.node)}\` keeps the label \`${label}\`.`
        : `\`${aggregationHead(reason.node)}\` drops the label \`${label}\`.`;
    case 'operator':
      return `\`${operatorText(reason.node)}\` decides about the label \`${label}\`.`;
    case 'function':
      return `\`${reason.func}\` decides about the label \`${label}\`.`;
    case 'rule':
      return `The rule \`${reason.record}\` sets the label \`${label}\`.`;
    case 'noLabels':
      return `\`${print(reason.node)}\` has no labels.`;
    case 'record':
      return `In the rule \`${reason.record}\`: ${explain(label, reason.inner)}`;
  }
};
