import { parseDuration } from '../core/duration.ts';

/** The largest duration that Prometheus can hold, in milliseconds: 2^63 - 1 nanoseconds, about 292 years. */
export const maxDuration = 9_223_372_036_854;

const underscored =
  /^(?:0[xX]_?)?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?$/;

/** The value of a number token, or undefined when it has no value: a leading 0 makes it octal, as in Go. */
export const parseNumber = (text: string): number | undefined => {
  if (text.length === 3) {
    const word = text.toLowerCase();
    if (word === 'inf') return Number.POSITIVE_INFINITY;
    if (word === 'nan') return Number.NaN;
  }
  if (text.includes('_') && !underscored.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  if (/^0[xX][0-9a-fA-F]+$/.test(digits)) {
    const value = Number(digits);
    return value < 2 ** 63 ? value : undefined;
  }
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  if (!/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
};

/** Milliseconds of a duration token, or undefined when its units repeat or stand in the wrong order, or it is too long. */
export const parseDurationToken = (text: string): number | undefined => {
  const milliseconds = parseDuration(text);
  return milliseconds === undefined || milliseconds > maxDuration ? undefined : milliseconds;
};

const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};

type Unquoted = { readonly value: string } | { readonly message: string; readonly at: number };

/** The value of a string token with its quotes: backquotes are raw, the others know the escapes of Go. */
export const unquote = (token: string): Unquoted => {
  const quote = token.charAt(0);
  const inner = token.slice(1, -1);
  if (quote === '`' || !inner.includes('\\')) return { value: inner };
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const add = (text: string): void => {
    for (const byte of encoder.encode(text)) bytes.push(byte);
  };
  let at = 0;
  while (at < inner.length) {
    const backslash = inner.indexOf('\\', at);
    if (backslash < 0) {
      add(inner.slice(at));
      break;
    }
    add(inner.slice(at, backslash));
    const read = readEscape(inner, backslash + 1, quote);
    if (typeof read === 'string') return { message: read, at: backslash + 1 };
    if (read.byte) bytes.push(read.code);
    else add(String.fromCodePoint(read.code));
    at = read.end;
  }
  return { value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)) };
};

interface Escape {
  readonly code: number;
  /** Whether the escape stands for a byte rather than for a character. */
  readonly byte: boolean;
  readonly end: number;
}

const numeric = (inner: string, at: number, length: number, base: 8 | 16): number | undefined => {
  const digits = inner.slice(at, at + length);
  const pattern = base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  return digits.length === length && pattern.test(digits) ? Number.parseInt(digits, base) : undefined;
};

const readEscape = (inner: string, at: number, quote: string): Escape | string => {
  const letter = inner.charAt(at);
  const code = simple[letter];
  if (code !== undefined && (letter === quote || (letter !== '"' && letter !== "'"))) {
    return { code, byte: false, end: at + 1 };
  }
  if (/[0-7]/.test(letter)) {
    const byte = numeric(inner, at, 3, 8);
    return byte === undefined || byte > 255 ? 'bad octal escape' : { code: byte, byte: true, end: at + 3 };
  }
  const length = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (length === 0) return `unknown escape \`\\${letter}\``;
  const point = numeric(inner, at + 1, length, 16);
  if (point === undefined) return `bad escape \`\\${letter}\``;
  if (letter !== 'x' && (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)))
    return 'escape of an invalid character';
  return { code: point, byte: letter === 'x', end: at + 1 + length };
};

const printed: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\ufffd', '\\ufffd'],
]);

const special = /[\\"\p{Cc}\p{Cs}\ufffd]/gu;

/** A string as a double-quoted token. A lone surrogate, which no Prometheus can hold, becomes U+FFFD. */
export const quoteString = (value: string): string =>
  `"${value.replace(special, character => {
    const known = printed.get(character);
    if (known !== undefined) return known;
    const code = character.charCodeAt(0);
    const hexadecimal = code.toString(16);
    if (code < 0x80) return `\\x${hexadecimal.padStart(2, '0')}`;
    return code < 0xd800 ? `\\u${hexadecimal.padStart(4, '0')}` : '\\ufffd';
  })}"`;
