import { parse } from './parse.ts';
import { print } from './print.ts';
import { type Expr, nowhere, type Range, type Selector } from './syntax.ts';
import type { Value } from './value.ts';
import { makeVector, type Vector } from './vector.ts';
import { mapExpr } from './walk.ts';

/** What can stand in `promql`: a metric or another query, a number, or a piece of text such as a duration. */
export type Interpolated = Value | number | string;

const placeholder = (index: number): string => `__interpolated_${index}__`;

const isQuery = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'expr' in value && 'mistakes' in value;

/** A selector with what the author wrote behind the reference added to it. */
const extended = (reference: Selector, written: Selector): Selector => {
  const { matchers, offset, at, extension } = written;
  return {
    ...reference,
    matchers: [...reference.matchers, ...matchers],
    ...(offset === undefined ? {} : { offset }),
    ...(at === undefined ? {} : { at }),
    ...(extension === undefined ? {} : { extension }),
    from: written.from,
    to: written.to,
  };
};

/** A range of a reference. The modifiers the reference has move behind the range. */
const extendedRange = (reference: Selector, range: Range): Range => {
  const { offset, at, extension, ...selector } = extended(reference, range.selector);
  return {
    ...(offset === undefined ? {} : { offset }),
    ...(at === undefined ? {} : { at }),
    ...(extension === undefined ? {} : { extension }),
    ...range,
    selector,
  };
};

interface Resolved {
  readonly expr: Expr;
  readonly mistakes: readonly string[];
}

const resolve = (root: Expr, references: ReadonlyMap<string, Expr>): Resolved => {
  const mistakes: string[] = [];
  const misplaced = (reference: Expr): void => {
    mistakes.push(
      `Matchers, ranges and modifiers follow a metric, and ${print(reference)} is a query. Put it in a subquery: \${query}[5m:].`,
    );
  };
  const expr = mapExpr(root, node => {
    if (node.kind === 'range') {
      const reference = references.get(node.selector.name ?? '');
      if (reference === undefined) return node;
      if (reference.kind === 'selector') return extendedRange(reference, node);
      misplaced(reference);
      return node;
    }
    return node;
  });
  const final = mapExpr(expr, node => {
    if (node.kind !== 'selector') return node;
    const reference = references.get(node.name ?? '');
    if (reference === undefined) return node;
    if (reference.kind === 'selector') return extended(reference, node);
    const plain =
      node.matchers.length === 0 && node.offset === undefined && node.at === undefined && node.extension === undefined;
    if (!plain) misplaced(reference);
    return reference;
  });
  return { expr: final, mistakes };
};

/**
 * Takes an existing query as it is, with metrics and other queries put in by reference:
 * `` promql`sum(rate(${requests}{status=~"5.."}[5m]))` ``. Its labels are not known to the compiler. What is wrong with
 * it is kept as a mistake of the value.
 */
export const promql = (texts: TemplateStringsArray, ...values: readonly Interpolated[]): Vector<string> => {
  const references = new Map<string, Expr>();
  const inherited: string[] = [];
  const text = texts.reduce((before, part, index) => {
    const value = values[index - 1];
    if (!isQuery(value)) return `${before}${String(value)}${part}`;
    references.set(placeholder(index), value.expr);
    inherited.push(...value.mistakes);
    return `${before}${placeholder(index)}${part}`;
  });
  const { expr, problems } = parse(text, { variables: true });
  const mistakes = [...inherited, ...problems.map(({ message }) => message)];
  if (expr === undefined)
    return makeVector<string>({ expr: { kind: 'number', value: Number.NaN, ...nowhere }, mistakes });
  const resolved = resolve(expr, references);
  return makeVector<string>({ expr: resolved.expr, mistakes: [...mistakes, ...resolved.mistakes] });
};
