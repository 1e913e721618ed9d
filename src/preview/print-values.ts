import { escapeHtml } from '../core/html.ts';
import { colourToken } from './colours.ts';
import type { Panel } from './dashboard.ts';
import { absoluteSteps, seriesColour, type Written, writeValue } from './field.ts';
import { type Frame, reduced } from './frames.ts';
import { objectAt, textAt, textsAt } from './json-fields.ts';
import { formatValue } from './units.ts';

/** One number of a panel: of a stat, a gauge, a bar or a slice. */
interface Reading {
  readonly name: string;
  readonly value: number;
  readonly written: Written;
  readonly frame: Frame;
}

/** Most of them that are drawn; a panel with more is read in Grafana. */
const most = 60;

const readings = (panel: Panel, frames: readonly Frame[], now: number): readonly Reading[] => {
  const [calculation = 'lastNotNull'] = textsAt(objectAt(panel.options, 'reduceOptions'), 'calcs');
  return frames.slice(0, most).flatMap(frame => {
    const value = reduced(frame.points, calculation);
    return value === undefined ? [] : { name: frame.name, value, written: writeValue(frame.field, value, now), frame };
  });
};

const round = (value: number): number => Number(value.toFixed(2));

/** Big numbers, each with its name when there are several. */
export const printStat = (panel: Panel, frames: readonly Frame[], now: number): string => {
  const all = readings(panel, frames, now);
  const mode = textAt(panel.options, 'textMode') ?? 'auto';
  const withNames = mode === 'value_and_name' || mode === 'name' || (mode === 'auto' && all.length > 1);
  const ground = (textAt(panel.options, 'colorMode') ?? 'value').startsWith('background');
  const line = textAt(panel.options, 'graphMode') === 'area';
  const tiles = all.map(({ name, written, frame }) => {
    const curve = line ? sparkline(frame, written.colour) : '';
    const paint = ` class="tile${ground ? ' ground' : ''}${curve === '' ? '' : ' lined'}"`;
    const label = withNames ? `<span class="tile-name">${escapeHtml(name)}</span>` : '';
    const number = mode === 'name' || mode === 'none' ? '' : numberOf(written, ground);
    return `<li${paint}>${ground ? band(written.colour) : ''}${label}${number}${curve}</li>`;
  });
  return `<ul class="tiles n${Math.min(all.length, 12)}">${tiles.join('')}</ul>`;
};

/** Words in a drawing take any colour without a style of their own; on a coloured ground they stay as they are. */
const numberOf = ({ text, colour }: Written, ground: boolean): string =>
  ground
    ? `<span class="big">${escapeHtml(text)}</span>`
    : `<span class="big ${inkOf(colour)}">${escapeHtml(text)}</span>`;

/** The class that paints words in a token. Colours that the author wrote by numbers are shown as a mark beside. */
export const inkOf = (token: string): string => {
  const [, name] = /^var\(--(\w+)\)$/.exec(token) ?? [];
  return name === undefined ? 'ink-text' : `ink-${name}`;
};

const band = (colour: string): string =>
  `<svg class="band" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1 1"><rect width="1" height="1" fill="${colour}"/></svg>`;

const sparkline = ({ points }: Frame, colour: string): string => {
  const shown = points.filter(({ value }) => Number.isFinite(value));
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at) return '';
  const values = shown.map(({ value }) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (at: number): number => round(((at - first.at) / (last.at - first.at)) * 100);
  const y = (value: number): number => (high === low ? 15 : round(28 - ((value - low) / (high - low)) * 26));
  const path = shown.map(({ at, value }) => `${x(at)} ${y(value)}`).join('L');
  return `<svg class="spark" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 30"><path d="M0 30L${path}L100 30Z" fill="${colour}" opacity=".15"/><path d="M${path}" fill="none" stroke="${colour}" stroke-width="1.5" vector-effect="non-scaling-stroke"/></svg>`;
};

/** The scale of a gauge or a bar: what the author says, else from nothing to the largest value there is. */
const scaleOf = ({ frame: { field } }: Reading, all: readonly Reading[]): readonly [low: number, high: number] => {
  const values = all.map(({ value }) => value).filter(Number.isFinite);
  const bounds =
    field.thresholds === undefined ? [] : absoluteSteps(field.thresholds, field).flatMap(({ from }) => from ?? []);
  const low = field.min ?? Math.min(0, ...values);
  const high =
    field.max ?? (field.unit === 'percentunit' ? 1 : field.unit === 'percent' ? 100 : Math.max(...values, ...bounds));
  return [low, high > low ? high : low + 1];
};

