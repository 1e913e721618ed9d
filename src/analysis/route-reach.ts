import type { Route } from '../ir/routing.ts';
import type { AlertLabels, LabelValues } from './alert-labels.ts';
import { type ReadMatcher, readMatcher, type Verdict } from './route-matcher.ts';

/** A route with its matchers read, and its children by the labels that they ask for. */
export interface CompiledRoute {
  readonly route: Route;
  readonly matchers: readonly ReadMatcher[];
  readonly children: readonly CompiledRoute[];
  /** Positions of children that ask for one value of a label: `team="a"`. */
  readonly byValue: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Positions of all others. */
  readonly others: readonly number[];
}

/** Reads a route tree once, for many alerts. */
export const compileRoutes = (route: Route): CompiledRoute => {
  const byValue = new Map<string, Map<string, number[]>>();
  const others: number[] = [];
  route.routes.forEach(({ matchers }, i) => {
    const equal = matchers.find(({ op, value }) => op === '=' && value !== '');
    if (equal === undefined) {
      others.push(i);
      return;
    }
    const values = byValue.get(equal.label) ?? new Map<string, number[]>();
    byValue.set(equal.label, values);
    values.set(equal.value, [...(values.get(equal.value) ?? []), i]);
  });
  return {
    route,
    matchers: route.matchers.map(readMatcher),
    children: route.routes.map(compileRoutes),
    byValue,
    others,
  };
};

type Labels = (label: string) => LabelValues;

/** Children that the label sets could enter, in order: all others ask for a value that no set has. */
const candidates = (compiled: CompiledRoute, labels: Labels): readonly CompiledRoute[] => {
  const found = [...compiled.others];
  for (const [label, byValue] of compiled.byValue) {
    const { values } = labels(label);
    if (values === undefined) for (const positions of byValue.values()) found.push(...positions);
    else for (const value of values) found.push(...(byValue.get(value) ?? []));
  }
  return found.sort((a, b) => a - b).flatMap(position => compiled.children[position] ?? []);
};

/** Whether label sets satisfy all matchers; `unsure` collects the labels about which nobody can tell. */
const verdictOf = (matchers: readonly ReadMatcher[], labels: Labels, unsure: Set<string>): Verdict => {
  let result: Verdict = 'yes';
  for (const matcher of matchers) {
    const verdict = matcher.verdict(labels(matcher.label));
    if (verdict === 'no') return 'no';
    if (verdict === 'maybe') {
      result = 'maybe';
      unsure.add(matcher.label);
    }
  }
  return result;
};

/**
 * The routes that can take label sets; the verdict says whether one of them surely does. As Alertmanager decides: the
 * deepest matching child wins over its parent, and the first matching sibling ends the search unless it continues.
 */
const reach = (compiled: CompiledRoute, labels: Labels, unsure: Set<string>, into: Set<Route>): Verdict => {
  const own = verdictOf(compiled.matchers, labels, unsure);
  if (own === 'no') return 'no';
  let isTaken = false;
  for (const child of candidates(compiled, labels)) {
    const verdict = reach(child, labels, unsure, into);
    if (verdict !== 'yes') continue;
    isTaken = true;
    if (child.route.continue !== true) break;
  }
  if (!isTaken) into.add(compiled.route);
  return own;
};

/** More combinations than this are not told apart: their routes are those that any of them might reach. */
const maxCases = 256;

/** One family of label sets, and the routes that can take its members. */
export interface RouteCase {
  /** Values by which the families are told apart. */
  readonly labels: Readonly<Record<string, string>>;
  readonly routes: readonly Route[];
}

/**
 * Every way of an alert through the tree. Labels with known values are tried value by value; what a label without
 * known values could be is not guessed: then all routes that it could lead to are named.
 */
export const alertRoutes = (root: CompiledRoute, alert: AlertLabels): readonly RouteCase[] => {
  const unsure = new Set<string>();
  const routes = new Set<Route>();
  reach(root, alert.of, unsure, routes);
  const splits: { readonly label: string; readonly values: readonly string[] }[] = [];
  let cases = 1;
  for (const label of unsure) {
    const { values } = alert.of(label);
    if (values === undefined || values.length < 2 || cases * values.length > maxCases) continue;
    cases *= values.length;
    splits.push({ label, values });
  }
  if (splits.length === 0) return [{ labels: {}, routes: [...routes] }];
  return combinations(splits).map(labels => {
    const found = new Set<Route>();
    const of: Labels = label => {
      const value = labels[label];
      return value === undefined ? alert.of(label) : { values: [value], canLack: value === '', cardinality: 1 };
    };
    reach(root, of, new Set(), found);
    return { labels, routes: [...found] };
  });
};

const combinations = (
  splits: readonly { readonly label: string; readonly values: readonly string[] }[],
): readonly Readonly<Record<string, string>>[] => {
  let found: readonly Readonly<Record<string, string>>[] = [{}];
  for (const { label, values } of splits)
    found = found.flatMap(labels => values.map(value => ({ ...labels, [label]: value })));
  return found;
};
