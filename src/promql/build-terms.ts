import { type Duration, parseDuration } from '../core/duration.ts';
import { regexLiteral } from './re2.ts';
import type { DurationExpr, Expr, Matcher } from './syntax.ts';
import { nowhere } from './syntax.ts';

declare const sentence: unique symbol;

/** A type nobody can make a value of. Where one is asked for, its sentence is the compile error. */
export interface Mistake<S extends string> {
  readonly [sentence]: S;
}

/** A length of time as authors write it: `5m`, `500ms`, or a dashboard variable such as `$__rate_interval`. */
export type RangeText = Duration | `$${string}`;

/** What a label is compared with. */
export type MatchValue =
  /** Exactly this text. */
  | string
  | number
  /** Matches of a regular expression, anchored at both ends; flags are refused. */
  | RegExp
  /** One of these texts. */
  | readonly string[]
  /** Anything else than this. */
  | { readonly not: string | number | RegExp | readonly string[] };

/** Something read from what an author wrote, and what was wrong with it. */
export interface Read<T> {
  readonly value: T;
  readonly mistakes: readonly string[];
}

const describe = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${value}"`;
  return typeof value === 'object' || typeof value === 'function' ? `a ${typeof value}` : `\`${String(value)}\``;
};

/** Reads a duration. What is none becomes `0s`, with a mistake. */
export const readDuration = (value: unknown, what: string): Read<DurationExpr> => {
  if (typeof value === 'string') {
    if (value.startsWith('$')) return { value: { kind: 'durationVariable', text: value, ...nowhere }, mistakes: [] };
    const negative = value.startsWith('-');
    const milliseconds = parseDuration(negative ? value.slice(1) : value);
    if (milliseconds !== undefined) {
      return {
        value: { kind: 'duration', milliseconds: negative ? -milliseconds : milliseconds, ...nowhere },
        mistakes: [],
      };
    }
  }
  const mistake = `${what} is a duration such as "5m", not ${describe(value)}.`;
  return { value: { kind: 'duration', milliseconds: 0, ...nowhere }, mistakes: [mistake] };
};

const escapeRegex = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

const isNot = (value: unknown): value is { readonly not: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp) && 'not' in value;

const readMatcher = (label: string, value: unknown, negative: boolean): Read<Matcher> => {
  const equal = negative ? '!=' : '=';
  const alike = negative ? '!~' : '=~';
  if (typeof value === 'string' || typeof value === 'number') {
    return { value: { label, op: equal, value: String(value), ...nowhere }, mistakes: [] };
  }
  if (value instanceof RegExp) {
    const read = regexLiteral(value);
    if ('problem' in read)
      return { value: { label, op: alike, value: value.source, ...nowhere }, mistakes: [read.problem] };
    return { value: { label, op: alike, value: read.pattern, ...nowhere }, mistakes: [] };
  }
  if (Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string')) {
    const [only] = value;
    if (value.length === 1) return { value: { label, op: equal, value: String(only), ...nowhere }, mistakes: [] };
    return { value: { label, op: alike, value: value.map(escapeRegex).join('|'), ...nowhere }, mistakes: [] };
  }
  const mistake = `The label "${label}" is compared with a string, a list of strings or a regular expression, not ${describe(value)}.`;
  return { value: { label, op: equal, value: '', ...nowhere }, mistakes: [mistake] };
};

/** Reads the conditions of `where`. `known` are the labels the metric has; undefined when nobody knows. */
export const readMatchers = (conditions: unknown, known: ReadonlySet<string> | undefined): Read<readonly Matcher[]> => {
  if (typeof conditions !== 'object' || conditions === null) {
    return {
      value: [],
      mistakes: [`where() takes conditions such as { status: "500" }, not ${describe(conditions)}.`],
    };
  }
  const matchers: Matcher[] = [];
  const mistakes: string[] = [];
  for (const [label, condition] of Object.entries(conditions)) {
    if (condition === undefined) continue;
    if (known !== undefined && !known.has(label)) {
      mistakes.push(`The metric has no label "${label}"; it has ${[...known].map(name => `"${name}"`).join(', ')}.`);
    }
    const read = isNot(condition) ? readMatcher(label, condition.not, true) : readMatcher(label, condition, false);
    matchers.push(read.value);
    mistakes.push(...read.mistakes);
  }
  return { value: matchers, mistakes };
};

/** Reads label names; whatever is no string is left out with a mistake. */
export const readLabels = (labels: readonly unknown[], where: string): Read<readonly string[]> => {
  const value = labels.filter(label => typeof label === 'string');
  const mistakes = value.length === labels.length ? [] : [`${where} takes label names in quotes.`];
  return { value, mistakes };
};

export const numberExpr = (value: number): Expr => ({ kind: 'number', value, ...nowhere });

export const callExpr = (func: string, args: readonly Expr[]): Expr => ({ kind: 'call', func, args, ...nowhere });

/** A mistake about a value of the wrong sort. */
export const notAValue = (value: unknown, wanted: string): string => `${wanted} is expected, not ${describe(value)}.`;
