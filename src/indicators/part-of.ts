import { parse } from '../promql/parse.ts';
import type { Matcher, Selector } from '../promql/syntax.ts';
import type { IndicatorMistake } from './indicator.ts';

const selectorOf = (text: string): Selector | undefined => {
  const { expr } = parse(text);
  return expr?.kind === 'selector' ? expr : undefined;
};

const print = ({ label, op, value }: Matcher): string => `${label}${op}${JSON.stringify(value)}`;

/**
 * Events of one metric that are counted as bad, or as good, without being counted at all: what the selector of all
 * events asks for, the other one must ask for as well.
 */
export const partMistakes = (name: string, part: string, total: string): readonly IndicatorMistake[] => {
  const some = selectorOf(part);
  const all = selectorOf(total);
  if (some?.name === undefined || all === undefined || some.name !== all.name) return [];
  const asked = new Set(some.matchers.map(({ label }) => label));
  return all.matchers
    .filter(({ label }) => !asked.has(label))
    .map(matcher => ({
      message: `\`total\` counts events with \`${print(matcher)}\` only, and \`${name}\` counts others as well.`,
      hint: `Add \`${print(matcher)}\` to \`${name}\`.`,
    }));
};
