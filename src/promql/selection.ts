import type { Built } from './build-expressions.ts';
import { callExpr, notAValue, readDuration, readMatchers } from './build-terms.ts';
import { type At, type Expr, type Modifiers, nowhere, type Selector } from './syntax.ts';

/** A metric that is being selected: the selector so far and the labels it is known to have. */
export interface Selection {
  readonly selector: Selector;
  /** Undefined when nobody knows the labels. */
  readonly known: ReadonlySet<string> | undefined;
  /** The matchers that came with the metric and that `unbound` takes away. */
  readonly bound: readonly string[];
  readonly mistakes: readonly string[];
}

/** Adds conditions; one on a label that a condition was bound to replaces it. */
export const narrow = (selection: Selection, conditions: unknown): Selection => {
  const { value, mistakes } = readMatchers(conditions, selection.known);
  const replaced = new Set(value.map(({ label }) => label).filter(label => selection.bound.includes(label)));
  const kept = selection.selector.matchers.filter(({ label }) => !replaced.has(label));
  return {
    ...selection,
    selector: { ...selection.selector, matchers: [...kept, ...value] },
    bound: selection.bound.filter(label => !replaced.has(label)),
    mistakes: [...selection.mistakes, ...mistakes],
  };
};

/** Takes the bound matchers away, and keeps what the author added. */
export const unbind = (selection: Selection): Selection => ({
  ...selection,
  selector: {
    ...selection.selector,
    matchers: selection.selector.matchers.filter(({ label }) => !selection.bound.includes(label)),
  },
  bound: [],
});

export const modify = (selection: Selection, modifiers: Modifiers, mistakes: readonly string[] = []): Selection => ({
  ...selection,
  selector: { ...selection.selector, ...modifiers },
  mistakes: [...selection.mistakes, ...mistakes],
});

/** Looks into the past by a fixed time. */
export const shift = (selection: Selection, offset: unknown): Selection => {
  const { value, mistakes } = readDuration(offset, 'An offset');
  return modify(selection, { offset: value }, mistakes);
};

/** Pins the evaluation to a time in seconds, or to an end of the query's range. */
export const pin = (selection: Selection, time: unknown): Selection => {
  const at: At | undefined =
    time === 'start' || time === 'end'
      ? { kind: time }
      : typeof time === 'number'
        ? { kind: 'time', seconds: time }
        : undefined;
  return at === undefined
    ? modify(selection, {}, [notAValue(time, 'A time in seconds, "start" or "end"')])
    : modify(selection, { at });
};

/** The same selection of another series name, as `_bucket` of a histogram, with one more label known. */
export const rename = (selection: Selection, suffix: string, label?: string): Selection => ({
  ...selection,
  selector: { ...selection.selector, name: `${selection.selector.name ?? ''}${suffix}` },
  known: selection.known === undefined || label === undefined ? selection.known : new Set([...selection.known, label]),
});

/** `func(selector[range], ...rest)`, with the modifiers behind the range. */
export const overRange = (
  selection: Selection,
  func: string,
  range: unknown,
  before: readonly Expr[] = [],
  after: readonly Expr[] = [],
): Built => {
  const length = readDuration(range, 'A range');
  const { offset, at, extension, ...selector } = selection.selector;
  const ranged: Expr = {
    kind: 'range',
    selector,
    range: length.value,
    ...(offset === undefined ? {} : { offset }),
    ...(at === undefined ? {} : { at }),
    ...(extension === undefined ? {} : { extension }),
    ...nowhere,
  };
  return { expr: callExpr(func, [...before, ranged, ...after]), mistakes: [...selection.mistakes, ...length.mistakes] };
};
