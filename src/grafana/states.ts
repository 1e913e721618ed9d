import { MappingType, type ValueMapping, type ValueMappingResult } from '@grafana/grafana-foundation-sdk/dashboard';
import type { StateEntry } from '../catalogue/dashboard.ts';

const mapping = (options: Record<string, ValueMappingResult>): ValueMapping => ({
  type: MappingType.ValueToText,
  options,
});

/** Words and colours in the place of numbers. */
export const stateMappings = (states: readonly StateEntry[]): readonly ValueMapping[] =>
  states.length === 0
    ? []
    : [mapping(Object.fromEntries(states.map(({ is, text, color }, index) => [String(is), { text, color, index }])))];

/** Words, colours or both in the place of the values of a label. */
export const textMappings = (
  texts: Readonly<Record<string, string>> = {},
  colors: Readonly<Record<string, string>> = {},
): readonly ValueMapping[] => {
  const values = [...new Set([...Object.keys(texts), ...Object.keys(colors)])].sort();
  return values.length === 0
    ? []
    : [
        mapping(
          Object.fromEntries(
            values.map((value, index) => {
              const text = texts[value];
              const color = colors[value];
              return [
                value,
                { index, ...(text === undefined ? {} : { text }), ...(color === undefined ? {} : { color }) },
              ];
            }),
          ),
        ),
      ];
};
