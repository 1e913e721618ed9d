import { escapeHtml } from '../core/html.ts';
import { type Href, printLink } from './links.ts';

/** The part of Markdown that text panels are written in, as HTML. HTML in the text stays text. */
export const printMarkdownText = (markdown: string, href: Href): string => {
  const out: string[] = [];
  const lines = markdown.split(/\r?\n/);
  let at = 0;
  const take = (belongs: (line: string) => boolean): readonly string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '') at += 1;
    else if (heading !== null) {
      // Headings of the page itself end at the title of a panel.
      out.push(`<p class="md-h md-h${(heading[1] ?? '').length}">${inline(heading[2] ?? '', href)}</p>`);
      at += 1;
    } else if (/^\s*```/.test(line)) {
      at += 1;
      const code = take(each => !/^\s*```/.test(each));
      at += 1;
      out.push(`<pre tabindex="0"><code>${escapeHtml(code.join('\n'))}</code></pre>`);
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      out.push('<hr>');
      at += 1;
    } else if (/^\s*\|.*\|\s*$/.test(line))
      out.push(
        tableOf(
          take(each => /^\s*\|/.test(each)),
          href,
        ),
      );
    else if (bullet.test(line))
      out.push(
        listOf(
          'ul',
          take(each => bullet.test(each) || /^\s{2,}\S/.test(each)),
          bullet,
          href,
        ),
      );
    else if (numbered.test(line))
      out.push(
        listOf(
          'ol',
          take(each => numbered.test(each) || /^\s{2,}\S/.test(each)),
          numbered,
          href,
        ),
      );
    else out.push(`<p>${inline(take(isPlain).join(' '), href)}</p>`);
  }
  return out.join('\n');
};

const bullet = /^\s*[-*+]\s+/;
const numbered = /^\s*\d+[.)]\s+/;
const isPlain = (line: string): boolean =>
  line.trim() !== '' &&
  !/^#{1,6}\s/.test(line) &&
  !bullet.test(line) &&
  !numbered.test(line) &&
  !/^\s*(```|\|)/.test(line);

const listOf = (tag: 'ul' | 'ol', lines: readonly string[], mark: RegExp, href: Href): string => {
  const items: string[] = [];
  for (const line of lines)
    if (mark.test(line) || items.length === 0) items.push(line.replace(mark, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  return `<${tag}>${items.map(item => `<li>${inline(item, href)}</li>`).join('')}</${tag}>`;
};

const tableOf = (lines: readonly string[], href: Href): string => {
  const [head = [], ...rows] = lines.map(line =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim().replaceAll('\\|', '|')),
  );
  const body = rows.filter(row => !row.every(cell => /^:?-+:?$/.test(cell)));
  const cells = (row: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${row.map(cell => `<${tag}>${inline(cell, href)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells(head, 'th')}</thead><tbody>${body.map(row => cells(row, 'td')).join('')}</tbody></table></div>`;
};

const token =
  /`([^`]+)`|\[([^\]]*)\]\(([^()\s]+(?:\([^()\s]*\))?)(?:\s+"[^"]*")?\)|\*\*(.+?)\*\*|(?<!\w)[*_]([^*_\s][^*_]*)[*_](?!\w)/g;

const inline = (text: string, href: Href): string => {
  let out = '';
  let last = 0;
  for (const match of text.matchAll(token)) {
    const [whole, code, words, url, strong, emphasis] = match;
    out += escapeHtml(text.slice(last, match.index));
    last = match.index + whole.length;
    if (code !== undefined) out += `<code>${escapeHtml(code)}</code>`;
    else if (url !== undefined) out += printLink(words ?? '', url, href);
    else if (strong !== undefined) out += `<strong>${inline(strong, href)}</strong>`;
    else out += `<em>${inline(emphasis ?? '', href)}</em>`;
  }
  return out + escapeHtml(text.slice(last));
};
