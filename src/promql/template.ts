import { notAValue } from './build-terms.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { printNumber } from './print-terms.ts';
import { type Expr, nowhere, type Range, type Selector } from './syntax.ts';
import type { Value } from './value.ts';
import { makeVector, type Vector } from './vector.ts';
import { mapExpr } from './walk.ts';

/** What can stand in `promql`: a metric or another query, a number, or a piece of text such as a duration. */
export type Interpolated = Value | number | string;

const placeholder = (index: number): string => `__interpolated_${index}__`;

const placeholders = /__interpolated_\d+__/g;

const isQuery = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'expr' in value && 'mistakes' in value;

/** The labels of the matchers that a metric came with, which another matcher of the same label replaces. */
const boundOf = (value: Value): readonly string[] => {
  if (!('selection' in value)) return [];
  const { selection } = value;
  if (typeof selection !== 'object' || selection === null || !('bound' in selection)) return [];
  return Array.isArray(selection.bound) ? selection.bound.filter(label => typeof label === 'string') : [];
};

interface Reference {
  readonly expr: Expr;
  readonly bound: readonly string[];
}

/** A selector with what the author wrote behind the reference added to it. */
const extended = (reference: Selector, bound: readonly string[], written: Selector): Selector => {
  const { matchers, offset, at, extension } = written;
  const replaced = new Set(matchers.map(({ label }) => label).filter(label => bound.includes(label)));
  return {
    ...reference,
    matchers: [...reference.matchers.filter(({ label }) => !replaced.has(label)), ...matchers],
    ...(offset === undefined ? {} : { offset }),
    ...(at === undefined ? {} : { at }),
    ...(extension === undefined ? {} : { extension }),
    from: written.from,
    to: written.to,
  };
};

/** A range of a reference. The modifiers the reference has move behind the range. */
const extendedRange = (reference: Selector, bound: readonly string[], range: Range): Range => {
  const { offset, at, extension, ...selector } = extended(reference, bound, range.selector);
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

const resolve = (root: Expr, references: ReadonlyMap<string, Reference>): Resolved => {
  const mistakes: string[] = [];
  const told = new Set<Expr>();
  const misplaced = (reference: Expr): void => {
    told.add(reference);
    mistakes.push(
      `Matchers, ranges and modifiers follow a metric, and ${print(reference)} is a query. Put it in a subquery: \${query}[5m:].`,
    );
  };
  const expr = mapExpr(root, node => {
    if (node.kind === 'range') {
      const reference = references.get(node.selector.name ?? '');
      if (reference === undefined) return node;
      if (reference.expr.kind === 'selector') return extendedRange(reference.expr, reference.bound, node);
      misplaced(reference.expr);
      return node;
    }
    return node;
  });
  const final = mapExpr(expr, node => {
    if (node.kind !== 'selector') return node;
    const reference = references.get(node.name ?? '');
    if (reference === undefined) return node;
    if (reference.expr.kind === 'selector') return extended(reference.expr, reference.bound, node);
    const plain =
      node.matchers.length === 0 && node.offset === undefined && node.at === undefined && node.extension === undefined;
    if (!plain) misplaced(reference.expr);
    return reference.expr;
  });
  for (const name of new Set(print(final).match(placeholders))) {
    const reference = references.get(name);
    if (reference === undefined || told.has(reference.expr)) continue;
    mistakes.push(
      `${print(reference.expr)} stands inside a name, a string or a list of labels, where only text can stand.`,
    );
  }
  return { expr: final, mistakes };
};

/** A number as text. A sign binds looser than a power, so a negative base stands in parentheses. */
const numberText = (value: number, next: string): string =>
  (value < 0 || Object.is(value, -0)) && /^\s*\^/.test(next) ? `(${printNumber(value)})` : printNumber(value);

/**
 * Takes an existing query as it is, with metrics and other queries put in by reference:
 * `` promql`sum(rate(${requests}{status=~"5.."}[5m]))` ``. A matcher behind a metric replaces one it is bound to. Its
 * labels are not known to the compiler. What is wrong with it is kept as a mistake of the value.
 */
export const promql = (texts: TemplateStringsArray, ...values: readonly Interpolated[]): Vector<string> => {
  const references = new Map<string, Reference>();
  const inherited: string[] = [];
  const unusable: string[] = [];
  const text = texts.reduce((before, part, index) => {
    const value: unknown = values[index - 1];
    if (typeof value === 'string') return before + value + part;
    if (typeof value === 'number') return before + numberText(value, part) + part;
    if (isQuery(value)) {
      references.set(placeholder(index), { expr: value.expr, bound: boundOf(value) });
      inherited.push(...value.mistakes);
    } else unusable.push(notAValue(value, 'A metric, a query, a number or a text'));
    return before + placeholder(index) + part;
  });
  const nothing: Expr = { kind: 'number', value: Number.NaN, ...nowhere };
  if (unusable.length > 0) return makeVector<string>({ expr: nothing, mistakes: [...inherited, ...unusable] });
  const { expr, problems } = parse(text, { variables: true });
  const readable = (message: string): string =>
    message.replace(placeholders, name => {
      const reference = references.get(name);
      return reference === undefined ? name : print(reference.expr);
    });
  const mistakes = [...inherited, ...problems.map(({ message }) => readable(message))];
  if (expr === undefined) return makeVector<string>({ expr: nothing, mistakes });
  const resolved = resolve(expr, references);
  return makeVector<string>({ expr: resolved.expr, mistakes: [...mistakes, ...resolved.mistakes] });
};
