import { escapeHtml } from '../core/html.ts';
import type { Chart, ChartSeries } from './chart.ts';
import { colourToken } from './colours.ts';
import type { FieldSettings, Panel } from './dashboard.ts';
import { absoluteSteps, seriesColour } from './field.ts';
import { type Frame, reduced } from './frames.ts';
import { numberAt, objectAt, textAt, textsAt } from './json-fields.ts';
import { swatch } from './print-values.ts';
import type { Timing } from './time-range.ts';
import { formatValue } from './units.ts';

/** Lines of one graph. More cannot be told apart, and each has hundreds of points. */
const most = 60;

/** A graph that the page draws, and a legend that is there without it. */
export const printLines = (panel: Panel, frames: readonly Frame[], timing: Timing): string => {
  const drawn = frames.slice(0, most);
  const { field } = panel;
  const style = objectAt(field.custom, 'thresholdsStyle');
  const shown = (textAt(style, 'mode') ?? 'off') !== 'off';
  const chart: Chart = {
    ...frameless(timing),
    kind: 'lines',
    unit: field.unit ?? drawn[0]?.field.unit ?? null,
    decimals: field.decimals ?? null,
    min: field.min ?? null,
    max: field.max ?? null,
    softMin: numberAt(field.custom, 'axisSoftMin') ?? null,
    softMax: numberAt(field.custom, 'axisSoftMax') ?? null,
    logarithmic: textAt(objectAt(field.custom, 'scaleDistribution'), 'type') === 'log',
    stacked: ['normal', 'percent'].includes(textAt(objectAt(field.custom, 'stacking'), 'mode') ?? ''),
    lines: shown ? limitsOf(field) : [],
    series: drawn.map((frame, index) => seriesOf(frame, index, timing)),
  };
  const calculations = textsAt(objectAt(panel.options, 'legend'), 'calcs');
  const legend = drawn.map((frame, index) => {
    const numbers = (calculations.length === 0 ? ['lastNotNull'] : calculations).map(calculation => {
      const value = reduced(frame.points, calculation);
      const text = value === undefined ? '-' : formatValue(value, frame.field.unit, frame.field.decimals);
      return `<span class="value">${calculations.length > 1 ? `${escapeHtml(calculation)} ` : ''}${escapeHtml(text)}</span>`;
    });
    return `<li><button type="button" class="toggle" data-series="${index}" aria-pressed="true">${swatch(seriesColour(frame.field, index))}<span class="name">${escapeHtml(frame.name)}</span></button> ${numbers.join(' ')}</li>`;
  });
  const more = frames.length > most ? `<li class="note">${frames.length - most} more series</li>` : '';
  return `${embedded(chart, `Graph of ${counted(drawn.length)}. The legend below has their last values.`)}<ul class="legend">${legend.join('')}${more}</ul>`;
};

/** A histogram over time: each query yields the counts of one bucket per series, named by its upper bound. */
export const printHeatmap = (panel: Panel, frames: readonly Frame[], timing: Timing): string => {
  const bound = (frame: Frame): number => Number((frame.labels['le'] ?? frame.name).replace(/\+?Inf$/, 'Infinity'));
  const sorted = frames.toSorted((a, b) => bound(a) - bound(b)).slice(0, most);
  const axis = objectAt(panel.options, 'yAxis');
  const format = panel.queries[0]?.format;
  const rows = sorted.map(frame => aligned(frame, timing));
  // Buckets of a histogram count all below them.
  const cells = format === 'heatmap' ? rows.map((row, i) => (i === 0 ? row : less(row, rows[i - 1] ?? []))) : rows;
  const unit = textAt(axis, 'unit') ?? panel.field.unit;
  const chart: Chart = {
    ...frameless(timing),
    kind: 'heatmap',
    unit: unit ?? null,
    decimals: numberAt(axis, 'decimals') ?? null,
    series: sorted.map((frame, index) => ({
      ...plainSeries,
      name: Number.isNaN(bound(frame)) ? frame.name : formatValue(bound(frame), unit, numberAt(axis, 'decimals')),
      values: packed(cells[index] ?? []),
    })),
  };
  return embedded(chart, `Heatmap of ${sorted.length} buckets: the fuller a cell, the more fell into it.`);
};

const frameless = ({ start, end, step }: Timing): Omit<Chart, 'kind'> => ({
  start,
  step,
  count: Math.round((end - start) / step) + 1,
  unit: null,
  decimals: null,
  min: null,
  max: null,
  softMin: null,
  softMax: null,
  logarithmic: false,
  stacked: false,
  lines: [],
  series: [],
});

const plainSeries: ChartSeries = {
  name: '',
  colour: 'var(--s0)',
  unit: null,
  decimals: null,
  draw: 'line',
  width: 1.5,
  fill: 0,
  dashed: false,
  stepped: false,
  bridged: false,
  values: '',
};

const limitsOf = (field: FieldSettings): Chart['lines'] =>
  field.thresholds === undefined
    ? []
    : absoluteSteps(field.thresholds, field).flatMap(({ from, colour }) =>
        from === null ? [] : { at: from, colour: colourToken(colour) },
      );

const seriesOf = (frame: Frame, index: number, timing: Timing): ChartSeries => {
  const { custom } = frame.field;
  const draw = textAt(custom, 'drawStyle');
  return {
    name: frame.name,
    colour: seriesColour(frame.field, index),
    unit: frame.field.unit ?? null,
    decimals: frame.field.decimals ?? null,
    draw: draw === 'bars' || draw === 'points' ? draw : 'line',
    width: Math.max(numberAt(custom, 'lineWidth') ?? 1, 1) + 0.5,
    fill: Math.min((numberAt(custom, 'fillOpacity') ?? 0) / 100, 1),
    dashed: ['dash', 'dot'].includes(textAt(objectAt(custom, 'lineStyle'), 'fill') ?? ''),
    stepped: (textAt(custom, 'lineInterpolation') ?? '').startsWith('step'),
    bridged: custom['spanNulls'] === true,
    values: packed(aligned(frame, timing)),
  };
};

/** Values at the steps of the range. */
const aligned = ({ points }: Frame, { start, end, step }: Timing): readonly (number | undefined)[] => {
  const values = new Array<number | undefined>(Math.round((end - start) / step) + 1).fill(undefined);
  for (const { at, value } of points) {
    // What is asked at once lies between the last step and the next.
    const index = Math.min(Math.round((at - start) / step), values.length - 1);
    if (at >= start && at < end + step && Number.isFinite(value)) values[index] = value;
  }
  return values;
};

const less = (
  row: readonly (number | undefined)[],
  below: readonly (number | undefined)[],
): readonly (number | undefined)[] =>
  row.map((value, i) => (value === undefined ? undefined : Math.max(value - (below[i] ?? 0), 0)));

/** Five digits are more than a screen shows. */
const packed = (values: readonly (number | undefined)[]): string =>
  values.map(value => (value === undefined ? '' : String(Number(value.toPrecision(5))))).join(',');

const counted = (n: number): string => `${n} series`;

/** Data of the chart beside its place; `<` is written so that no text in it can end the element. */
const embedded = (chart: Chart, label: string): string =>
  `<div class="chart" tabindex="0" role="img" aria-label="${escapeHtml(label)}"><script type="application/json">${JSON.stringify(chart).replaceAll('<', '\\u003c')}</script></div>`;
