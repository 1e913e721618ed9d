import type { AlertMatchEntry } from '../catalogue/routing.ts';
import { regexLiteral } from '../promql/re2.ts';
import { propsOf } from './read-props.ts';

/** What a label has to be: a value, one of several, or a pattern for the whole of it. */
export type LabelCondition = string | readonly string[] | RegExp;

/** Which alerts are meant, by their labels: `{category: 'security', alertname: /Sync.+/}`. */
export interface AlertMatch {
  readonly when?: Readonly<Record<string, LabelCondition>>;
  /** Values that the label must not have. */
  readonly except?: Readonly<Record<string, string | readonly string[]>>;
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** A pattern that PromQL would refuse is left for the check of patterns to find. */
const patternOf = (literal: RegExp): string => {
  const read = regexLiteral(literal);
  return 'pattern' in read ? read.pattern : literal.source;
};

const exceptions = (except: NonNullable<AlertMatch['except']>): NonNullable<AlertMatchEntry['except']> =>
  Object.fromEntries(
    Object.entries(propsOf(except)).flatMap(([label, value]) =>
      value === undefined ? [] : [[label, listOf(value)] as const],
    ),
  );

/** Conditions as plain data. */
export const matchOf = (match: AlertMatch): AlertMatchEntry => {
  const { when = {}, except } = propsOf(match);
  const values: Record<string, readonly string[]> = {};
  const matching: Record<string, string> = {};
  for (const [label, condition] of Object.entries(propsOf(when))) {
    if (condition === undefined) continue;
    if (condition instanceof RegExp) matching[label] = patternOf(condition);
    else values[label] = listOf(condition);
  }
  return {
    ...(Object.keys(values).length === 0 ? {} : { when: values }),
    ...(Object.keys(matching).length === 0 ? {} : { matching }),
    ...(except === undefined ? {} : { except: exceptions(except) }),
  };
};
