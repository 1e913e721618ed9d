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

const isApart = (value: Written): boolean =>
  typeof value !== 'string' && (value.apart || value.items.some(item => isApart(item.value)));

const onOneLine = (value: Written): string => {
  if (typeof value === 'string') return value;
  const { open, close, pad, items } = value;
  const inner = items.map(item => item.before + onOneLine(item.value)).join(', ');
  return inner === '' ? open + close : `${open}${pad}${inner}${pad}${close}`;
};

/** The value with what stands before and behind it: on one line where that is short enough. */
export const valueLines = (before: string, value: Written, behind: string, depth: number = 0): readonly string[] => {
  const indent = '  '.repeat(depth);
  const line = `${indent}${before}${onOneLine(value)}${behind}`;
  if (typeof value === 'string' || (line.length <= width && !isApart(value))) return [line];
  return [
    `${indent}${before}${value.open}`,
    ...value.items.flatMap(item => valueLines(item.before, item.value, ',', depth + 1)),
    `${indent}${value.close}${behind}`,
  ];
};
