import type { JsonObject, JsonValue } from '../core/json.ts';
import { numberOf, objectOf, objectsOf, wordOf } from './json-parts.ts';
import { graphOverrides } from './migrate-graph-series.ts';
import { keptKeys, numberLike } from './migrate-parts.ts';
import type { Migrated } from './migrated.ts';

const calcs: readonly (readonly [key: string, calculation: string])[] = [
  ['min', 'min'],
  ['max', 'max'],
  ['avg', 'mean'],
  ['current', 'lastNotNull'],
  ['total', 'sum'],
];

const legendOf = (legend: JsonObject): JsonObject => ({
  showLegend: legend['show'] !== false,
  displayMode: legend['alignAsTable'] === true ? 'table' : 'list',
  placement: legend['rightSide'] === true ? 'right' : 'bottom',
  calcs: legend['values'] === true ? calcs.flatMap(([key, name]) => (legend[key] === true ? [name] : [])) : [],
});

const sorts = ['none', 'asc', 'desc'] as const;

const tooltipOf = (tooltip: JsonObject): JsonObject => ({
  mode: tooltip['shared'] === false ? 'single' : 'multi',
  sort: sorts[numberOf(tooltip['sort']) ?? 0] ?? 'none',
});

/** Settings of the left axis, which belong to every series that no other setting moves away from it. */
export const axisFields = (axis: JsonObject): JsonObject => {
  const unit = wordOf(axis['format']);
  const [min, max, decimals] = [axis['min'], axis['max'], axis['decimals']].map(numberLike);
  return {
    ...(unit === '' ? {} : { unit }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(decimals === undefined ? {} : { decimals }),
  };
};

const axisLooks = (axis: JsonObject): JsonObject => {
  const base = numberOf(axis['logBase']) ?? 1;
  return {
    ...(wordOf(axis['label']) === '' ? {} : { axisLabel: wordOf(axis['label']) }),
    ...(axis['show'] === false ? { axisPlacement: 'hidden' } : {}),
    ...(base > 1 ? { scaleDistribution: { type: 'log', log: base } } : {}),
  };
};

const linesOf = (panel: JsonObject): JsonObject => {
  const isBars = panel['bars'] === true;
  const isPoints = panel['lines'] === false && panel['points'] === true;
  const gradient = numberOf(panel['fillGradient']) ?? 0;
  const fill = numberOf(panel['fill']) ?? 1;
  const radius = numberOf(panel['pointradius']);
  return {
    drawStyle: isBars ? 'bars' : isPoints ? 'points' : 'line',
    lineWidth: numberOf(panel['linewidth']) ?? 1,
    fillOpacity: isBars ? 100 : gradient > 0 ? gradient * 10 : fill * 10,
    ...(gradient > 0 ? { gradientMode: 'opacity' } : {}),
    ...(panel['steppedLine'] === true ? { lineInterpolation: 'stepAfter' } : {}),
    showPoints: panel['points'] === true ? 'always' : 'never',
    ...(radius === undefined || panel['points'] !== true ? {} : { pointSize: radius * 2 }),
    ...(panel['nullPointMode'] === 'connected' ? { spanNulls: true } : {}),
    ...(panel['stack'] === true
      ? { stacking: { group: 'A', mode: panel['percentage'] === true ? 'percent' : 'normal' } }
      : {}),
  };
};

const limitColors: Readonly<Record<string, string>> = { critical: 'red', warning: 'orange', ok: 'green' };

/** Lines and areas at limits. A colour holds from its limit on, or below it until the next one. */
const limitsOf = (list: readonly JsonObject[]): { readonly thresholds?: JsonObject; readonly looks: JsonObject } => {
  if (list.length === 0) return { looks: {} };
  const limits = list
    .flatMap(limit => {
      const value = numberLike(limit['value']);
      const mode = wordOf(limit['colorMode']);
      const color = mode === 'custom' ? wordOf(limit['lineColor']) || wordOf(limit['fillColor']) : limitColors[mode];
      return value === undefined ? [] : [{ value, color: color || 'red', isBelow: limit['op'] === 'lt' }];
    })
    .toSorted((a, b) => a.value - b.value);
  const steps: { color: string; value: number | null }[] = [{ color: 'transparent', value: null }];
  for (const { value, color, isBelow } of limits) {
    const last = steps.at(-1);
    if (isBelow && last !== undefined) steps[steps.length - 1] = { ...last, color };
    steps.push({ value, color: isBelow ? 'transparent' : color });
  }
  const [hasLines, hasAreas] = [list.some(limit => limit['line'] === true), list.some(limit => limit['fill'] === true)];
  const mode = hasLines && hasAreas ? 'line+area' : hasLines ? 'line' : 'area';
  return { thresholds: { mode: 'absolute', steps }, looks: { thresholdsStyle: { mode } } };
};

const linksOf = (links: JsonValue | undefined): readonly JsonObject[] =>
  objectsOf(links).map(link => ({
    title: wordOf(link['title']),
    url: wordOf(link['url']),
    targetBlank: link['targetBlank'] === true,
  }));

/** The graph of before Grafana 8 as the time series of today, as Grafana itself changes it when a page is opened. */
export const migrateGraph = (panel: JsonObject): Migrated => {
  const mode = wordOf(objectOf(panel['xaxis'])['mode']);
  if (mode !== '' && mode !== 'time')
    return {
      panel,
      notes: [
        `is a \`graph\` over ${mode === 'series' ? 'series' : 'a histogram'}, which Grafana changes when it opens it`,
      ],
    };
  const [left = {}, right = {}] = objectsOf(panel['yaxes']);
  const { thresholds, looks } = limitsOf(objectsOf(panel['thresholds']));
  const series = graphOverrides(panel, axisFields(right));
  const dataLinks = linksOf(objectOf(panel['options'])['dataLinks']);
  const lost = [
    ...(panel['alert'] === undefined ? [] : ['loses the alert that Grafana evaluated: write it as an `AlertRule`']),
    ...(panel['nullPointMode'] === 'null as zero' ? ['shows gaps where it took nothing for 0'] : []),
    ...(objectsOf(panel['timeRegions']).length > 0 ? ['loses its time regions'] : []),
    ...(objectOf(panel['yaxis'])['align'] === true ? ['loses the alignment of its axes'] : []),
  ];
  return {
    panel: {
      ...keptKeys(panel),
      type: 'timeseries',
      fieldConfig: {
        defaults: {
          ...axisFields(left),
          ...(thresholds === undefined ? {} : { thresholds }),
          ...(dataLinks.length === 0 ? {} : { links: dataLinks }),
          custom: { ...linesOf(panel), ...axisLooks(left), ...looks },
        },
        overrides: series.overrides,
      },
      options: { legend: legendOf(objectOf(panel['legend'])), tooltip: tooltipOf(objectOf(panel['tooltip'])) },
    },
    notes: ['was a `graph`, and is a `timeseries`', ...lost, ...series.lost],
  };
};
