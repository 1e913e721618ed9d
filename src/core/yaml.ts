import { isJsonObject, type JsonValue } from './json.ts';

/**
 * YAML text that a YAML 1.1 reader (Kubernetes, Prometheus, PyYAML) and a YAML 1.2 reader understand alike.
 *
 * Only block collections, plain scalars that nobody can take for anything but a string, double-quoted scalars with
 * JSON escapes, and literal blocks for multi-line text. No anchors, no tags, no line folding: the same value gives the
 * same bytes, and a value used twice is written twice.
 */
export const renderYaml = (value: JsonValue): string => {
  if (isCollection(value)) {
    const out: string[] = [];
    writeCollection(value, 0, out);
    return out.join('');
  }
  return `${scalar(value)}\n`;
};

const isCollection = (
  value: JsonValue,
): value is readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined } =>
  Array.isArray(value) ? value.length > 0 : isJsonObject(value) && hasEntries(value);

const hasEntries = (value: { readonly [key: string]: JsonValue | undefined }): boolean => {
  for (const key of Object.keys(value)) if (value[key] !== undefined) return true;
  return false;
};

const spaces: string[] = [];
const indent = (depth: number): string => {
  let text = spaces[depth];
  if (text === undefined) {
    text = '  '.repeat(depth);
    spaces[depth] = text;
  }
  return text;
};

/** Writes a non-empty collection; the caller has already written what stands before its first line. */
const writeCollection = (value: JsonValue, depth: number, out: string[]): void => {
  let first = true;
  const lead = (): string => {
    if (first) {
      first = false;
      return out.length === 0 || out[out.length - 1] !== '- ' ? indent(depth) : '';
    }
    return indent(depth);
  };
  if (Array.isArray(value)) {
    for (const item of value) {
      out.push(lead(), '- ');
      if (isCollection(item)) writeCollection(item, depth + 1, out);
      else out.push(leaf(item, depth + 1), '\n');
    }
    return;
  }
  if (!isJsonObject(value)) return;
  for (const key of Object.keys(value)) {
    const child = value[key];
    if (child === undefined) continue;
    out.push(lead(), quoteIfNeeded(key), ':');
    if (isCollection(child)) {
      out.push('\n');
      writeCollection(child, Array.isArray(child) ? depth : depth + 1, out);
    } else out.push(' ', leaf(child, depth + 1), '\n');
  }
};

const leaf = (value: JsonValue, depth: number): string =>
  typeof value === 'string' && isBlock(value) ? block(value, depth) : scalar(value);

const scalar = (value: JsonValue): string => {
  if (typeof value === 'string') return quoteIfNeeded(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return Array.isArray(value) ? '[]' : value === null ? 'null' : '{}';
};

/** JSON's exponent form `1e+21` is a float for YAML 1.2 and a string for YAML 1.1 unless it has a dot. */
const number = (value: number): string => {
  const text = Number.isFinite(value) ? String(value) : 'null';
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
};

/** Starts with a letter, `_` or `/`, continues with characters that have no meaning in YAML. */
const plain = /^[A-Za-z_/][A-Za-z0-9_./()-]*(?: [A-Za-z0-9_./()=<>+-]+)*$/;
/** A duration: a digit first, but no reader takes it for a number. */
const duration = /^\d+(?:ms|s|m|h|d|w)$/;
/** Words that some reader takes for a boolean, a null or a number, whatever their case. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|_+[0-9_]*)$/i;
/** Printable characters of one line, which single quotes can hold as they are. */
const printable = /^[\x20-\x7e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;

const quoteIfNeeded = (text: string): string =>
  (plain.test(text) && !reserved.test(text)) || duration.test(text) ? text : quote(text);

/** Characters that JSON leaves alone and some YAML readers treat as line breaks or refuse. */
const escapeBeyondJson = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Single quotes read better around PromQL, which is full of double ones; everything else is escaped as in JSON. */
const quote = (text: string): string =>
  printable.test(text) && !text.includes("'")
    ? `'${text}'`
    : JSON.stringify(text).replace(escapeBeyondJson, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Multi-line text made of printable characters, whose first line is not indented and whose lines end in no space. */
const isBlock = (text: string): boolean =>
  text.includes('\n') &&
  /^[^\s]/.test(text) &&
  !/[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[ ]\n|[ ]$|\n\n$/.test(text);

const block = (text: string, depth: number): string => {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map(line => (line === '' ? '' : indent(depth) + line));
  return `|${text.endsWith('\n') ? '' : '-'}\n${lines.join('\n')}`;
};
