import type { RouteMatcher } from './routing.ts';

/** A label that needs no quotes. */
const plainLabel = /^[A-Za-z_][A-Za-z0-9_]*$/;

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** `severity=~"critical|warning"`, as alertmanager.yml and amtool read it. */
export const printMatcher = ({ label, op, value }: RouteMatcher): string =>
  `${plainLabel.test(label) ? label : quoted(label)}${op}${quoted(value)}`;

/** Text in quotes, or text without anything that ends it. */
const name = /"(?:[^"\\\n]|\\.)*"|[^\s"=~!{},\\]+/y;
const operator = /=~|!~|!=|=/y;
const bareValue = /[^"{},]*/y;
const space = /\s*/y;

const unescaped: Readonly<Record<string, string>> = { n: '\n', '"': '"', '\\': '\\' };

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, (whole, of: string) => unescaped[of] ?? whole) : text;

/** Reads matchers as Alertmanager does: one, or several between commas, in braces or not. Nothing when they are none. */
export const parseMatchers = (text: string): readonly RouteMatcher[] | undefined => {
  const inside = text.trim();
  const inBraces = inside.startsWith('{');
  if (inBraces !== inside.endsWith('}')) return undefined;
  const body = inBraces ? inside.slice(1, -1) : inside;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(body)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const matchers: RouteMatcher[] = [];
  take(space);
  while (at < body.length) {
    const label = take(name);
    take(space);
    const op = take(operator);
    take(space);
    const value = take(body[at] === '"' ? name : bareValue)?.trimEnd();
    take(space);
    if (label === undefined || op === undefined || value === undefined) return undefined;
    if (op !== '=' && op !== '!=' && op !== '=~' && op !== '!~') return undefined;
    if (at < body.length && take(/,/y) === undefined) return undefined;
    take(space);
    matchers.push({ label: unquoted(label), op, value: unquoted(value) });
  }
  return matchers;
};
