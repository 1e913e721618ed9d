/**
 * Colours as tokens: a variable that the style of the page gives one value by day and one by night, or a colour that the
 * author wrote. A token is safe inside of an attribute.
 */
const named = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;

const others: ReadonlyMap<string, string> = new Map([
  ['text', 'var(--text)'],
  ['transparent', 'var(--muted)'],
  ['gray', 'var(--muted)'],
  ['grey', 'var(--muted)'],
  ['white', 'var(--text)'],
  ['black', 'var(--text)'],
]);

/** What is written by its numbers: hex, or rgb with an optional share of opacity. */
const written = /^(#[0-9a-f]{3,8}|rgba?\([\d\s.,%]{1,40}\))$/i;

/** The token of a colour as Grafana names it: `dark-red` and `semi-dark-red` are shades of red. */
export const colourToken = (colour: string | undefined): string => {
  if (colour === undefined) return 'var(--text)';
  if (written.test(colour)) return colour;
  const base = colour.replace(/^(super-light|light|semi-dark|dark)-/, '');
  return others.get(base) ?? (named.some(name => name === base) ? `var(--${base})` : 'var(--text)');
};

/** Series are painted in turn; the page defines as many variables. */
export const seriesColours = 10;

export const seriesToken = (index: number): string => `var(--s${index % seriesColours})`;
