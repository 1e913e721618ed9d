import type { EvaluateOptions } from '../../src/evaluate/context.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Evaluated } from '../../src/evaluate/evaluated.ts';
import { Storage } from '../../src/evaluate/storage.ts';
import { parse } from '../../src/promql/parse.ts';
import type { Expr } from '../../src/promql/syntax.ts';
import { readSeries } from './series-fixture.ts';

/** The tree of an expression that is known to be right. */
export const exprOf = (text: string): Expr => {
  const { expr, problems } = parse(text, {
    features: ['promql-experimental-functions', 'promql-binop-fill-modifiers', 'promql-extended-range-selectors'],
    variables: true,
  });
  if (expr === undefined || problems.length > 0) throw new Error(`${text}: ${problems[0]?.message}`);
  return expr;
};

const minute = 60_000;

/**
 * What an expression is worth over series that hold one value a minute, at a minute. A vector is an object from labels
 * to values.
 */
export const answer = (
  text: string,
  series: Readonly<Record<string, string>>,
  at: number,
  options: EvaluateOptions = {},
): unknown => {
  const written = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  const value: Evaluated = evaluate(exprOf(text), new Storage(readSeries(written, minute)), at * minute, options);
  switch (value.kind) {
    case 'vector':
      return Object.fromEntries(
        value.samples.map(({ labels, value: v }) => [
          Object.entries(labels)
            .map(([name, label]) => `${name}=${label}`)
            .join(','),
          v,
        ]),
      );
    case 'scalar':
    case 'string':
      return value.value;
    default:
      return value;
  }
};
