import { type Expr, type Matcher, nowhere } from './syntax.ts';
import { mapExpr, walk } from './walk.ts';

/** The selectors that choose labels for `info` rather than series. */
const infoSelectors = (root: Expr): ReadonlySet<Expr> => {
  const found = new Set<Expr>();
  walk(root, node => {
    if (node.kind === 'call' && node.func === 'info') for (const selector of node.args.slice(1)) found.add(selector);
  });
  return found;
};

/**
 * Adds matchers to every selector. A selector that already says something about a label keeps what it says, so an
 * author's own `service="other"` wins over an injected one.
 */
export const injectMatchers = (expr: Expr, matchers: readonly Pick<Matcher, 'label' | 'op' | 'value'>[]): Expr => {
  const untouched = infoSelectors(expr);
  return mapExpr(expr, node => {
    if (node.kind !== 'selector' || untouched.has(node)) return node;
    const added = matchers.filter(({ label }) => !node.matchers.some(matcher => matcher.label === label));
    return { ...node, matchers: [...node.matchers, ...added.map(matcher => ({ ...matcher, ...nowhere }))] };
  });
};

/** Renames a metric wherever it is selected by name, in front of the braces or as `__name__`. */
export const renameMetric = (expr: Expr, from: string, to: string): Expr =>
  mapExpr(expr, node => {
    if (node.kind !== 'selector') return node;
    if (node.name === from) return { ...node, name: to };
    const matchers = node.matchers.map(matcher =>
      matcher.label === '__name__' && matcher.op === '=' && matcher.value === from
        ? { ...matcher, value: to }
        : matcher,
    );
    return { ...node, matchers };
  });

/** Puts another range in place of every range of a selector; the ranges of subqueries stay. Milliseconds. */
export const substituteRange = (expr: Expr, milliseconds: number): Expr =>
  mapExpr(expr, node =>
    node.kind === 'range' ? { ...node, range: { kind: 'duration', milliseconds, from: 0, to: 0 } } : node,
  );

/**
 * One expression per value of a label: each is the expression with `label="value"` in every selector. For dashboards
 * and rules that are cut along a label.
 */
export const splitByLabel = (
  expr: Expr,
  label: string,
  values: readonly string[],
): readonly { readonly value: string; readonly expr: Expr }[] =>
  values.map(value => ({ value, expr: injectMatchers(expr, [{ label, op: '=', value }]) }));
