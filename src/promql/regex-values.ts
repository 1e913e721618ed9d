import { isRe2 } from './re2.ts';

const plain = /^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*$/;

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

/** The texts a pattern matches when it is a list of plain texts such as `GET|HEAD`, otherwise undefined. */
export const alternatives = (pattern: string): readonly string[] | undefined => {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(pattern)?.[1] ?? pattern;
  const parts = inner.split('|');
  return parts.every(part => plain.test(part)) ? parts.map(unescaped) : undefined;
};

/** Flags that RE2 has and JavaScript only knows at the end of a literal. */
const foreign = /\(\?[imsU-]+[:)]|\\[pPzAQC]|\[\[:|\(\?P</;

/** A variable of a dashboard: what it will match is the reader's choice. Text after an end is never matched anyway. */
const variable = /\$(?:[A-Za-z_]|\{)|\[\[\w+\]\]/;

/**
 * The anchored pattern as a JavaScript expression, or undefined when the two languages would read it differently.
 * Only used to sort known values; the verdict on the pattern itself is RE2's.
 */
export const toJavaScript = (pattern: string): RegExp | undefined => {
  if (isRe2(pattern) !== undefined || foreign.test(pattern) || variable.test(pattern)) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return undefined;
  }
};
