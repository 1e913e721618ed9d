import type { Route, RouteMatcher } from '../ir/routing.ts';

/** Whether the label set satisfies the matcher; a missing label is the empty string, regexes are anchored. */
export const matchesLabel = ({ label, op, value }: RouteMatcher, labels: Readonly<Record<string, string>>): boolean => {
  const actual = labels[label] ?? '';
  switch (op) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return anchored(value).test(actual);
    case '!~':
      return !anchored(value).test(actual);
  }
};

const compiled = new Map<string, RegExp>();

const anchored = (pattern: string): RegExp => {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const regex = new RegExp(`^(?:${pattern})$`, 's');
  compiled.set(pattern, regex);
  return regex;
};

/**
 * The routes that take an alert, as Alertmanager decides: the deepest matching child wins over its parent, and the
 * first matching sibling ends the search unless it continues.
 */
export const matchingRoutes = (root: Route, labels: Readonly<Record<string, string>>): readonly Route[] => {
  if (!root.matchers.every(matcher => matchesLabel(matcher, labels))) return [];
  const found: Route[] = [];
  for (const child of root.routes) {
    const below = matchingRoutes(child, labels);
    found.push(...below);
    if (below.length > 0 && child.continue !== true) break;
  }
  return found.length === 0 ? [root] : found;
};

/** The receivers that an alert reaches, in the order of the routes, each once. */
export const reachedReceivers = (root: Route, labels: Readonly<Record<string, string>>): readonly string[] => [
  ...new Set(matchingRoutes(root, labels).map(route => route.receiver)),
];
