import uPlot from 'uplot';
import type { Chart } from '../chart.ts';
import { formatValue } from '../units.ts';
import { clock } from './clock.ts';
import { paint } from './tokens.ts';

const font = '11px system-ui, sans-serif';

/** What all charts have in common: the axis of time, its grid, and a cursor that the charts of a dashboard share. */
export const sharedOptions = (
  chart: Chart,
  group: string,
): Pick<uPlot.Options, 'legend' | 'cursor' | 'tzDate' | 'padding'> => ({
  legend: { show: false },
  padding: [8, 8, 0, 0],
  tzDate: seconds => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
  cursor: {
    sync: { key: group },
    y: chart.kind === 'heatmap',
    drag: { x: true, y: false },
    points: { show: chart.kind === 'lines', size: 6 },
  },
});

const lines = { stroke: (): string => paint('var(--grid)'), width: 1 };

export const timeAxis = (): uPlot.Axis => ({
  stroke: () => paint('var(--muted)'),
  font,
  grid: lines,
  ticks: { ...lines, size: 4 },
  space: 64,
  size: 26,
  values: (plot, splits) =>
    splits.map(split => clock(split, (plot.scales['x']?.max ?? 0) - (plot.scales['x']?.min ?? 0))),
});

export const valueAxis = (): uPlot.Axis => ({
  stroke: () => paint('var(--muted)'),
  font,
  grid: lines,
  ticks: { show: false },
  space: 28,
  gap: 6,
  // As wide as its longest words.
  size: (_, values) => Math.max(28, ...(values ?? []).map(value => String(value).length * 6.4 + 12)),
});

/** A value on an axis: without the zeros that its neighbours do not have either. */
export const tick = (value: number, unit: string | null): string =>
  formatValue(Number(value.toPrecision(6)), unit ?? undefined, undefined).replace(
    /(\.\d*?)0+(?=\D|$)/,
    (_, kept: string) => (kept === '.' ? '' : kept),
  );

/** Times of the points, in seconds. */
export const timesOf = ({ start, step, count }: Chart): number[] =>
  Array.from({ length: count }, (_, i) => start + i * step);

export const unpacked = (values: string): (number | null)[] =>
  values.split(',').map(value => (value === '' ? null : Number(value)));
