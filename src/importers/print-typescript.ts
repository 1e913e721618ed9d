import { dedent } from '../core/dedent.ts';

/**
 * TypeScript text of plain values, formatted as people format it: lines of at most 120 characters, two spaces, single
 * quotes.
 *
 * @module
 */

const width = 120;
/** Names shorter than this stay on the line of their text. */
const shortName = 5;

/** A property as lines: `key: value,` at the given depth. */
export type Property = (depth: number) => readonly string[];

const indent = (depth: number): string => '  '.repeat(depth);

/** The characters that end a line in TypeScript. */
const lineEnds = /[\r\n\u2028\u2029]+/g;

/** Comments, one line each. */
export const commentLines = (texts: readonly string[], depth: number): readonly string[] =>
  texts.map(text => `${indent(depth)}// ${text.replace(lineEnds, ' ')}`.trimEnd());

/** A string literal on one line, in the quotes that need less escaping. */
export const stringLiteral = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(.)/g, (written, character) => (character === '"' ? '"' : written))
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${body}${quote}`;
};

/** A property name; in quotes where it is no identifier. */
export const propertyName = (key: string): string =>
  // A plain `__proto__` would set the prototype.
  key === '__proto__' ? "['__proto__']" : /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);

/** A property whose value is text; text of several lines becomes several literals. */
export const textProperty =
  (key: string, text: string): Property =>
  depth => {
    const name = propertyName(key);
    const literals = text.split(/(?<=\n)/).map(stringLiteral);
    const whole = literals.join(' + ');
    const line = `${indent(depth)}${name}: ${whole},`;
    // After a short name a break saves next to nothing: formatters leave the text where it is.
    if (line.length <= width || (literals.length === 1 && name.length < shortName)) return [line];
    const below = `${indent(depth + 1)}${whole},`;
    if (literals.length === 1 || below.length <= width) return [`${indent(depth)}${name}:`, below];
    const last = literals.length - 1;
    return [
      `${indent(depth)}${name}:`,
      ...literals.map((literal, i) => `${indent(depth + 1)}${literal}${i === last ? ',' : ' +'}`),
    ];
  };

export const numberProperty =
  (key: string, value: number): Property =>
  depth => [`${indent(depth)}${propertyName(key)}: ${value},`];

/** A property whose value is PromQL: expressions of several lines are indented like the program around them. */
export const expressionProperty =
  (key: string, text: string): Property =>
  depth => {
    const lines = text.split('\n').map(line => (line === '' ? '' : indent(depth + 1) + line));
    const template = `\n${lines.join('\n')}\n${indent(depth)}`;
    if (!text.includes('\n') || text.includes('\r') || dedent(template) !== text) return textProperty(key, text)(depth);
    const escaped = template.replace(/[\\`]|\$\{/g, '\\$&');
    return [...`${indent(depth)}${propertyName(key)}: \`${escaped}\`,`.split('\n')];
  };

/** A property whose value is an object of texts: on one line when it fits and has no text of several lines. */
export const recordProperty =
  (key: string, record: Readonly<Record<string, string>>, compact: boolean): Property =>
  depth => {
    const entries = Object.entries(record);
    const inner = entries.map(([name, text]) => `${propertyName(name)}: ${stringLiteral(text)}`).join(', ');
    const line = `${indent(depth)}${propertyName(key)}: { ${inner} },`;
    if (compact && line.length <= width && entries.every(([, text]) => !text.includes('\n'))) return [line];
    return objectLines(
      `${indent(depth)}${propertyName(key)}: {`,
      entries.map(([name, text]) => textProperty(name, text)),
      depth,
      '},',
    );
  };

/** `open`, the properties one level deeper, and `close`. */
export const objectLines = (
  open: string,
  properties: readonly Property[],
  depth: number,
  close: string,
): readonly string[] => [open, ...properties.flatMap(property => property(depth + 1)), `${indent(depth)}${close}`];

/** One item on the line of its property, several on lines of their own. */
export const listLines = (key: string, items: readonly string[], depth: number): readonly string[] =>
  items.length === 1
    ? [`${indent(depth)}${key}: [${items[0] ?? ''}],`]
    : [`${indent(depth)}${key}: [`, ...items.map(item => `${indent(depth + 1)}${item},`), `${indent(depth)}],`];
