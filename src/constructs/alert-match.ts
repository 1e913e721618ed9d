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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);

/** A pattern that PromQL would refuse is left for the check of patterns to find. */
const patternOf = (literal: RegExp): string => {
  const read = regexLiteral(literal);
  return 'pattern' in read ? read.pattern : literal.source;
};

/** Conditions as plain data; what is none is left as it is and reported by its shape. */
function wantedOf(when: NonNullable<AlertMatch['when']>): Pick<AlertMatchEntry, 'when' | 'matching'>;
function wantedOf(when: unknown): unknown;
function wantedOf(when: unknown): unknown {
  if (!isRecord(when)) return { when };
  const all = Object.entries(when);
  const values = all.filter(([, condition]) => !(condition instanceof RegExp));
  const patterns = all.flatMap(([label, condition]) =>
    condition instanceof RegExp ? [[label, patternOf(condition)] as const] : [],
  );
  return {
    ...(values.length === 0
      ? {}
      : { when: Object.fromEntries(values.map(([label, value]) => [label, listOf(value)])) }),
    ...(patterns.length === 0 ? {} : { matching: Object.fromEntries(patterns) }),
  };
}

function exceptionsOf(except: NonNullable<AlertMatch['except']>): Pick<AlertMatchEntry, 'except'>;
function exceptionsOf(except: unknown): unknown;
function exceptionsOf(except: unknown): unknown {
  if (!isRecord(except)) return { except };
  return { except: Object.fromEntries(Object.entries(except).map(([label, value]) => [label, listOf(value)])) };
}

export const matchOf = (match: AlertMatch): AlertMatchEntry => {
  const { when, except } = propsOf(match);
  return {
    ...(when === undefined ? {} : wantedOf(when)),
    ...(except === undefined ? {} : exceptionsOf(except)),
  };
};
