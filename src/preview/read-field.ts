import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { FieldSettings, Mapping, Override, Thresholds } from './dashboard.ts';
import { numberAt, objectAt, objectsAt, textAt } from './json-fields.ts';

/** How values of a panel are written. Old panels say it in keys of their own. */
export const readField = (defaults: JsonObject, panel: JsonObject = {}): FieldSettings => {
  const [axis] = objectsAt(panel, 'yaxes');
  const mappings = objectsAt(defaults, 'mappings').flatMap(readMapping);
  return {
    unit:
      textAt(defaults, 'unit') ?? (axis === undefined ? undefined : textAt(axis, 'format')) ?? textAt(panel, 'format'),
    decimals: numberAt(defaults, 'decimals') ?? numberAt(panel, 'decimals'),
    min: numberAt(defaults, 'min') ?? (axis === undefined ? undefined : numberAt(axis, 'min')),
    max: numberAt(defaults, 'max') ?? (axis === undefined ? undefined : numberAt(axis, 'max')),
    noValue: textAt(defaults, 'noValue'),
    displayName: textAt(defaults, 'displayName'),
    thresholds: readThresholds(defaults['thresholds']),
    mappings: mappings.length === 0 ? undefined : mappings,
    fixedColour:
      textAt(objectAt(defaults, 'color'), 'mode') === 'fixed'
        ? textAt(objectAt(defaults, 'color'), 'fixedColor')
        : undefined,
    custom: objectAt(defaults, 'custom'),
  };
};

/** Settings for a part of the fields, or nothing when it chooses them in a way that is not followed here. */
export const readOverride = (given: JsonObject): Override | undefined => {
  const matcher = objectAt(given, 'matcher');
  const kind = (['byName', 'byRegexp', 'byFrameRefID'] as const).find(each => each === matcher['id']);
  const text = textAt(matcher, 'options');
  if (kind === undefined || text === undefined) return undefined;
  const custom: Record<string, JsonValue> = {};
  const defaults: Record<string, JsonValue> = {};
  for (const property of objectsAt(given, 'properties')) {
    const id = textAt(property, 'id') ?? '';
    const value = property['value'];
    if (value === undefined) continue;
    if (id.startsWith('custom.')) custom[id.slice('custom.'.length)] = value;
    else defaults[id] = value;
  }
  return { matcher: kind, text, field: readField({ ...defaults, custom }) };
};

const readThresholds = (given: JsonValue | undefined): Thresholds | undefined => {
  if (!isJsonObject(given)) return undefined;
  const steps = objectsAt(given, 'steps').map(step => ({
    from: numberAt(step, 'value') ?? null,
    colour: textAt(step, 'color') ?? 'text',
  }));
  const order = (from: number | null): number => from ?? Number.NEGATIVE_INFINITY;
  return steps.length === 0
    ? undefined
    : {
        percentage: given['mode'] === 'percentage',
        steps: steps.toSorted((a, b) => (order(a.from) > order(b.from) ? 1 : -1)),
      };
};

const readMapping = (given: JsonObject): readonly Mapping[] => {
  const { options } = given;
  if (!isJsonObject(options)) return [];
  const result = (value: JsonObject): Pick<Mapping, 'text' | 'colour'> => ({
    text: textAt(value, 'text'),
    colour: textAt(value, 'color'),
  });
  switch (given['type']) {
    case 'value':
      return Object.entries(options).flatMap(([key, value]) =>
        isJsonObject(value) ? { matches: (found: number) => found === Number(key), when: key, ...result(value) } : [],
      );
    case 'range': {
      const from = numberAt(options, 'from') ?? Number.NEGATIVE_INFINITY;
      const to = numberAt(options, 'to') ?? Number.POSITIVE_INFINITY;
      return [
        {
          matches: found => found >= from && found <= to,
          when: `${from === Number.NEGATIVE_INFINITY ? '-∞' : from} to ${to === Number.POSITIVE_INFINITY ? '∞' : to}`,
          ...result(objectAt(options, 'result')),
        },
      ];
    }
    case 'special': {
      const match = textAt(options, 'match') ?? '';
      return [
        {
          matches: found => match.includes('nan') && Number.isNaN(found),
          when: match,
          ...result(objectAt(options, 'result')),
        },
      ];
    }
    default:
      return [];
  }
};
