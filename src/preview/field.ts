import { colourToken, seriesToken } from './colours.ts';
import type { FieldSettings, Panel, Thresholds } from './dashboard.ts';
import { formatValue } from './units.ts';

/** Settings of one field: those of the panel, and of every override that names it, the last one first. */
export const fieldOf = (panel: Panel, name: string, refId: string): FieldSettings =>
  panel.overrides
    .filter(({ matcher, text }) =>
      matcher === 'byFrameRefID' ? text === refId : matcher === 'byName' ? text === name : matches(text, name),
    )
    .reduce((field, override) => merged(field, override.field), panel.field);

const matches = (pattern: string, name: string): boolean => {
  const [, source = pattern] = /^\/(.*)\/[a-z]*$/s.exec(pattern) ?? [];
  try {
    return new RegExp(source).test(name);
  } catch {
    return false;
  }
};

const merged = (below: FieldSettings, above: FieldSettings): FieldSettings => ({
  unit: above.unit ?? below.unit,
  decimals: above.decimals ?? below.decimals,
  min: above.min ?? below.min,
  max: above.max ?? below.max,
  noValue: above.noValue ?? below.noValue,
  displayName: above.displayName ?? below.displayName,
  thresholds: above.thresholds ?? below.thresholds,
  mappings: above.mappings ?? below.mappings,
  fixedColour: above.fixedColour ?? below.fixedColour,
  custom: { ...below.custom, ...above.custom },
});

/** Absolute bounds of thresholds: shares of a range become values of it. */
export const absoluteSteps = (
  { percentage, steps }: Thresholds,
  { min = 0, max = 100 }: Pick<FieldSettings, 'min' | 'max'>,
): Thresholds['steps'] =>
  percentage
    ? steps.map(({ from, colour }) => ({ from: from === null ? null : min + ((max - min) * from) / 100, colour }))
    : steps;

/** The colour of the step that a value has reached. */
export const thresholdColour = (field: FieldSettings, value: number): string | undefined => {
  if (field.thresholds === undefined) return undefined;
  const reached = absoluteSteps(field.thresholds, field).findLast(({ from }) => from === null || value >= from);
  return reached === undefined ? undefined : colourToken(reached.colour);
};

/** A value as a person reads it. */
export interface Written {
  readonly text: string;
  readonly colour: string;
}

/** A value by its unit, or by what the author maps it to. */
export const writeValue = (field: FieldSettings, value: number, now: number | undefined): Written => {
  const mapping = field.mappings?.find(each => each.matches(value));
  const colour =
    mapping?.colour === undefined
      ? field.fixedColour === undefined
        ? (thresholdColour(field, value) ?? 'var(--text)')
        : colourToken(field.fixedColour)
      : colourToken(mapping.colour);
  return { text: mapping?.text ?? formatValue(value, field.unit, field.decimals, now), colour };
};

/** The colour of a line or a slice: the author’s, or the next of the row. */
export const seriesColour = (field: FieldSettings, index: number): string =>
  field.fixedColour === undefined ? seriesToken(index) : colourToken(field.fixedColour);
