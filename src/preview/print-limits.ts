import { escapeHtml } from '../core/html.ts';
import { colourToken } from './colours.ts';
import type { Panel } from './dashboard.ts';
import { swatch } from './print-values.ts';
import { formatValue } from './units.ts';

/** The limits of a panel in words and in colour. */
export const printLimits = ({ field }: Panel): string => {
  const steps = field.thresholds?.steps ?? [];
  if (steps.every(({ from }) => from === null)) return '';
  const percentage = field.thresholds?.percentage === true;
  return `<ul class="limits" aria-label="Thresholds">${steps
    .map(({ from, colour }) => {
      const bound =
        from === null ? 'below' : `≥ ${percentage ? `${from} %` : formatValue(from, field.unit, undefined)}`;
      return `<li>${swatch(colourToken(colour))}${escapeHtml(bound)} <span class="colour-name">${escapeHtml(colour)}</span></li>`;
    })
    .join('')}</ul>`;
};
