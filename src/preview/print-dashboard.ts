import { escapeHtml } from '../core/html.ts';
import type { Dashboard, DashboardLink, Row } from './dashboard.ts';
import { type Href, printLink } from './links.ts';
import { printPanel } from './print-panel.ts';
import type { Shown } from './questions.ts';
import { rangeText } from './read-dashboard.ts';
import { builtIns } from './time-range.ts';
import { choiceText, substitute } from './variables.ts';

/** What a dashboard is printed with. */
export interface DashboardSurroundings {
  readonly href: Href;
  readonly all: readonly Dashboard[];
  readonly shown: Shown | undefined;
}

/** The one that Grafana opens first, and so does the page. */
const home = 'home';

/** One dashboard: what it is for, its choices, and its rows. */
export const printDashboard = (dashboard: Dashboard, { href, all, shown }: DashboardSurroundings): string => {
  const { uid, title, folder, description, tags, range, refresh, rows, links } = dashboard;
  const facts = [
    shown === undefined
      ? `opens with the last ${rangeText(range)}`
      : `the last ${rangeText(shown.timing.end - shown.timing.start)}`,
    ...(shown === undefined ? [] : [`a point every ${rangeText(shown.timing.step)}`]),
    ...(refresh === '' ? [] : [`refreshes every ${refresh}`]),
  ];
  return [
    `<section class="dashboard" id="d-${uid}" aria-labelledby="n-${uid}"${uid === home ? ' data-home' : ''}>`,
    '<div class="dashboard-head">',
    folder === '' ? '' : `<p class="folder">${escapeHtml(folder)}</p>`,
    `<h2 id="n-${uid}" tabindex="-1">${escapeHtml(title)}</h2>`,
    description === '' ? '' : `<p class="purpose">${escapeHtml(description)}</p>`,
    `<p class="facts"><code>${escapeHtml(uid)}</code> · ${escapeHtml(facts.join(' · '))}</p>`,
    tags.length === 0
      ? ''
      : `<ul class="tags" aria-label="Tags">${tags.map(tag => `<li>${escapeHtml(tag)}</li>`).join('')}</ul>`,
    printVariables(dashboard, shown),
    printLinks(dashboard, links, all, href),
    '</div>',
    ...rows.map(row => printRow(row, href, shown)),
    rows.length === 0 ? '<p class="empty">This dashboard has no panels.</p>' : '',
    '</section>',
  ].join('\n');
};

const printVariables = ({ variables }: Dashboard, shown: Shown | undefined): string => {
  const visible = variables.filter(({ hidden }) => !hidden);
  if (visible.length === 0) return '';
  return `<dl class="variables">${visible
    .map(({ name, label, definition, chosen, includeAll }) => {
      const choice = shown?.choices.get(name);
      const opened =
        chosen.length === 0
          ? includeAll
            ? 'All'
            : 'first'
          : chosen.map(value => (value === '$__all' ? 'All' : value)).join(', ');
      return `<div><dt title="${escapeHtml(`$${name}: ${definition}`)}">${escapeHtml(label)}</dt><dd>${escapeHtml(choice === undefined ? opened : choiceText(choice))}</dd></div>`;
    })
    .join('')}</dl>`;
};

/** Dashboards that one link lists: hundreds of dashboards with one tag would each list all others. */
const most = 60;

const printLinks = (own: Dashboard, links: readonly DashboardLink[], all: readonly Dashboard[], href: Href): string => {
  if (links.length === 0) return '';
  const items = links.map(link => {
    if (link.kind === 'page') return `<li>${printLink(link.title, link.url, href)}</li>`;
    const others = all.filter(({ uid, tags }) => uid !== own.uid && link.tags.every(tag => tags.includes(tag)));
    return others.length === 0
      ? `<li><span class="nowhere">${escapeHtml(link.title)}: no other dashboard</span></li>`
      : `<li><details class="tag-links"><summary>${escapeHtml(link.title)} (${others.length})</summary><ul>${others
          .slice(0, most)
          .map(({ uid, title }) => `<li><a href="#d-${uid}">${escapeHtml(title)}</a></li>`)
          .join(
            '',
          )}${others.length > most ? `<li class="note">and ${others.length - most} more, in the menu</li>` : ''}</ul></details></li>`;
  });
  return `<ul class="dashboard-links" aria-label="Links">${items.join('')}</ul>`;
};

const printRow = ({ title, collapsed, repeat, panels }: Row, href: Href, shown: Shown | undefined): string => {
  const grid = `<div class="grid">${panels.map(panel => printPanel(panel, { href, shown })).join('\n')}</div>`;
  if (title === undefined) return grid;
  const words = shown === undefined ? title : substitute(title, shown.choices, builtIns(shown.timing));
  const times = repeat === undefined ? '' : ` <span class="note">repeated for each ${escapeHtml(repeat)}</span>`;
  return `<details class="row"${collapsed ? '' : ' open'}><summary><h3>${escapeHtml(words === '' ? 'Row' : words)}</h3> <span class="count">${panels.length}</span>${times}</summary>${grid}</details>`;
};
