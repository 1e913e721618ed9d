import { toJavaScript } from '../promql/regex-values.ts';
import { type Unsupported, unsupported } from './evaluated.ts';

/**
 * Escapes and classes that JavaScript accepts and reads otherwise: code points, octal numbers, the bell, white space
 * beyond ASCII, and a bracket that opens a class as its first member.
 */
const readOtherwise = /\\x\{|\\[0-7]|\\a|\\[sS]|\[\^?\]/;

/** The same expression by characters instead of UTF-16 units, where JavaScript takes it so. */
const byCharacters = (pattern: RegExp): RegExp => {
  try {
    return new RegExp(pattern.source, 'su');
  } catch {
    return pattern;
  }
};

/** The anchored expression that matches what the pattern matches in Prometheus. */
export const compileRegex = (pattern: string): RegExp | Unsupported => {
  const compiled = readOtherwise.test(pattern) ? undefined : toJavaScript(pattern);
  return compiled === undefined ? unsupported(`the pattern \`${pattern}\``) : byCharacters(compiled);
};

/** What makes a difference for groups: escaped characters, classes, how a group opens or closes, repetitions. */
const part = /\\.|\[\^?(?:\\.|[^\]])*\]|\((\?:)?|\)([*+{])?|[*+{]/gs;

/**
 * Whether a group is repeated that captures within itself. What it captured last is empty in JavaScript when the last
 * round did not come by it, and stays in RE2.
 */
const capturesWithinRepetition = (pattern: string): boolean => {
  /** For each open group, whether it captures or holds one that does, and whether it repeats something. */
  const open: { captures: boolean; repeats: boolean }[] = [];
  for (const [text, plain, repeated] of pattern.matchAll(part)) {
    const outer = open.at(-1);
    if (text.startsWith('(')) open.push({ captures: plain === undefined, repeats: false });
    else if (text.startsWith(')')) {
      const closed = open.pop();
      const around = open.at(-1);
      if (closed === undefined) continue;
      if (repeated !== undefined && closed.captures && closed.repeats) return true;
      if (around !== undefined) {
        around.captures ||= closed.captures;
        around.repeats ||= closed.repeats || repeated !== undefined || closed.captures;
      }
    } else if (outer !== undefined && /^[*+{]/.test(text)) outer.repeats = true;
  }
  return false;
};

/** The same for a pattern whose groups are looked at. */
export const compileCapturingRegex = (pattern: string): RegExp | Unsupported =>
  capturesWithinRepetition(pattern) ? unsupported(`the groups of the pattern \`${pattern}\``) : compileRegex(pattern);
