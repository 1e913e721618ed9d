import type { RouteMatcher } from '../ir/routing.ts';
import { matchesEmpty } from '../promql/re2.ts';
import { alternatives, toJavaScript } from '../promql/regex-values.ts';
import type { LabelValues } from './alert-labels.ts';

/** Whether label sets satisfy a matcher: all of them, none, or nobody can tell. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** A matcher that was read once. */
export interface ReadMatcher {
  readonly label: string;
  readonly admits: (value: string) => boolean | undefined;
  readonly verdict: (values: LabelValues) => Verdict;
}

const patterns = new Map<string, RegExp | undefined>();

const patternOf = (pattern: string): RegExp | undefined => {
  if (!patterns.has(pattern)) patterns.set(pattern, toJavaScript(pattern));
  return patterns.get(pattern);
};

/** Whether the pattern matches whatever there is: `.*` does, and `.+` whatever is not empty. */
const matchesAll = (pattern: string): boolean => /^\(?\.\*\)?$/.test(pattern);
const matchesAllText = (pattern: string): boolean => matchesAll(pattern) || /^\(?\.\+\)?$/.test(pattern);

/** Reads a matcher. A missing label is the empty text, and patterns are anchored, as Alertmanager has it. */
export const readMatcher = ({ label, op, value }: RouteMatcher): ReadMatcher => {
  const isNegative = op === '!=' || op === '!~';
  const isPattern = op === '=~' || op === '!~';
  const listed = isPattern ? alternatives(value) : [value];
  const list = listed === undefined ? undefined : new Set(listed);
  const pattern = list === undefined ? patternOf(value) : undefined;
  const positive = (text: string): boolean | undefined => {
    if (list !== undefined) return list.has(text);
    if (text === '') return matchesEmpty(value);
    return pattern?.test(text);
  };
  const admits = (text: string): boolean | undefined => {
    const found = positive(text);
    return found === undefined ? undefined : found !== isNegative;
  };
  const open = (canLack: boolean): Verdict => {
    const all = isPattern && (canLack ? matchesAll(value) : matchesAllText(value));
    if (all) return isNegative ? 'no' : 'yes';
    // Of a label that is surely there: only the empty text is excluded.
    const none = !canLack && list?.size === 1 && list.has('');
    if (none) return isNegative ? 'yes' : 'no';
    return 'maybe';
  };
  return {
    label,
    admits,
    verdict: ({ values, canLack }) => {
      if (values === undefined) return open(canLack);
      let [some, every] = [false, true];
      for (const text of values) {
        const found = admits(text);
        if (found === undefined) return 'maybe';
        some ||= found;
        every &&= found;
      }
      return every ? 'yes' : some ? 'maybe' : 'no';
    },
  };
};
