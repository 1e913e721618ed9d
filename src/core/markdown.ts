/** Where a heading can be linked to, as GitHub and GitLab name it. */
export const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** The text without its code, in which nothing is a link or a heading. */
const withoutCode = (text: string): string =>
  text.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, code => code.replace(/[[\]()#]/g, ''));

/** The anchors of a page: a heading that occurs again is numbered from 1 on. */
export const anchorsIn = (page: string): ReadonlySet<string> => {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = anchorOf(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
};

/** What the links of a page lead to, in order. */
export const linksIn = (page: string): readonly string[] =>
  [...withoutCode(page).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);

/** Text in which `<file>` stays visible: outside of code it would be taken for HTML. */
export const plainText = (text: string): string =>
  text.replace(/(`[^`]*`)|<(?=[a-z/!])/gi, (_, code: string | undefined) => code ?? '\\<');

/** Text in a cell of a table. */
export const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

/** A table; its cells must be free of line ends and bars. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map(row => `| ${row.map(cell).join(' | ')} |`),
];
