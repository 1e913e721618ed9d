import type { JsonObject, JsonValue } from '../core/json.ts';
import { numberOf, objectOf, objectsOf, wordOf } from './json-parts.ts';
import { keptKeys, numberLike } from './migrate-parts.ts';
import type { Migrated } from './migrated.ts';

/** What a single number was made of the series. */
const calculations: ReadonlyMap<string, string> = new Map([
  ['avg', 'mean'],
  ['current', 'lastNotNull'],
  ['min', 'min'],
  ['max', 'max'],
  ['total', 'sum'],
  ['first', 'firstNotNull'],
  ['delta', 'delta'],
  ['diff', 'diff'],
  ['range', 'range'],
  ['name', 'lastNotNull'],
]);

const stepsOf = (panel: JsonObject): readonly JsonObject[] => {
  const limits = wordOf(panel['thresholds'])
    .split(',')
    .flatMap(text => numberLike(text) ?? []);
  const { colors } = panel;
  const list = Array.isArray(colors) ? colors.map((color: JsonValue) => wordOf(color)) : [];
  return limits.length === 0 || list.length === 0
    ? []
    : [
        { color: list[0] ?? 'green', value: null },
        ...limits.map((value, index) => ({ color: list[index + 1] ?? list.at(-1) ?? 'red', value })),
      ];
};

const mappingsOf = (panel: JsonObject): readonly JsonObject[] => {
  const values = objectsOf(panel['valueMaps']).filter(
    map => map['value'] !== undefined && wordOf(map['value']) !== 'null',
  );
  const ranges = objectsOf(panel['rangeMaps']).filter(
    map => map['from'] !== undefined && wordOf(map['from']) !== 'null',
  );
  return numberLike(panel['mappingType']) === 2
    ? ranges.map(map => ({
        type: 'range',
        options: {
          from: numberLike(map['from']) ?? null,
          to: numberLike(map['to']) ?? null,
          result: { text: wordOf(map['text']) },
        },
      }))
    : values.map(map => ({
        type: 'value',
        options: { [String(map['value'])]: { text: wordOf(map['text']) } },
      }));
};

/** The text for no value, which was one of the mapped values. */
const nothingOf = (panel: JsonObject): string =>
  wordOf(panel['nullText']) ||
  wordOf(objectsOf(panel['valueMaps']).find(map => wordOf(map['value']) === 'null')?.['text']);

/** The number of before Grafana 7 as the number, or the gauge, of today. */
export const migrateSinglestat = (panel: JsonObject): Migrated => {
  const gauge = objectOf(panel['gauge']);
  const isGauge = gauge['show'] === true;
  const steps = stepsOf(panel);
  const mappings = mappingsOf(panel);
  const noValue = nothingOf(panel);
  const calculation = wordOf(panel['valueName']) || 'avg';
  const around = [wordOf(panel['prefix']), wordOf(panel['postfix'])].filter(text => text !== '');
  const reduceOptions = { calcs: [calculations.get(calculation) ?? 'mean'], fields: '', values: false };
  const defaults: JsonObject = {
    ...(wordOf(panel['format']) === '' ? {} : { unit: wordOf(panel['format']) }),
    ...(numberOf(panel['decimals']) === undefined ? {} : { decimals: numberOf(panel['decimals']) }),
    ...(isGauge ? { min: numberOf(gauge['minValue']) ?? 0, max: numberOf(gauge['maxValue']) ?? 100 } : {}),
    ...(mappings.length === 0 ? {} : { mappings }),
    ...(noValue === '' ? {} : { noValue }),
    thresholds: { mode: 'absolute', steps: steps.length === 0 ? [{ color: 'green', value: null }] : steps },
  };
  const colorMode = panel['colorBackground'] === true ? 'background' : panel['colorValue'] === true ? 'value' : 'none';
  return {
    panel: {
      ...keptKeys(panel),
      type: isGauge ? 'gauge' : 'stat',
      fieldConfig: { defaults, overrides: [] },
      options: isGauge
        ? {
            reduceOptions,
            showThresholdLabels: gauge['thresholdLabels'] === true,
            showThresholdMarkers: gauge['thresholdMarkers'] !== false,
          }
        : {
            reduceOptions,
            colorMode,
            graphMode: objectOf(panel['sparkline'])['show'] === true ? 'area' : 'none',
            ...(calculation === 'name' ? { textMode: 'name' } : {}),
          },
    },
    notes: [
      `was a \`singlestat\`, and is a \`${isGauge ? 'gauge' : 'stat'}\``,
      ...(around.length === 0
        ? []
        : [`loses the text around its number: ${around.map(text => `"${text}"`).join(', ')}`]),
      ...(calculations.has(calculation) ? [] : [`shows the mean, where it showed "${calculation}"`]),
    ],
  };
};