const share = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(Math.max((value - low) / (high - low), 0), 1);

const arc = (from: number, to: number, radius: number): string => {
  const point = (at: number): string => {
    const angle = Math.PI * (0.85 + at * 1.3);
    return `${round(50 + radius * Math.cos(angle))} ${round(50 + radius * Math.sin(angle))}`;
  };
  return `M${point(from)}A${radius} ${radius} 0 ${(to - from) * 1.3 > 1 ? 1 : 0} 1 ${point(to)}`;
};

/** Arcs with the steps of their thresholds around them. */
export const printGauge = (panel: Panel, frames: readonly Frame[], now: number): string => {
  const all = readings(panel, frames, now);
  return `<ul class="tiles gauges">${all
    .map(reading => {
      const scale = scaleOf(reading, all);
      const { field } = reading.frame;
      const steps = field.thresholds === undefined ? [] : absoluteSteps(field.thresholds, field);
      const ring = steps.map(({ from, colour }, i) => {
        const begin = from === null ? 0 : share(from, scale);
        const end = share(steps[i + 1]?.from ?? scale[1], scale);
        return end > begin
          ? `<path d="${arc(begin, end, 46)}" stroke="${colourToken(colour)}" stroke-width="2.5"/>`
          : '';
      });
      const filled = share(reading.value, scale);
      return `<li class="tile"><svg class="gauge" viewBox="0 0 100 76" role="img" aria-label="${escapeHtml(`${reading.name}: ${reading.written.text}`)}"><g fill="none"><path d="${arc(0, 1, 38)}" stroke="var(--line)" stroke-width="10"/>${filled > 0 ? `<path d="${arc(0, filled, 38)}" stroke="${reading.written.colour}" stroke-width="10"/>` : ''}${ring.join('')}</g><text x="50" y="56" text-anchor="middle" class="gauge-text">${escapeHtml(reading.written.text)}</text></svg>${all.length > 1 ? `<span class="tile-name">${escapeHtml(reading.name)}</span>` : ''}</li>`;
    })
    .join('')}</ul>`;
};

/** One bar below the other, the way the panel sorts its query. */
export const printBars = (panel: Panel, frames: readonly Frame[], now: number): string => {
  const all = readings(panel, frames, now);
  return `<ul class="bars">${all
    .map(reading => {
      const width = round(share(reading.value, scaleOf(reading, all)) * 100);
      return `<li><span class="bar-name">${escapeHtml(reading.name)}</span><svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1"><rect width="100" height="1" fill="var(--line)" opacity=".45"/><rect width="${width}" height="1" fill="${reading.written.colour === 'var(--text)' ? 'var(--s0)' : reading.written.colour}"/></svg><span class="bar-value ${inkOf(reading.written.colour)}">${escapeHtml(reading.written.text)}</span></li>`;
    })
    .join('')}</ul>`;
};

/** Slices of a whole, with their shares in words beside them. */
export const printPie = (panel: Panel, frames: readonly Frame[], now: number): string => {
  const all = readings(panel, frames, now).filter(({ value }) => value > 0);
  const total = all.reduce((sum, { value }) => sum + value, 0);
  let begin = 0;
  const slices = all.map(({ name, value, written, frame }, index) => {
    const from = begin;
    begin += value / total;
    const colour = seriesColour(frame.field, index);
    const length = round((value / total) * 100);
    return {
      slice: `<circle r="15.915" cx="21" cy="21" stroke="${colour}" stroke-dasharray="${length} ${round(100 - length)}" stroke-dashoffset="${round(125 - from * 100)}"/>`,
      legend: `<li>${swatch(colour)}<span class="name">${escapeHtml(name)}</span> <span class="value">${escapeHtml(written.text)} · ${escapeHtml(formatValue(value / total, 'percentunit', 0))}</span></li>`,
    };
  });
  return `<div class="pie"><svg viewBox="0 0 42 42" aria-hidden="true"><g fill="none" stroke-width="8">${slices.map(({ slice }) => slice).join('')}</g></svg><ul class="legend column">${slices.map(({ legend }) => legend).join('')}</ul></div>`;
};

export const swatch = (colour: string): string =>
  `<svg class="swatch" aria-hidden="true" viewBox="0 0 4 1" preserveAspectRatio="none"><rect width="4" height="1" fill="${colour}"/></svg>`;
