import type { JsonObject, JsonValue } from '../core/json.ts';
import { numberOf, objectOf, objectsOf, wordOf } from './json-parts.ts';

/** Settings of single series of an old graph, as the overrides of today. */
export interface SeriesOverrides {
  readonly overrides: readonly JsonObject[];
  /** Sentences about what no override says. */
  readonly lost: readonly string[];
}

type Change = (value: JsonValue, right: JsonObject) => readonly JsonObject[];

const property = (id: string, value: JsonValue): JsonObject => ({ id, value });

const times =
  (id: string, factor: number): Change =>
  value =>
    numberOf(value) === undefined ? [] : [property(id, (numberOf(value) ?? 0) * factor)];

/** One change for each setting that a series could have. */
const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  [
    'yaxis',
    (value, right) =>
      numberOf(value) === 2
        ? [
            property('custom.axisPlacement', 'right'),
            ...Object.entries(right).map(([id, field]) => property(id, field ?? null)),
          ]
        : [],
  ],
  ['color', value => [property('color', { mode: 'fixed', fixedColor: wordOf(value) })]],
  ['fill', times('custom.fillOpacity', 10)],
  ['linewidth', times('custom.lineWidth', 1)],
  ['pointradius', times('custom.pointSize', 2)],
  [
    'bars',
    value => (value === true ? [property('custom.drawStyle', 'bars'), property('custom.fillOpacity', 100)] : []),
  ],
  ['lines', value => (value === true ? [property('custom.drawStyle', 'line')] : [property('custom.lineWidth', 0)])],
  ['points', value => [property('custom.showPoints', value === true ? 'always' : 'never')]],
  ['steppedLine', value => (value === true ? [property('custom.lineInterpolation', 'stepAfter')] : [])],
  ['dashes', value => (value === true ? [property('custom.lineStyle', { fill: 'dash', dash: [10, 10] })] : [])],
  [
    'stack',
    value =>
      value === false
        ? [property('custom.stacking', { group: 'A', mode: 'none' })]
        : [property('custom.stacking', { group: value === true ? 'A' : String(value), mode: 'normal' })],
  ],
  ['transform', value => [property('custom.transform', value)]],
  ['nullPointMode', value => [property('custom.spanNulls', value === 'connected')]],
  ['fillBelowTo', value => [property('custom.fillBelowTo', value)]],
  [
    'legend',
    value => (value === false ? [property('custom.hideFrom', { legend: true, tooltip: false, viz: false })] : []),
  ],
  [
    'hideTooltip',
    value => (value === true ? [property('custom.hideFrom', { legend: false, tooltip: true, viz: false })] : []),
  ],
]);

/** Said by the others. */
const silent: ReadonlySet<string> = new Set(['alias', '$$hashKey', 'dashLength', 'spaceLength']);

const matcherOf = (alias: string): JsonObject =>
  /^\/.*\/[a-z]*$/.test(alias) ? { id: 'byRegexp', options: alias } : { id: 'byName', options: alias };

/** `right` is what the right axis says of the series on it. */
export const graphOverrides = (panel: JsonObject, right: JsonObject): SeriesOverrides => {
  const lost = new Set<string>();
  const colors = Object.entries(objectOf(panel['aliasColors'])).map(([name, color]) => ({
    matcher: { id: 'byName', options: name },
    properties: [property('color', { mode: 'fixed', fixedColor: wordOf(color) })],
  }));
  const series = objectsOf(panel['seriesOverrides']).flatMap(own => {
    const properties = Object.entries(own).flatMap(([key, value]) => {
      if (silent.has(key) || value === undefined) return [];
      const change = changes.get(key);
      if (change === undefined) lost.add(`loses \`${key}\` of the series "${wordOf(own['alias'])}"`);
      return change?.(value, right) ?? [];
    });
    return properties.length === 0 ? [] : [{ matcher: matcherOf(wordOf(own['alias'])), properties }];
  });
  return { overrides: [...colors, ...series], lost: [...lost] };
};
