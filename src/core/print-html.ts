import { escapeHtml as escaped } from './html.ts';
import type { Block, Page } from './page.ts';

/**
 * A page as one file: no script, no picture, no font and no style from elsewhere. Good and bad differ in words and in the
 * pattern of the bars, not in colour alone.
 */
export const printHtml = ({ title, blocks }: Page): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    ...blocks.map(printBlock),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

/** Text on its ground has a contrast of 7 : 1 or more, by day and by night. */
const style = [
  ':root{color-scheme:light dark;--ground:#fff;--text:#1a1a1a;--line:#b8b8b8;--good:#1f6f43;--bad:#a3161c}',
  '@media(prefers-color-scheme:dark){:root{--ground:#14171a;--text:#f0f0f0;--line:#555b61;--good:#6fcf97;--bad:#ff9a9a}}',
  'body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif}',
  'main{max-width:70rem;margin:0 auto;padding:1rem}',
  '.wide{overflow-x:auto}',
  'table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}',
  'caption{text-align:left;font-weight:600;padding:.25rem 0}',
  'th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left}',
  'svg{display:block;max-width:100%;height:4rem}',
].join('');

const printBlock = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'table':
      return table(block);
    case 'bars':
      return bars(block);
  }
};

/** A table that is wider than the window scrolls by itself, by keyboard as well. */
const table = ({ caption, head, rows }: Extract<Block, { readonly kind: 'table' }>): string =>
  [
    `<div class="wide" role="region" aria-label="${escaped(caption)}" tabindex="0">`,
    '<table>',
    `<caption>${escaped(caption)}</caption>`,
    `<thead><tr>${head.map(cell => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      ([first = '', ...others]) =>
        `<tr><th scope="row">${escaped(first)}</th>${others.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
    '</div>',
  ].join('\n');

/** Width and height of the picture, in its own units. */
const barWidth = 12;
const fullHeight = 60;

const bars = ({ label, bars: all }: Extract<Block, { readonly kind: 'bars' }>): string =>
  [
    `<svg viewBox="0 0 ${all.length * barWidth} ${fullHeight}" role="img" aria-label="${escaped(label)}">`,
    ...all.map(({ label: title, height, good }, i) => {
      const tall = Math.max(Math.round((height ?? 0) * fullHeight), 1);
      const paint =
        height === null ? 'fill="var(--line)"' : good ? 'fill="var(--good)"' : 'fill="var(--bad)" stroke="var(--text)"';
      return `<rect x="${i * barWidth + 1}" y="${fullHeight - tall}" width="${barWidth - 2}" height="${tall}" ${paint}><title>${escaped(title)}</title></rect>`;
    }),
    '</svg>',
  ].join('\n');
