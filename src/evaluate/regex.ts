import { toJavaScript } from '../promql/regex-values.ts';
import { type Unsupported, unsupported } from './evaluated.ts';

/**
 * Escapes and classes that JavaScript accepts and reads otherwise: code points, octal numbers, the bell, white space
 * beyond ASCII, and a bracket that opens a class as its first member.
 */
const readOtherwise = /\\x\{|\\[0-7]|\\a|\\[sS]|\[\^?\]/;

/** The anchored expression that matches what the pattern matches in Prometheus. */
export const compileRegex = (pattern: string): RegExp | Unsupported =>
  (readOtherwise.test(pattern) ? undefined : toJavaScript(pattern)) ?? unsupported(`the pattern \`${pattern}\``);
