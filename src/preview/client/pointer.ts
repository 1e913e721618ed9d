import type { Chart } from '../chart.ts';
import { clock } from './clock.ts';
import type { Drawn } from './lines.ts';
import { paint } from './tokens.ts';

/** Lines of a box; the rest is counted. */
const most = 12;

/** A box with the values under the pointer, or under the arrow keys. */
export const addPointer = (place: HTMLElement, chart: Chart, { plot, at }: Drawn): void => {
  const box = document.createElement('div');
  box.className = 'pointer';
  box.hidden = true;
  place.append(box);
  const spoken = document.createElement('p');
  spoken.className = 'spoken';
  spoken.setAttribute('aria-live', 'polite');
  place.append(spoken);

  const show = (index: number | null | undefined, left: number, top: number): void => {
    const values = index === null || index === undefined ? [] : at(index);
    box.hidden = values.length === 0;
    if (box.hidden || index === null || index === undefined) return;
    const seconds = chart.start + index * chart.step;
    const time = document.createElement('p');
    time.textContent = `${new Date(seconds * 1_000).toISOString().slice(0, 10)} ${clock(seconds, 3_600)} UTC`;
    const rows = values.slice(0, most).map(({ name, text, colour }) => {
      const row = document.createElement('p');
      const mark = document.createElement('i');
      mark.style.background = paint(colour);
      const words = document.createElement('span');
      words.textContent = name;
      const number = document.createElement('b');
      number.textContent = text;
      row.append(mark, words, number);
      return row;
    });
    const more = document.createElement('p');
    more.textContent = values.length > most ? `and ${values.length - most} more` : '';
    box.replaceChildren(time, ...rows, ...(values.length > most ? [more] : []));
    const x = plot.over.offsetLeft + left;
    const flips = x + box.offsetWidth + 24 > place.clientWidth;
    box.style.left = `${Math.max(flips ? x - box.offsetWidth - 12 : x + 12, 0)}px`;
    box.style.top = `${Math.max(Math.min(plot.over.offsetTop + top - 12, place.clientHeight - box.offsetHeight), 0)}px`;
  };
  const hide = (): void => {
    box.hidden = true;
  };

  plot.over.addEventListener('mousemove', () => show(plot.cursor.idx, plot.cursor.left ?? 0, plot.cursor.top ?? 0));
  plot.over.addEventListener('mouseleave', hide);
  place.addEventListener('blur', hide);

  let index = chart.count - 1;
  place.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -chart.count, End: chart.count }[
      event.key
    ];
    if (step === undefined || event.target !== place) return;
    event.preventDefault();
    index = Math.min(Math.max(index + step, 0), chart.count - 1);
    const left = plot.valToPos(chart.start + index * chart.step, 'x');
    const top = plot.over.clientHeight / 3;
    plot.setCursor({ left, top: chart.kind === 'heatmap' ? -10 : top });
    show(index, left, top);
    spoken.textContent = box.textContent;
  });
};
