import type { Labels, RecordingRule } from '../ir/rule-group.ts';
import { targetLabelNames } from '../promql/metric.ts';
import type { Expr, Matcher, Selector } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { distinctValues, meets, usualValue } from './label-values.ts';
import type { KnownSeries, Lookup } from './metric-lookup.ts';
import type { Source } from './source.ts';

/** What an expression reads, as things that expose it. */
export interface Gathered {
  readonly sources: readonly Source[];
  /** The rules that record some of it. */
  readonly recorded: ReadonlySet<RecordingRule>;
}

interface Family {
  readonly known: KnownSeries;
  readonly parts: Set<string>;
  readonly selectors: Selector[];
  clock: boolean;
  /** Whether its growth is read, not only its value. */
  moves: boolean;
  /** A label by which there are two of each, where they are counted. */
  second: string | undefined;
}

/** More combinations of label values than this say nothing more. */
const mostSources = 32;

/** Every selector of an expression, in the order they are written. */
export const selectorsOf = (expr: Expr): readonly Selector[] => {
  const found: Selector[] = [];
  walk(expr, node => {
    if (node.kind === 'selector') found.push(node);
  });
  return found;
};

/** Names of the functions that an expression calls. */
export const functionsOf = (expr: Expr): ReadonlySet<string> => {
  const found = new Set<string>();
  walk(expr, node => {
    if (node.kind === 'call') found.add(node.func);
  });
  return found;
};

/** Names of metrics that stand beside the current time: what they hold is a time as well. */
const clocksOf = (expr: Expr): ReadonlySet<string> => {
  const clocks = new Set<string>();
  walk(expr, node => {
    if (node.kind !== 'binary' || node.op !== '-') return;
    for (const [side, other] of [
      [node.left, node.right],
      [node.right, node.left],
    ] as const)
      if (side.kind === 'call' && side.func === 'time')
        for (const { name } of selectorsOf(other)) if (name !== undefined) clocks.add(name);
  });
  return clocks;
};

/** Labels that an expression names outside of matchers. */
const labelsAround = (expr: Expr): ReadonlySet<string> => {
  const labels = new Set<string>();
  walk(expr, node => {
    if (node.kind === 'aggregate') for (const label of node.grouping?.labels ?? []) labels.add(label);
    if (node.kind === 'binary') for (const label of node.matching?.labels ?? []) labels.add(label);
    if (node.kind === 'binary') for (const label of node.matching?.group?.labels ?? []) labels.add(label);
    if (node.kind === 'call' && /^label_(?:replace|join)$/.test(node.func))
      for (const arg of node.args.slice(2)) if (arg.kind === 'string') labels.add(arg.value);
  });
  return labels;
};

/** Selectors of which more than the last value is read. */
const rangedIn = (expr: Expr): readonly Selector[] => {
  const found: Selector[] = [];
  walk(expr, node => {
    if (node.kind === 'range') found.push(node.selector);
    if (node.kind === 'subquery') found.push(...selectorsOf(node.expr));
  });
  return found;
};

/** Names that are counted, with the labels that the count keeps. */
const countedIn = (expr: Expr): ReadonlyMap<string, readonly string[]> => {
  const counted = new Map<string, readonly string[]>();
  walk(expr, node => {
    if (node.kind === 'aggregate' && node.op === 'count' && node.grouping?.kind !== 'without')
      for (const { name } of selectorsOf(node.expr))
        if (name !== undefined) counted.set(name, node.grouping?.labels ?? []);
  });
  return counted;
};

const isOwn = ({ label }: Matcher): boolean => label !== 'le' && label !== '__name__';

const product = (choices: readonly (readonly [string, readonly string[]])[]): readonly Labels[] =>
  choices.reduce<readonly Labels[]>(
    (rows, [label, values]) => rows.flatMap(row => values.map(value => ({ ...row, [label]: value }))),
    [{}],
  );

const accepts = (selector: Selector, labels: Labels): boolean =>
  selector.matchers.filter(isOwn).every(matcher => meets(labels[matcher.label] ?? '', matcher) === true);

const withoutEmpty = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));

/** A label that tells apart what is counted together: one of the metric's own, or the instance. */
const secondLabel = (known: KnownSeries, kept: readonly string[], { matchers }: Selector): string | undefined => {
  const own = [...(known.labels?.keys() ?? [])].filter(label => !targetLabelNames.some(target => target === label));
  return [...own, 'instance'].find(
    label => label !== 'le' && !kept.includes(label) && !matchers.some(matcher => matcher.label === label),
  );
};

