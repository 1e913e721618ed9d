import { alternatives } from '../../src/promql/regex-values.ts';
import type { Expr, Selector } from '../../src/promql/syntax.ts';
import { walk } from '../../src/promql/walk.ts';
import type { WrittenSeries } from '../evaluate/series-fixture.ts';
import { seeded } from './evaluate-random.ts';

/** The values of each label that some selector of a metric asks for. */
type Wanted = Map<string, Set<string>>;

const note = (wanted: Wanted, label: string, values: readonly string[]): void => {
  const known = wanted.get(label) ?? new Set<string>();
  for (const value of values) if (value !== '') known.add(value);
  wanted.set(label, known);
};

const noteSelector = (metrics: Map<string, Wanted>, selector: Selector): void => {
  if (selector.name === undefined) return;
  const wanted = metrics.get(selector.name) ?? new Map<string, Set<string>>();
  metrics.set(selector.name, wanted);
  for (const { label, op, value } of selector.matchers)
    note(wanted, label, op === '=~' || op === '!~' ? (alternatives(value) ?? ['200', '404', '503']) : [value]);
};

const cut = (count: number, random: () => number): string => {
  const kinds: readonly (() => string)[] = [
    () => `${Math.floor(random() * 100)}+${Math.floor(random() * 30)}x${count}`,
    () => `${Math.floor(random() * 3)}x${count}`,
    () => `0x${Math.floor(count * 0.3)} 1+2x${Math.floor(count * 0.3)} _x12 0+7x${Math.floor(count * 0.3)}`,
    () => `_x${Math.floor(random() * count * 0.5)} 5+0.5x${Math.floor(count * 0.4)} stale`,
    () => `1x${Math.floor(count * 0.4)} 0x${Math.floor(count * 0.2)} 1x${Math.floor(count * 0.4)}`,
    () =>
      `${random().toFixed(4)}x${Math.floor(count / 2)} ${(random() * 1_000).toFixed(3)}-0.25x${Math.floor(count / 2)}`,
  ];
  return (kinds[Math.floor(random() * kinds.length)] ?? (() => '1'))();
};

/**
 * Series that the given expressions can see, `count` values long: for every metric, some of each combination of label
 * values that a selector asks for, with values that rise, rest, are reset, begin late or end. Always the same for a
 * seed. What the expressions record themselves has to be left out by `isRecorded`.
 */
export const plausibleSeries = (
  exprs: readonly Expr[],
  isRecorded: (name: string) => boolean,
  count: number,
  seed: number,
): readonly WrittenSeries[] => {
  const random = seeded(seed);
  const metrics = new Map<string, Wanted>();
  for (const expr of exprs)
    walk(expr, node => {
      if (node.kind === 'selector') noteSelector(metrics, node);
    });
  const result: WrittenSeries[] = [];
  for (const [name, wanted] of metrics) {
    if (isRecorded(name)) continue;
    note(wanted, 'instance', ['a:1', 'b:2']);
    if (name.endsWith('_bucket')) note(wanted, 'le', ['0.05', '+Inf']);
    let combinations: readonly (readonly [string, string][])[] = [[]];
    for (const [label, values] of wanted)
      combinations = combinations.flatMap(chosen =>
        [...values].map((value): readonly [string, string][] => [...chosen, [label, value]]),
      );
    const share = Math.min(1, 12 / combinations.length);
    for (const chosen of combinations) {
      if (random() > share) continue;
      const labels = chosen.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',');
      result.push({ series: `${name}{${labels}}`, values: cut(count, random) });
    }
  }
  return result;
};
