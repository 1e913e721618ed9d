import { Re2Reader } from './re2-reader.ts';

/** What is wrong with a pattern as RE2 sees it, or undefined when it is fine. */
export const isRe2 = (pattern: string): string | undefined => {
  const reader = new Re2Reader(pattern);
  reader.read();
  return reader.problem;
};

/** Whether an anchored pattern matches the empty string. False for patterns that RE2 refuses. */
export const matchesEmpty = (pattern: string): boolean => {
  const reader = new Re2Reader(pattern);
  const { empty } = reader.read();
  return reader.problem === undefined && empty;
};

/**
 * The pattern of a JavaScript literal for a matcher, or what is wrong with it. Flags are refused. Anchors at the ends
 * say what holds anyway and are dropped; anywhere else they stay.
 */
export const regexLiteral = (literal: RegExp): { readonly pattern: string } | { readonly problem: string } => {
  if (literal.flags !== '')
    return { problem: `The regular expression ${literal} has flags, which PromQL does not know.` };
  const source = literal.source === '(?:)' ? '' : literal.source.replaceAll('\\/', '/');
  const pattern = source.includes('|') ? source : source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  const problem = isRe2(pattern);
  return problem === undefined
    ? { pattern }
    : { problem: `The regular expression ${literal} is not valid in RE2: ${problem}.` };
};
