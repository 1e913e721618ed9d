import { withBlocks } from '../core/with-blocks.ts';
import type { Labels } from '../ir/rule-group.ts';
import { formatFloat, formatSignificant } from './go-format.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage } from './humanize.ts';

type Value = string | number;

const textOf = (value: Value): string => (typeof value === 'string' ? value : formatFloat(value));

const numeric =
  (format: (value: number) => string) =>
  (value: Value): string | undefined => {
    const number = typeof value === 'number' ? value : Number(value);
    return typeof value === 'string' && (value === '' || Number.isNaN(number)) ? undefined : format(number);
  };

/** Functions of one argument. What is missing here cannot be rendered, and says so. */
const functions: Readonly<Record<string, (value: Value) => string | undefined>> = {
  humanize: numeric(humanize),
  humanize1024: numeric(humanize1024),
  humanizePercentage: numeric(humanizePercentage),
  humanizeDuration: numeric(humanizeDuration),
  toUpper: value => textOf(value).toUpperCase(),
  toLower: value => textOf(value).toLowerCase(),
};

const verb = /%(?:(\.\d+)?([fgsv])|%)/g;

/** `printf` with the verbs that rules use: `%.2f`, `%.4g`, `%s`, `%v`. */
const printf = (format: string, values: readonly Value[]): string | undefined => {
  let next = 0;
  let known = !/%(?!(?:\.\d+)?[fgsv]|%)/.test(format);
  const text = format.replace(verb, (whole, precision: string | undefined, letter: string | undefined) => {
    if (letter === undefined) return '%';
    const value = values[next++];
    const digits = precision === undefined ? undefined : Number(precision.slice(1));
    if (letter === 's' && typeof value === 'string' && digits === undefined) return value;
    if (letter === 'v' && value !== undefined && digits === undefined) return textOf(value);
    // Halves are rounded to even by Prometheus, and up here.
    if (letter === 'f' && digits === 0 && typeof value === 'number' && Math.abs(value % 1) === 0.5) known = false;
    if (letter === 'f' && typeof value === 'number' && Math.abs(value) < 1e21) return value.toFixed(digits ?? 6);
    if (letter === 'g' && typeof value === 'number')
      return digits === undefined ? formatFloat(value) : formatSignificant(value, Math.max(1, digits));
    known = false;
    return whole;
  });
  return known && next === values.length ? text : undefined;
};

const word = /\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|([^\s"`|()]+))/y;

const wordsOf = (text: string): readonly (readonly [text: string, quoted: boolean])[] | undefined => {
  const words: (readonly [string, boolean])[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.trimEnd().length) {
    const match = word.exec(text);
    if (match === null) return undefined;
    const [, double, raw, bare] = match;
    if (double !== undefined) {
      if (double.includes('\\')) return undefined;
      words.push([double, true]);
    } else words.push(raw === undefined ? [bare ?? '', false] : [raw, true]);
  }
  return words;
};

/** One step of a pipeline; the result of the step before it is its last argument. */
const step = (text: string, piped: Value | undefined, labels: Labels, value: number): Value | undefined => {
  const words = wordsOf(text);
  const [head, ...rest] = words ?? [];
  if (head === undefined) return undefined;
  const operand = ([name, quoted]: readonly [string, boolean]): Value | undefined => {
    if (quoted) return name;
    if (name === '$value' || name === '.Value') return value;
    const label = /^(?:\$labels|\.Labels)\.(\w+)$/.exec(name)?.[1];
    if (label !== undefined) return labels[label] ?? '';
    return /^-?\d+(?:\.\d+)?$/.test(name) ? Number(name) : undefined;
  };
  const own = operand(head);
  if (own !== undefined) return rest.length === 0 && piped === undefined ? own : undefined;
  const values: Value[] = [];
  for (const argument of rest) {
    const known = operand(argument);
    if (known === undefined) return undefined;
    values.push(known);
  }
  if (piped !== undefined) values.push(piped);
  const [first, ...more] = values;
  if (head[0] === 'printf') return typeof first === 'string' ? printf(first, more) : undefined;
  const called = Object.hasOwn(functions, head[0]) ? functions[head[0]] : undefined;
  return called === undefined || first === undefined || more.length > 0 ? undefined : called(first);
};

/** Bars and braces within strings belong to them. */
const action = /\{\{(-?)((?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^"`}]|\}(?!\}))*?)(-?)\}\}/g;
const bars = /\|(?=(?:[^"`]|"(?:[^"\\]|\\.)*"|`[^`]*`)*$)/;

/**
 * What Prometheus makes of an annotation or a label of an alert. Labels, the value, and functions of them in pipelines
 * and `with $labels.x` are rendered; a template that goes beyond (`if`, `range`, `query`) gives undefined.
 */
export const renderTemplate = (text: string, labels: Labels, value: number): string | undefined => {
  let known = true;
  const rendered = withBlocks(text, label => (labels[label] ?? '') !== '').replace(
    action,
    (_whole, trimLeft: string, pipeline: string, trimRight: string) => {
      let result: Value | undefined;
      if (trimLeft !== '' || trimRight !== '') known = false;
      for (const part of pipeline.split(bars)) {
        result = step(part, result, labels, value);
        if (result === undefined) known = false;
        if (!known) return '';
      }
      return result === undefined ? '' : textOf(result);
    },
  );
  return known && !rendered.includes('{{') ? rendered : undefined;
};
