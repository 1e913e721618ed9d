import { escapeHtml } from '../core/html.ts';
import type { Panel, Query } from './dashboard.ts';
import { alertData, panelData } from './frames.ts';
import { textAt } from './json-fields.ts';
import { type Href, printLink } from './links.ts';
import { printAlerts } from './print-alerts.ts';
import { printHeatmap, printLines } from './print-chart.ts';
import { printDetails } from './print-details.ts';
import { printLimits } from './print-limits.ts';
import { printMarkdownText } from './print-markdown-text.ts';
import { printTable } from './print-table.ts';
import { printTimeline } from './print-timeline.ts';
import { printBars, printGauge, printPie, printStat } from './print-values.ts';
import type { Shown } from './questions.ts';
import { builtIns } from './time-range.ts';
import { substitute } from './variables.ts';

/** What a panel is printed with. Without `shown` no server was asked. */
export interface PanelSurroundings {
  readonly href: Href;
  readonly shown: Shown | undefined;
}

/** A panel on its place: title, what it shows, and a button that opens all there is to know of it. */
export const printPanel = (panel: Panel, { href, shown }: PanelSurroundings): string => {
  const { id, place, kind } = panel;
  const say = (text: string): string =>
    shown === undefined ? text : substitute(text, shown.choices, builtIns(shown.timing));
  const title = say(panel.title);
  const body = printBody(panel, { href, shown }, say);
  const classes = ['panel', `c${place.x}-${place.w}`, `r${place.y}-${place.h}`, `h${place.h}`, `k-${kind}`];
  if (panel.transparent) classes.push('transparent');
  const about = panel.description === '' ? '' : `<p class="about">${escapeHtml(panel.description)}</p>`;
  return [
    `<article class="${classes.join(' ')}" id="p-${id}" aria-labelledby="t-${id}">`,
    '<div class="panel-head">',
    `<h4 id="t-${id}">${title === '' ? `<span class="untitled">${escapeHtml(panel.type)} without a title</span>` : escapeHtml(title)}</h4>`,
    `<button type="button" class="open" popovertarget="i-${id}" aria-label="${escapeHtml(`Details of ${title || panel.type}`)}">${dots}</button>`,
    '</div>',
    about,
    `<div class="panel-body${body.scrolls ? ' scrolls" tabindex="0" role="group" aria-labelledby="t-'.concat(id) : ''}">${body.html}</div>`,
    printDetails(panel, title, { href, shown }),
    '</article>',
  ].join('');
};

const dots =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="3" r="1.4"/><circle cx="8" cy="8" r="1.4"/><circle cx="8" cy="13" r="1.4"/></svg>';

interface Body {
  readonly html: string;
  /** Whether it may be higher than its place. */
  readonly scrolls: boolean;
}

const printBody = (panel: Panel, { href, shown }: PanelSurroundings, say: (text: string) => string): Body => {
  if (panel.kind === 'text') {
    const content = say(textAt(panel.options, 'content') ?? '');
    const html =
      textAt(panel.options, 'mode') === 'html'
        ? `<pre><code>${escapeHtml(content)}</code></pre>`
        : printMarkdownText(content, href);
    return { html: `<div class="md">${html}</div>`, scrolls: true };
  }
  if (shown === undefined) return { html: printPlan(panel, href), scrolls: true };
  if (panel.kind === 'alertlist') {
    const { series, failure } = alertData(shown);
    return failure === undefined
      ? { html: printAlerts(panel, series, say), scrolls: true }
      : message('failed', failure);
  }
  const data = panelData(panel, shown);
  const failed = data.failures
    .map(({ refId, message: text }) => `${data.failures.length > 1 ? `${refId}: ` : ''}${text}`)
    .join(' ');
  if (!data.asked)
    return {
      html: `<p class="note">Not asked: ${panel.queries.length === 0 ? 'the panel has no query' : `the preview asks Prometheus only`}.</p>${printPlan(panel, href)}`,
      scrolls: true,
    };
  if (data.frames.length === 0)
    return failed === '' ? message('empty', panel.field.noValue ?? 'No data') : message('failed', failed);
  const { timing } = shown;
  const warning = failed === '' ? '' : `<p class="failed" role="note">${escapeHtml(failed)}</p>`;
  const drawn = (html: string, scrolls: boolean): Body => ({ html: warning + html, scrolls });
  switch (panel.kind) {
    case 'stat':
      return drawn(printStat(panel, data.frames, timing.now), false);
    case 'gauge':
      return drawn(printGauge(panel, data.frames, timing.now), false);
    case 'bargauge':
      return drawn(printBars(panel, data.frames, timing.now), true);
    case 'piechart':
      return drawn(printPie(panel, data.frames, timing.now), true);
    case 'table':
      return drawn(printTable(panel, data.frames, timing.now), true);
    case 'state-timeline':
      return drawn(printTimeline(data.frames, timing), true);
    case 'heatmap':
      return drawn(printHeatmap(panel, data.frames, timing), false);
    case 'timeseries':
      return drawn(printLines(panel, data.frames, timing), false);
    default:
      return drawn(
        `<p class="note">A panel of the kind ${escapeHtml(panel.type || 'unknown')} is shown as a table.</p>${printTable(panel, data.frames, timing.now)}`,
        true,
      );
  }
};

const message = (kind: 'empty' | 'failed', text: string): Body => ({
  html: `<p class="${kind}">${escapeHtml(text)}</p>`,
  scrolls: false,
});

/** What a panel would show: its queries, its limits, and where it leads. */
const printPlan = (panel: Panel, href: Href): string =>
  [
    `<p class="kind"><span>${escapeHtml(panel.type || 'no kind')}</span>${panel.field.unit === undefined ? '' : ` <span>${escapeHtml(panel.field.unit)}</span>`}</p>`,
    panel.kind === 'alertlist' ? `<p class="note">${escapeHtml(alertFilter(panel))}</p>` : '',
    ...panel.queries.map(printQuery),
    printLimits(panel),
    panel.links.length === 0
      ? ''
      : `<p class="links">${panel.links.map(({ title, url }) => printLink(title, url, href)).join(' ')}</p>`,
  ].join('');

const printQuery = ({ refId, legend, text, hidden }: Query): string =>
  `<div class="query"><p class="legend-of">${escapeHtml(legend === undefined || legend === '' || legend === '__auto' ? refId : legend)}${hidden ? ' (hidden)' : ''}</p><code>${breakable(escapeHtml(text))}</code></div>`;

/** Lines end after a parenthesis or a comma, or before the labels or the range of a series, and within a name only when nothing else helps. */
const breakable = (html: string): string => html.replace(/[{[]/g, '<wbr>$&').replace(/[(,](?=\S)/g, '$&<wbr>');

const alertFilter = (panel: Panel): string => {
  const labels = textAt(panel.options, 'alertInstanceLabelFilter') ?? '';
  const name = textAt(panel.options, 'alertName') ?? '';
  return `Alerts${name === '' ? '' : ` named ${name}`}${labels === '' ? '' : ` with ${labels}`}.`;
};
