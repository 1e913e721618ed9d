import { alternatives, toJavaScript } from '../promql/regex-values.ts';
import type { Matcher } from '../promql/syntax.ts';

/** Whether a label value meets a condition; undefined for a pattern that cannot be decided here. */
export const meets = (value: string, { op, value: wanted }: Pick<Matcher, 'op' | 'value'>): boolean | undefined => {
  if (op === '=') return value === wanted;
  if (op === '!=') return value !== wanted;
  const pattern = toJavaScript(wanted);
  if (pattern === undefined) return undefined;
  return op === '=~' ? pattern.test(value) : !pattern.test(value);
};

/** A text that a simple pattern matches: `5..` gives `500`. */
const sampleOf = (pattern: string): string =>
  pattern
    .replace(/\(\?:/g, '(')
    .replace(/\[([^\]^\\])[^\]]*\]/g, '$1')
    .replace(/\(([^()|]*)(?:\|[^()]*)?\)/g, '$1')
    .replace(/\\d/g, '0')
    .replace(/\.\*|\.\?/g, '')
    .replace(/(?<!\\)\.\+?/g, '0')
    .replace(/\\(.)/g, '$1')
    .replace(/[?*+^$]/g, '')
    .split('|')[0] ?? '';

/** Values that stand for what a label can be when nothing is declared. */
const common = ['200', '404', '500', 'GET', '/', '/api'] as const;

/**
 * One value for each way in which the conditions on a label can turn out, those that meet most of them first. Undefined
 * when a pattern cannot be decided.
 */
export const distinctValues = (
  label: string,
  matchers: readonly Matcher[],
  declared: readonly string[] | undefined,
): readonly string[] | undefined => {
  const named = matchers.flatMap(({ op, value }) =>
    op === '=' || op === '!=' ? [value] : [...(alternatives(value) ?? []), sampleOf(value)],
  );
  const candidates = [
    ...named.filter(value => declared === undefined || declared.includes(value) || value === ''),
    ...(declared ?? [...common.filter(() => matchers.some(({ op }) => op === '=~' || op === '!~'))]),
    `another-${label}`,
    '',
  ];
  const chosen = new Map<string, { readonly value: string; readonly met: number }>();
  for (const value of candidates) {
    const verdicts = matchers.map(matcher => meets(value, matcher));
    if (verdicts.includes(undefined)) return undefined;
    const key = verdicts.join();
    if (!chosen.has(key)) chosen.set(key, { value, met: verdicts.filter(verdict => verdict === true).length });
  }
  return [...chosen.values()].sort((a, b) => b.met - a.met).map(({ value }) => value);
};

const examples: Readonly<Record<string, string>> = {
  instance: 'host-1:9100',
  node: 'host-1',
  job: 'job-1',
  cpu: '0',
  mountpoint: '/',
  device: 'sda',
};

/** The value of a label that no condition mentions: the same everywhere, so that series find their partners. */
export const usualValue = (label: string, declared: readonly string[] | undefined): string =>
  declared?.[0] ?? examples[label] ?? `${label}-1`;
