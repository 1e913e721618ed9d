import type { Matcher, Selector } from '../promql/syntax.ts';
import type { Unsupported } from './evaluated.ts';
import { type Labels, labelValue } from './labels.ts';
import { compileRegex } from './regex.ts';

/** What a selector asks of series, ready to be asked. */
export interface Selection {
  readonly kind: 'selection';
  /** The one metric name it can match, when there is one. */
  readonly name: string | undefined;
  readonly accepts: (labels: Labels) => boolean;
}

type Condition = (labels: Labels) => boolean;

const conditionOf = ({ label, op, value }: Matcher): Condition | Unsupported => {
  if (op === '=') return labels => labelValue(labels, label) === value;
  if (op === '!=') return labels => labelValue(labels, label) !== value;
  const pattern = compileRegex(value);
  if (!(pattern instanceof RegExp)) return pattern;
  return op === '=~'
    ? labels => pattern.test(labelValue(labels, label))
    : labels => !pattern.test(labelValue(labels, label));
};

const prepare = ({ name, matchers }: Selector): Selection | Unsupported => {
  const conditions: Condition[] = [];
  let only = name;
  for (const matcher of matchers) {
    if (matcher.label === '__name__' && matcher.op === '=') only ??= matcher.value;
    const condition = conditionOf(matcher);
    if (typeof condition !== 'function') return condition;
    conditions.push(condition);
  }
  return {
    kind: 'selection',
    name: only,
    accepts: labels => conditions.every(condition => condition(labels)),
  };
};

const prepared = new WeakMap<Selector, Selection | Unsupported>();

/** Prepares a selector, once for each node. Patterns that JavaScript might read otherwise are not supported. */
export const compileSelector = (selector: Selector): Selection | Unsupported => {
  let known = prepared.get(selector);
  if (known === undefined) {
    known = prepare(selector);
    prepared.set(selector, known);
  }
  return known;
};
