import type { JsonObject } from '../core/json.ts';

/**
 * What Grafana takes for said where a panel says nothing, by the type of the panel: from the schemas of its panel
 * plugins (`public/app/plugins/panel/…/panelcfg.cue` and `module.tsx`, versions 10 to 12).
 *
 * @module
 */

const reduceOptions: JsonObject = { calcs: ['lastNotNull'], values: false };
const legend: JsonObject = { displayMode: 'list', placement: 'bottom', showLegend: true };
const tooltip: JsonObject = { mode: 'single', sort: 'none', hideZeros: false };
const hideFrom: JsonObject = { legend: false, tooltip: false, viz: false };
const thresholds: JsonObject = { mode: 'absolute', steps: [{ color: 'green' }, { color: 'red', value: 80 }] };

const fields = (color: string, custom: JsonObject = {}): JsonObject => ({
  defaults: { color: { mode: color }, thresholds, custom },
});

const axis: JsonObject = {
  axisBorderShow: false,
  axisCenteredZero: false,
  axisColorMode: 'text',
  axisPlacement: 'auto',
  axisGridShow: true,
  scaleDistribution: { type: 'linear' },
};

const graph: JsonObject = {
  ...axis,
  barAlignment: 0,
  barWidthFactor: 0.6,
  drawStyle: 'line',
  fillOpacity: 0,
  gradientMode: 'none',
  hideFrom,
  insertNulls: false,
  lineInterpolation: 'linear',
  lineStyle: { fill: 'solid' },
  lineWidth: 1,
  pointSize: 5,
  showPoints: 'auto',
  showValues: false,
  spanNulls: false,
  stacking: { group: 'A', mode: 'none' },
  thresholdsStyle: { mode: 'off' },
};

const stateColumns: JsonObject = { fillOpacity: 70, lineWidth: 0, insertNulls: false, spanNulls: false, hideFrom };

export const panelDefaults: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ['timeseries', { fieldConfig: fields('palette-classic', graph), options: { legend, tooltip } }],
  [
    'stat',
    {
      fieldConfig: fields('thresholds'),
      options: {
        graphMode: 'area',
        colorMode: 'value',
        justifyMode: 'auto',
        textMode: 'auto',
        wideLayout: true,
        showPercentChange: false,
        percentChangeColorMode: 'standard',
        orientation: 'auto',
        reduceOptions,
      },
    },
  ],
  [
    'gauge',
    {
      fieldConfig: fields('thresholds'),
      options: {
        showThresholdLabels: false,
        showThresholdMarkers: true,
        sizing: 'auto',
        minVizWidth: 75,
        minVizHeight: 75,
        orientation: 'auto',
        reduceOptions,
      },
    },
  ],
  [
    'bargauge',
    {
      fieldConfig: fields('thresholds'),
      options: {
        displayMode: 'gradient',
        valueMode: 'color',
        namePlacement: 'auto',
        showUnfilled: true,
        sizing: 'auto',
        minVizWidth: 8,
        minVizHeight: 16,
        maxVizHeight: 300,
        orientation: 'auto',
        legend: { displayMode: 'list', placement: 'bottom', showLegend: false },
        reduceOptions,
      },
    },
  ],
  [
    'piechart',
    {
      fieldConfig: fields('palette-classic', { hideFrom }),
      options: { pieType: 'pie', orientation: 'auto', legend, tooltip, reduceOptions },
    },
  ],
  [
    'heatmap',
    {
      fieldConfig: { defaults: { custom: { hideFrom, scaleDistribution: { type: 'linear' } } } },
      options: {
        calculate: false,
        cellGap: 1,
        color: {
          mode: 'scheme',
          exponent: 0.5,
          fill: 'dark-orange',
          reverse: false,
          scale: 'exponential',
          scheme: 'Oranges',
          steps: 64,
        },
        exemplars: { color: 'rgba(255,0,255,0.7)' },
        filterValues: { le: 1e-9 },
        legend: { show: true },
        rowsFrame: { layout: 'auto' },
        selectionMode: 'x',
        showValue: 'auto',
        tooltip: { mode: 'single', showColorScale: false, yHistogram: false },
        yAxis: { axisPlacement: 'left', reverse: false },
      },
    },
  ],
  [
    'table',
    {
      fieldConfig: fields('thresholds', { align: 'auto', cellOptions: { type: 'auto' }, inspect: false }),
      options: {
        cellHeight: 'sm',
        footer: { countRows: false, show: false },
        frameIndex: 0,
        showHeader: true,
        showTypeIcons: false,
      },
    },
  ],
  [
    'logs',
    {
      options: {
        dedupStrategy: 'none',
        prettifyLogMessage: false,
        showCommonLabels: false,
        showLabels: false,
        showLogContextToggle: false,
        showTime: false,
        sortOrder: 'Descending',
        wrapLogMessage: false,
      },
    },
  ],
  [
    'text',
    {
      options: { mode: 'markdown', code: { language: 'plaintext', showLineNumbers: false, showMiniMap: false } },
    },
  ],
  [
    'state-timeline',
    {
      fieldConfig: fields('thresholds', stateColumns),
      options: {
        alignValue: 'left',
        mergeValues: true,
        perPage: 20,
        rowHeight: 0.9,
        showValue: 'auto',
        legend,
        tooltip,
      },
    },
  ],
]);

/** What is taken for said of every panel. */
export const commonDefaults: JsonObject = {
  transparent: false,
  repeatDirection: 'h',
  hideTimeOverride: false,
};

/** What is taken for said of a page. */
export const pageDefaults: JsonObject = {
  editable: true,
  fiscalYearStartMonth: 0,
  graphTooltip: 0,
  liveNow: false,
  preload: false,
  time: { from: 'now-6h', to: 'now' },
  timepicker: {
    hidden: false,
    refresh_intervals: ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'],
  },
};
