import { escapeHtml } from '../core/html.ts';

/** Where links of a page lead: to other dashboards of it, or out of it. */
export type Href = (url: string) => { readonly href: string; readonly leaves: boolean } | undefined;

/**
 * A link to a dashboard of the page leads there, one to the web leads out. Whatever else an address says, a path on
 * the Grafana that is not there or a script, leads nowhere.
 */
export const hrefOf =
  (uids: ReadonlySet<string>): Href =>
  url => {
    const path = url.replace(/^https?:\/\/[^/]+/, '');
    const [, uid = ''] = /(?:^|\/)d\/([\w-]+)/.exec(path.split(/[?#]/)[0] ?? '') ?? [];
    if (uids.has(uid)) return { href: `#d-${uid}`, leaves: false };
    return /^https?:\/\//i.test(url) && URL.canParse(url) ? { href: url, leaves: true } : undefined;
  };

/** A link, or its words and the address beside them when it leads nowhere from here. */
export const printLink = (title: string, url: string, href: Href): string => {
  const target = href(url);
  const words = escapeHtml(title === '' ? url : title);
  if (target === undefined) return `<span class="nowhere" title="${escapeHtml(`In Grafana: ${url}`)}">${words}</span>`;
  return target.leaves
    ? `<a href="${escapeHtml(target.href)}" target="_blank" rel="noreferrer noopener">${words}</a>`
    : `<a href="${escapeHtml(target.href)}">${words}</a>`;
};
