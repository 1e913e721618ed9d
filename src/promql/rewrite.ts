import { parseDuration } from '../core/duration.ts';
import { variablePattern } from './names.ts';
import { type DurationExpr, type Expr, type Matcher, type Modifiers, nowhere } from './syntax.ts';
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

const mapDuration = (duration: DurationExpr, change: (duration: DurationExpr) => DurationExpr): DurationExpr => {
  switch (duration.kind) {
    case 'durationCall':
      return change({ ...duration, args: duration.args.map(arg => mapDuration(arg, change)) });
    case 'durationNegation':
      return change({ ...duration, expr: mapDuration(duration.expr, change) });
    case 'durationBinary':
      return change({
        ...duration,
        left: mapDuration(duration.left, change),
        right: mapDuration(duration.right, change),
      });
    default:
      return change(duration);
  }
};

/** Puts another range in place of every range of a selector; the ranges of subqueries stay. Milliseconds. */
export const substituteRange = (expr: Expr, milliseconds: number): Expr =>
  mapExpr(expr, node =>
    node.kind === 'range' ? { ...node, range: { kind: 'duration', milliseconds, from: 0, to: 0 } } : node,
  );

/** The name in `$name`, `${name:format}` or `[[name:format]]`. */
export const variableName = (text: string): string => /^(?:\$\{?|\[\[)(\w+)/.exec(text)?.[1] ?? text;

const inside = new RegExp(variablePattern.source, 'g');

/**
 * Puts values in place of dashboard variables, by name without `$`. A variable that stands for a duration or a number
 * takes the value's meaning; in names and strings the value is inserted as text. Unknown variables stay.
 */
export const substituteVariables = (expr: Expr, values: Readonly<Record<string, string>>): Expr => {
  const substitute = (text: string): string | undefined =>
    Object.hasOwn(values, variableName(text)) ? values[variableName(text)] : undefined;
  const text = (original: string): string => original.replace(inside, variable => substitute(variable) ?? variable);
  const duration = (node: DurationExpr): DurationExpr => {
    if (node.kind !== 'durationVariable') return node;
    const replaced = text(node.text);
    const milliseconds = parseDuration(replaced);
    return milliseconds === undefined
      ? { ...node, text: replaced }
      : { kind: 'duration', milliseconds, from: node.from, to: node.to };
  };
  const modifiers = <T extends Modifiers>(node: T): T =>
    node.offset === undefined ? node : { ...node, offset: mapDuration(node.offset, duration) };
  return mapExpr(expr, node => {
    switch (node.kind) {
      case 'variable': {
        const value = substitute(node.text);
        if (value === undefined) return node;
        const number = Number(value);
        const span = { from: node.from, to: node.to };
        return Number.isNaN(number) || value === ''
          ? { kind: 'selector', name: value, matchers: [], ...span }
          : { kind: 'number', value: number, ...span };
      }
      case 'selector': {
        const matchers = node.matchers.map(matcher => ({
          ...matcher,
          label: text(matcher.label),
          value: text(matcher.value),
        }));
        return modifiers({ ...node, ...(node.name === undefined ? {} : { name: text(node.name) }), matchers });
      }
      case 'range':
        return modifiers({ ...node, range: mapDuration(node.range, duration) });
      case 'subquery':
        return modifiers({
          ...node,
          range: mapDuration(node.range, duration),
          ...(node.step === undefined ? {} : { step: mapDuration(node.step, duration) }),
        });
      case 'call':
        return { ...node, func: text(node.func) };
      case 'string':
        return { ...node, value: text(node.value) };
      case 'aggregate':
        return node.grouping === undefined
          ? node
          : { ...node, grouping: { ...node.grouping, labels: node.grouping.labels.map(text) } };
      case 'binary':
        return node.matching === undefined
          ? node
          : { ...node, matching: { ...node.matching, labels: node.matching.labels.map(text) } };
      default:
        return node;
    }
  });
};

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
