import { createHash } from 'node:crypto';
import { compareText } from '../core/diagnostic.ts';
import { escapeHtml } from '../core/html.ts';
import type { Dashboard } from './dashboard.ts';
import { hrefOf } from './links.ts';
import { printDashboard } from './print-dashboard.ts';
import type { Shown } from './questions.ts';

/** What the page is made of beside its dashboards. */
export interface PageParts {
  /** Of the stack, or of the folder that was read. */
  readonly title: string;
  /** The script and the style of the page, as they were built. */
  readonly script: string;
  readonly style: string;
  /** What was asked, and when; undefined when nobody was. */
  readonly asked: { readonly server: string; readonly at: number } | undefined;
  /** By uid. */
  readonly shown: ReadonlyMap<string, Shown>;
}

/** The dashboards by folder and title, as Grafana lists them. */
export const inOrder = (dashboards: readonly Dashboard[]): readonly Dashboard[] =>
  dashboards.toSorted(
    (a, b) => compareText(a.folder, b.folder) || compareText(a.title, b.title) || compareText(a.uid, b.uid),
  );

/**
 * A set of dashboards as one file. It asks for nothing: its policy allows this one style and this one script, by their
 * digests, and no connection, picture, font or frame at all.
 */
export const printPage = (dashboards: readonly Dashboard[], parts: PageParts): string => {
  const all = inOrder(dashboards);
  const style = `${parts.style.trim()}\n${places(all)}`.replaceAll('</', '<\\/');
  const script = parts.script.trim().replaceAll('</script', '<\\/script');
  const href = hrefOf(new Set(all.map(({ uid }) => uid)));
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const panels = all.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.panels.length, 0);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(parts.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">Skip to the dashboard</a>',
    '<header class="top">',
    `<h1>${escapeHtml(parts.title)}${parts.title === 'dashboards' ? '' : ' <span>dashboards</span>'}</h1>`,
    `<p class="asked">${escapeHtml(`${counted(all.length, 'dashboard')} with ${counted(panels, 'panel')}`)}${printAsked(parts.asked)}</p>`,
    '</header>',
    '<div class="sides">',
    printMenu(all),
    '<main id="main" tabindex="-1">',
    ...all.map(dashboard => printDashboard(dashboard, { href, all, shown: parts.shown.get(dashboard.uid) })),
    '</main>',
    '</div>',
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
};

const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const printAsked = (asked: PageParts['asked']): string => {
  if (asked === undefined) return ', as they are written: no server was asked';
  const time = new Date(asked.at * 1_000).toISOString();
  return ` · data of <span class="server">${escapeHtml(asked.server)}</span> up to <time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>`;
};

const digest = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;

const printMenu = (all: readonly Dashboard[]): string => {
  const folders = [...new Set(all.map(({ folder }) => folder))];
  return [
    '<nav aria-label="Dashboards">',
    '<details class="menu" open><summary>All dashboards</summary>',
    '<label class="find">Find <input type="search" id="find" autocomplete="off" spellcheck="false" aria-describedby="find-key"></label><span id="find-key" class="hint">press / to get here</span>',
    ...folders.map(folder => {
      const items = all
        .filter(dashboard => dashboard.folder === folder)
        .map(
          ({ uid, title, tags }) =>
            `<li data-find="${escapeHtml([uid, title, folder, ...tags].join(' ').toLowerCase())}"><a href="#d-${uid}">${escapeHtml(title)}</a></li>`,
        );
      return `<div class="folder-list"><h2>${escapeHtml(folder === '' ? 'General' : folder)}</h2><ul>${items.join('')}</ul></div>`;
    }),
    '<p class="none" hidden>No dashboard has that in its name, folder or tags.</p>',
    '</details>',
    '</nav>',
  ].join('\n');
};

/** A rule for each place that a panel takes: the policy allows no style on an element itself. */
const places = (all: readonly Dashboard[]): string => {
  const used = all.flatMap(({ rows }) => rows).flatMap(({ panels }) => panels.map(({ place }) => place));
  const rules = (list: readonly (readonly [number, string])[]): string =>
    [...new Map(list.map(([order, rule]) => [rule, order]))]
      .toSorted(([a, i], [b, j]) => i - j || compareText(a, b))
      .map(([rule]) => rule)
      .join('');
  return [
    rules(used.map(({ h }) => [h, `.h${h}{--rows:${h}}`])),
    '@media(min-width:62rem){',
    rules(used.map(({ x, w }) => [x * 100 + w, `.c${x}-${w}{grid-column:${x + 1}/span ${w}}`])),
    rules(used.map(({ y, h }) => [y * 1_000 + h, `.r${y}-${h}{grid-row:${y + 1}/span ${h}}`])),
    '}',
  ].join('');
};
