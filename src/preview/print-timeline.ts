import { escapeHtml } from '../core/html.ts';
import { seriesToken } from './colours.ts';
import { writeValue } from './field.ts';
import type { Frame } from './frames.ts';
import { swatch } from './print-values.ts';
import type { Timing } from './time-range.ts';

/** Series of a panel that are drawn. */
const most = 40;

interface State {
  readonly text: string;
  readonly colour: string;
  /** Steps from the start of the range. */
  readonly from: number;
  readonly to: number;
}

/** A bar for each series along the time, as long as each state lasted. */
export const printTimeline = (frames: readonly Frame[], timing: Timing): string => {
  const steps = Math.round((timing.end - timing.start) / timing.step) + 1;
  const palette = new Map<string, string>();
  const rows = frames.slice(0, most).map(frame => {
    const states = statesOf(frame, timing, palette);
    const lengths = new Map<string, number>();
    for (const { text, from, to } of states) lengths.set(text, (lengths.get(text) ?? 0) + to - from);
    const summary = [...lengths].map(([text, length]) => `${text} ${Math.round((length / steps) * 100)} %`).join(', ');
    const bars = states.map(
      ({ text, colour, from, to }) =>
        `<rect x="${from}" width="${to - from}" height="1" fill="${colour}"><title>${escapeHtml(`${clock(timing.start + from * timing.step)} to ${clock(timing.start + to * timing.step)} UTC: ${text}`)}</title></rect>`,
    );
    return `<li><span class="state-name">${escapeHtml(frame.name)}</span><svg class="states" role="img" aria-label="${escapeHtml(`${frame.name}: ${summary}`)}" preserveAspectRatio="none" viewBox="0 0 ${steps} 1">${bars.join('')}</svg></li>`;
  });
  const legend = [...palette].map(
    ([text, colour]) => `<li>${swatch(colour)}<span class="name">${escapeHtml(text)}</span></li>`,
  );
  const hidden = frames.length > most ? `<p class="note">${frames.length - most} more series</p>` : '';
  return `<ul class="timeline">${rows.join('')}</ul><p class="times"><span>${clock(timing.start)}</span><span>${clock(timing.end)} UTC</span></p>${hidden}<ul class="legend">${legend.join('')}</ul>`;
};

const statesOf = (frame: Frame, { start, step }: Timing, palette: Map<string, string>): readonly State[] => {
  const coloured = frame.field.thresholds !== undefined || frame.field.mappings !== undefined;
  const states: State[] = [];
  for (const { at, value } of frame.points) {
    const from = Math.round((at - start) / step);
    const written = writeValue(frame.field, value, undefined);
    const known = palette.get(written.text);
    const colour = known ?? (coloured ? written.colour : seriesToken(palette.size));
    if (known === undefined) palette.set(written.text, colour);
    const last = states.at(-1);
    if (last !== undefined && last.to === from && last.text === written.text)
      states[states.length - 1] = { ...last, to: from + 1 };
    else states.push({ text: written.text, colour: coloured ? written.colour : colour, from, to: from + 1 });
  }
  return states;
};

const clock = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(5, 16).replace('T', ' ');
