import type { Chart } from '../chart.ts';
import { drawHeatmap } from './heatmap.ts';
import { type Drawn, drawLines } from './lines.ts';
import { addPointer } from './pointer.ts';
import { onScheme } from './tokens.ts';

const drawn = new Map<Element, Drawn>();

/** Draws every chart when it comes into view, and again when it changes its size or day becomes night. */
export const drawCharts = (): void => {
  const resized = new ResizeObserver(entries => {
    for (const { target, contentRect } of entries)
      if (contentRect.width > 0)
        drawn.get(target)?.plot.setSize({ width: contentRect.width, height: contentRect.height });
  });
  const seen = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting && target instanceof HTMLElement) {
          seen.unobserve(target);
          const chart = draw(target);
          if (chart === undefined) continue;
          drawn.set(target, chart);
          resized.observe(target);
        }
    },
    { rootMargin: '200px' },
  );
  for (const place of document.querySelectorAll('.chart')) seen.observe(place);
  onScheme(() => {
    for (const { plot } of drawn.values()) plot.redraw();
  });
  addEventListener('beforeprint', () => {
    for (const { plot } of drawn.values()) plot.redraw();
  });
};

const draw = (place: HTMLElement): Drawn | undefined => {
  const text = place.querySelector('script')?.textContent;
  if (text === undefined || text === null) return undefined;
  const chart: Chart = JSON.parse(text);
  const group = place.closest('.dashboard')?.id ?? '';
  const result = chart.kind === 'heatmap' ? drawHeatmap(chart, place, group) : drawLines(chart, place, group);
  addPointer(place, chart, result);
  for (const button of place.parentElement?.querySelectorAll<HTMLButtonElement>('.toggle') ?? [])
    button.addEventListener('click', () => {
      const visible = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(visible));
      result.toggle(Number(button.dataset['series']), visible);
    });
  place.dataset['drawn'] = 'yes';
  return result;
};
