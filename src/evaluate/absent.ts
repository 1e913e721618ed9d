import type { Expr } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import { asVector, type Evaluated, isStop } from './evaluated.ts';
import type { Labels } from './labels.ts';
import { evaluateRange } from './range.ts';

/** The labels that an absent series would have had: those with one matcher, which is an equality. */
const labelsOf = (expr: Expr, { storage }: Context): Labels => {
  const selector = expr.kind === 'range' ? expr.selector : expr;
  if (selector.kind !== 'selector') return storage.labels.none;
  const named = new Set<string>();
  const entries = selector.matchers
    .filter(({ label }) => label !== '__name__')
    .map(({ label, op, value }): readonly [string, string] => {
      if (op !== '=' || named.has(label)) return [label, ''];
      named.add(label);
      return [label, value];
    });
  return storage.labels.intern(entries);
};

/** `absent` and `absent_over_time`: 1 where there is nothing, nothing where there is something. */
export const evaluateAbsent = (arg: Expr | undefined, context: Context): Evaluated => {
  if (arg === undefined) return { kind: 'vector', samples: [] };
  const present =
    arg.kind === 'range' || arg.kind === 'subquery'
      ? evaluateRange(arg, context)
      : asVector(context.evaluate(arg, context));
  if (isStop(present)) return present;
  const elements =
    present.kind === 'range' ? present.series.filter(({ points }) => points.to > points.from) : present.samples;
  if (elements.length > 0) return { kind: 'vector', samples: [] };
  const table = context.storage.labels;
  const labels = table.derive(arg, table.none, () => labelsOf(arg, context));
  return { kind: 'vector', samples: [{ labels, value: 1 }] };
};
