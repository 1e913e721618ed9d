import uPlot from 'uplot';
import type { Chart } from '../chart.ts';
import { formatValue } from '../units.ts';
import { sharedOptions, timeAxis, timesOf, unpacked, valueAxis } from './frame.ts';
import type { Drawn } from './lines.ts';
import { tinted } from './tokens.ts';

const colour = 'var(--orange)';

/** Draws one row of cells per bucket, the fullest cells in the strongest colour. */
export const drawHeatmap = (chart: Chart, place: HTMLElement, group: string): Drawn => {
  const times = timesOf(chart);
  const rows = chart.series.map(({ values }) => unpacked(values));
  const most = rows.reduce((high, row) => row.reduce<number>((top, value) => Math.max(top, value ?? 0), high), 0);
  const plot = new uPlot(
    {
      ...sharedOptions(chart, group),
      width: place.clientWidth,
      height: place.clientHeight,
      scales: {
        x: { time: true, range: [times[0] ?? 0, (times.at(-1) ?? 1) + chart.step] },
        y: { range: [0, rows.length] },
      },
      axes: [
        { ...timeAxis(), grid: { show: false } },
        {
          ...valueAxis(),
          grid: { show: false },
          splits: rows.map((_, i) => i + 1),
          // A label stands at the upper bound of its bucket; where there is no room, every other one stays.
          filter: (drawn, splits) => {
            const room = Math.ceil(14 / Math.max(drawn.bbox.height / devicePixelRatio / Math.max(rows.length, 1), 1));
            return splits.map((split, i) => (i % room === 0 ? split : null));
          },
          values: (_, splits) => splits.map(split => (split === null ? '' : (chart.series[split - 1]?.name ?? ''))),
        },
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: { draw: [drawn => drawCells(drawn, times, rows, chart.step, most)] },
    },
    [times, times.map(() => null)],
    place,
  );
  return {
    plot,
    at: index => {
      const row = Math.floor(plot.posToVal(plot.cursor.top ?? 0, 'y'));
      const under = rows
        .map((cells, i) => ({ name: `up to ${chart.series[i]?.name ?? ''}`, value: cells[index] ?? 0, row: i }))
        .filter(cell => (rows[row] === undefined ? cell.value > 0 : cell.row === row));
      return under.map(({ name, value }) => ({ name, colour, text: formatValue(value, 'short', undefined) }));
    },
    // One query has one picture.
    toggle: () => undefined,
  };
};

const drawCells = (
  plot: uPlot,
  times: readonly number[],
  rows: readonly (readonly (number | null)[])[],
  step: number,
  most: number,
): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const [i, row] of rows.entries()) {
    const top = plot.valToPos(i + 1, 'y', true);
    const bottom = plot.valToPos(i, 'y', true);
    for (const [at, value] of row.entries()) {
      if (value === null || value <= 0) continue;
      const time = times[at] ?? 0;
      const left = Math.round(plot.valToPos(time, 'x', true));
      const width = Math.round(plot.valToPos(time + step, 'x', true)) - left;
      ctx.fillStyle = tinted(colour, 0.08 + 0.92 * Math.sqrt(value / most));
      // Narrow cells touch each other: gaps between them would be all one sees.
      ctx.fillRect(left, top, Math.max(width > 8 ? width - 1 : width, 1), Math.max(bottom - top - 1, 1));
    }
  }
  ctx.restore();
};