const sourcesOf = (family: Family, wanted: ReadonlySet<string>): readonly Omit<Source, 'mirrors'>[] | string => {
  const { known, selectors, parts } = family;
  const byLabel = new Map<string, Matcher[]>();
  for (const matcher of selectors.flatMap(({ matchers }) => matchers).filter(isOwn)) {
    const same = byLabel.get(matcher.label);
    if (same === undefined) byLabel.set(matcher.label, [matcher]);
    else same.push(matcher);
  }
  const choices: (readonly [string, readonly string[]])[] = [];
  for (const [label, matchers] of byLabel) {
    const values = distinctValues(label, matchers, known.labels?.get(label));
    if (values === undefined) return `a pattern for the label \`${label}\` cannot be decided here`;
    choices.push([label, values]);
  }
  const can = (label: string): boolean => known.labels === undefined || known.labels.has(label);
  const usual: Record<string, string> = {};
  for (const label of [...Object.keys(known.fixed), ...wanted, ...(known.scraped ? ['instance'] : [])])
    if (label !== 'le' && (can(label) || known.fixed[label] !== undefined))
      usual[label] = known.fixed[label] || usualValue(label, known.labels?.get(label));
  const { second } = family;
  if (second !== undefined) {
    const one = usualValue(second, known.labels?.get(second));
    choices.push([second, [one, known.labels?.get(second)?.[1] ?? one.replace(/\d+|$/, '2')]]);
  }
  const cells = product(choices).map(cell => ({
    cell: { ...usual, ...cell },
    live: selectors.some(selector => accepts(selector, { ...usual, ...cell })),
  }));
  // A counter of which only the value is read is held where it is wanted.
  const level = family.clock ? 'clock' : 'gauge';
  const kind = known.kind === 'gauge' || (known.kind === 'counter' && !family.moves) ? level : known.kind;
  const live = cells.filter(cell => cell.live);
  if (live.length === 0) return `no series of \`${known.base}\` is selected`;
  const near = cells.filter(({ cell }) =>
    live.some(other => choices.filter(([label]) => other.cell[label] !== cell[label]).length <= 1),
  );
  // One of each is enough of what must not be counted.
  const [one] = second === undefined ? [] : (choices.at(-1)?.[1] ?? []);
  const apart = near.filter(({ cell, live: isLive }) => isLive || second === undefined || cell[second] === one);
  return apart.slice(0, mostSources).map(({ cell, live: isLive }) => ({
    kind,
    name: known.base,
    labels: withoutEmpty(cell),
    parts: kind === 'histogram' ? [...parts].sort() : [''],
    bounds: known.bounds,
    live: isLive,
  }));
};

const distance = (left: Labels, right: Labels): number =>
  [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(label => left[label] !== right[label]).length;

const nameOf = ({ name, matchers }: Selector): string | undefined =>
  name ?? matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;

/**
 * The sources behind expressions; a text says what stands in the way. `wanted` are labels that are read beside them,
 * `computed` the rules whose records need no source.
 */
export const gather = (
  exprs: readonly Expr[],
  lookup: Lookup,
  wanted: readonly string[],
  computed: ReadonlySet<RecordingRule>,
): Gathered | string => {
  const families = new Map<string, Family>();
  const recorded = new Set<RecordingRule>();
  const clocks = new Set(exprs.flatMap(expr => [...clocksOf(expr)]));
  const ranged = new Set(exprs.flatMap(rangedIn));
  const counted = new Map(exprs.flatMap(expr => [...countedIn(expr)]));
  for (const selector of exprs.flatMap(selectorsOf)) {
    const name = nameOf(selector);
    if (name === undefined) return 'a selector has no name';
    const known = lookup(name, selector.matchers);
    if (typeof known === 'string') return known;
    if (known.records.length > 0 && known.records.every(rule => computed.has(rule))) continue;
    for (const rule of known.records) recorded.add(rule);
    const family = families.get(known.base) ?? {
      known,
      parts: new Set<string>(),
      selectors: [],
      clock: false,
      moves: false,
      second: undefined,
    };
    families.set(known.base, family);
    family.parts.add(name.slice(known.base.length));
    family.selectors.push(selector);
    family.clock ||= clocks.has(name);
    family.moves ||= ranged.has(selector);
    const kept = counted.get(name);
    if (kept !== undefined) family.second ??= secondLabel(known, kept, selector);
  }
  const labels = new Set([...exprs.flatMap(expr => [...labelsAround(expr)]), ...wanted]);
  const found: Omit<Source, 'mirrors'>[] = [];
  for (const family of families.values()) {
    const own = sourcesOf(family, labels);
    if (typeof own === 'string') return own;
    found.push(...own);
  }
  const sources = found.map((source): Source => {
    const twin = found.findIndex(
      other => other.live && other.name === source.name && distance(other.labels, source.labels) === 1,
    );
    return { ...source, mirrors: source.live || twin < 0 ? undefined : twin };
  });
  return { sources, recorded };
};
