import uPlot from 'uplot';
import type { Chart, ChartSeries } from '../chart.ts';
import { formatValue } from '../units.ts';
import { sharedOptions, tick, timeAxis, timesOf, unpacked, valueAxis } from './frame.ts';
import { paint, tinted } from './tokens.ts';

/** A drawn chart, and what is said of a point of it. */
export interface Drawn {
  readonly plot: uPlot;
  /** Name, value and colour of each line at a point, the largest first. */
  readonly at: (index: number) => readonly { readonly name: string; readonly text: string; readonly colour: string }[];
  readonly toggle: (series: number, visible: boolean) => void;
}

type Column = (number | null)[];

/** Draws lines, bars or points over time. */
export const drawLines = (chart: Chart, place: HTMLElement, group: string): Drawn => {
  const times = timesOf(chart);
  const raw = chart.series.map(({ values }) => unpacked(values));
  const hidden = new Set<number>();
  const columns = (): Column[] => (chart.stacked ? stacked(raw, hidden) : raw);
  const plot = new uPlot(
    {
      ...sharedOptions(chart, group),
      width: place.clientWidth,
      height: place.clientHeight,
      scales: { x: { time: true, range: [times[0] ?? 0, times.at(-1) ?? 1] }, y: scaleOf(chart) },
      axes: [
        timeAxis(),
        { ...valueAxis(), values: (_, splits) => splits.map(split => (split === null ? '' : tick(split, chart.unit))) },
      ],
      series: [{}, ...chart.series.map(lineOf)],
      // Each line of a stack is filled down to the one below it.
      bands: chart.stacked ? chart.series.slice(1).map((_, i) => ({ series: [i + 2, i + 1] })) : [],
      hooks: { draw: [drawn => drawLimits(drawn, chart)] },
    },
    [times, ...columns()],
    place,
  );
  return {
    plot,
    at: index =>
      chart.series
        .flatMap(({ name, colour, unit, decimals }, i) => {
          const value = raw[i]?.[index];
          return value === null || value === undefined || hidden.has(i)
            ? []
            : [
                {
                  name,
                  colour,
                  value,
                  text: formatValue(value, unit ?? chart.unit ?? undefined, decimals ?? undefined),
                },
              ];
        })
        .sort((a, b) => b.value - a.value),
    toggle: (series, visible) => {
      if (visible) hidden.delete(series);
      else hidden.add(series);
      plot.setSeries(series + 1, { show: visible });
      if (chart.stacked) plot.setData([times, ...columns()], false);
    },
  };
};

const stacked = (raw: readonly Column[], hidden: ReadonlySet<number>): Column[] => {
  const sums: number[] = [];
  return raw.map((column, i) =>
    column.map((value, at) => {
      if (hidden.has(i) || value === null) return sums[at] ?? null;
      const sum = (sums[at] ?? 0) + value;
      sums[at] = sum;
      return sum;
    }),
  );
};

const scaleOf = ({ min, max, softMin, softMax, logarithmic }: Chart): uPlot.Scale =>
  logarithmic
    ? { distr: 3 }
    : {
        range: (_, low, high) => {
          // A graph without a value still has its axis.
          const from = Math.min(low ?? 0, softMin ?? Number.POSITIVE_INFINITY);
          const to = Math.max(high ?? 1, softMax ?? Number.NEGATIVE_INFINITY);
          const span = to - from || Math.abs(to) || 1;
          const floor = softMin !== null && from >= softMin ? from : from - span * 0.05;
          return [min ?? floor, max ?? to + span * 0.08];
        },
      };

const lineOf = ({ name, colour, draw, width, fill, dashed, stepped, bridged }: ChartSeries): uPlot.Series => ({
  label: name,
  stroke: () => paint(colour),
  width: draw === 'points' ? 0 : width,
  fill: () => tinted(colour, draw === 'bars' ? 0.7 : fill),
  spanGaps: bridged,
  ...(dashed ? { dash: [6, 4] } : {}),
  ...(draw === 'bars' && uPlot.paths.bars !== undefined ? { paths: uPlot.paths.bars({ size: [0.8, 40] }) } : {}),
  ...(stepped && uPlot.paths.stepped !== undefined ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
  ...(draw === 'points' ? { paths: () => null, points: { show: true, size: 5 } } : {}),
});

/** Limits are dashed across the whole graph. */
const drawLimits = (plot: uPlot, { lines }: Chart): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.setLineDash([6, 5].map(length => length * devicePixelRatio));
  ctx.lineWidth = 1.5 * devicePixelRatio;
  for (const { at, colour } of lines) {
    const y = plot.valToPos(at, 'y', true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = paint(colour);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
};
