import { type ParseResult, parse } from '../promql/parse.ts';
import { print } from '../promql/print.ts';
import { printPretty } from '../promql/print-pretty.ts';
import type { Expr } from '../promql/syntax.ts';

/** Longest line of an expression that stays on one line. */
const width = 100;

/** The expression as it is written in the program: the author's own lines, or several where one would be too long. */
export const expressionText = (written: string, tree: Expr): string => {
  const text = written.includes('`') ? written.trim() : written.trim().replace(/[ \t]+$/gm, '');
  // A comment is not in the tree: it would be lost.
  if (text.includes('\n') || text.length <= width || text.includes('#')) return text;
  const pretty = printPretty(tree, width);
  const again = parse(pretty).expr;
  return again !== undefined && print(again) === print(tree) ? pretty : text;
};

/** Why Prometheus refuses an expression, and the first line of it that shows it, from 0. */
export const expressionMistake = (
  text: string,
  { problems }: ParseResult,
): { readonly reason: string; readonly hint: string | undefined; readonly line: number } | undefined => {
  const [first] = problems;
  if (first === undefined) return undefined;
  return {
    reason: first.message.replace(/\.$/, ''),
    hint: first.hint,
    line: text.slice(0, first.from).split('\n').length - 1,
  };
};
