import { isJsonObject, type JsonValue } from '../core/json.ts';
import { propertyName, stringLiteral } from './print-typescript.ts';

/** What a value is in the program: text that stands on one line, or items between brackets. */
export type Written =
  | string
  | {
      readonly open: string;
      readonly close: string;
      /** What stands between the brackets and the items on one line. */
      readonly pad: '' | ' ';
      readonly items: readonly { readonly before: string; readonly value: Written }[];
      /** Items that people write on lines of their own. */
      readonly apart: boolean;
    };

/** Longest line. */
const width = 120;
/** A name of five letters, with its colon and the space behind it. */
const shortBefore = 7;

export const writtenList = (values: readonly Written[]): Written => ({
  open: '[',
  close: ']',
  pad: '',
  items: values.map(value => ({ before: '', value })),
  apart:
    values.length > 1 &&
    values.every(value => typeof value !== 'string' && value.pad === ' ' && value.items.length > 1),
});

/** Properties of an object; those without a value are left out. A call may stand around it. */
export const writtenObject = (
  properties: readonly (readonly [name: string, value: Written | undefined])[],
  call: string = '',
): Written => {
  const items = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [{ before: `${propertyName(name)}: `, value }],
  );
  const close = call === '' ? '}' : '})';
  return items.length === 0 && call !== ''
    ? `${call}()`
    : { open: call === '' ? '{' : `${call}({`, close, pad: ' ', items, apart: false };
};

export const writtenTexts = (texts: readonly string[]): Written => writtenList(texts.map(stringLiteral));

/** Text of several lines stands as it is read; other text is a literal. */
export const writtenText = (text: string): string =>
  text.includes('\n') && !/[\r\u2028\u2029]/.test(text)
    ? `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
    : stringLiteral(text);

/** JSON as a literal of the program. */
export const writtenJson = (value: JsonValue): Written => {
  if (typeof value === 'string') return writtenText(value);
  if (Array.isArray(value)) return writtenList(value.map((item: JsonValue) => writtenJson(item)));
  return isJsonObject(value)
    ? writtenObject(
        Object.entries(value).map(([key, item]) => [key, item === undefined ? undefined : writtenJson(item)]),
      )
    : String(value);
};

const isApart = (value: Written): boolean =>
  typeof value !== 'string' && (value.apart || value.items.some(item => isApart(item.value)));

const onOneLine = (value: Written): string => {
  if (typeof value === 'string') return value;
  const { open, close, pad, items } = value;
  const inner = items.map(item => item.before + onOneLine(item.value)).join(', ');
  return inner === '' ? open + close : `${open}${pad}${inner}${pad}${close}`;
};

/** Long texts stand below the names of their properties, unless a name is so short that this saves nothing. */
const breaksBehind = (before: string, value: string): boolean =>
  /^['"]/.test(value) && before.endsWith(': ') && before.length >= shortBefore;

/** The value with what stands before and behind it: on one line where that is short enough. */
export const valueLines = (before: string, value: Written, behind: string, depth: number = 0): readonly string[] => {
  const indent = '  '.repeat(depth);
  const line = `${indent}${before}${onOneLine(value)}${behind}`;
  if (typeof value === 'string' && line.length > width && breaksBehind(before, value))
    return [`${indent}${before.trimEnd()}`, `${indent}  ${value}${behind}`];
  if (typeof value === 'string' || (line.length <= width && !isApart(value))) return [line];
  return [
    `${indent}${before}${value.open}`,
    ...value.items.flatMap(item => valueLines(item.before, item.value, ',', depth + 1)),
    `${indent}${value.close}${behind}`,
  ];
};
