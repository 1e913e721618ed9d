import { extendFacts, type LabelFact } from './label-facts.ts';
import type { Reason } from './reason.ts';

/** How many values a label can have; undefined when nobody knows. */
export const valueCount = (fact: LabelFact): number | undefined =>
  fact.presence === 'never' ? 1 : (fact.values?.length ?? fact.cardinality);

/** The labels of a result: the ones something is known about, and what holds for all others. */
export interface LabelSet {
  readonly known: ReadonlyMap<string, LabelFact>;
  readonly rest: LabelFact;
}

/** What is known about a label. */
export const labelFact = (labels: LabelSet, label: string): LabelFact => labels.known.get(label) ?? labels.rest;

/** The labels every series surely has, without the metric name, in the order they became known. */
export const sureLabels = (labels: LabelSet): readonly string[] =>
  [...labels.known]
    .filter(([name, { presence }]) => presence === 'surely' && name !== '__name__')
    .map(([name]) => name);

/** The labels a series can have, without the metric name; undefined when it can have any. */
export const possibleLabels = (labels: LabelSet): readonly string[] | undefined =>
  labels.rest.presence === 'never'
    ? [...labels.known]
        .filter(([name, { presence }]) => presence !== 'never' && name !== '__name__')
        .map(([name]) => name)
    : undefined;

/** The same labels with one of them changed. */
export const withLabel = (labels: LabelSet, label: string, fact: LabelFact): LabelSet => ({
  known: extendFacts(labels.known, new Map([[label, fact]])),
  rest: labels.rest,
});

/** The same labels without one of them. */
export const withoutLabel = (labels: LabelSet, label: string, reason: Reason): LabelSet =>
  withLabel(labels, label, { presence: 'never', reason });

/** These labels and no others. */
export const onlyLabels = (labels: LabelSet, kept: readonly string[], reason: Reason): LabelSet => {
  const known = new Map<string, LabelFact>();
  for (const label of kept) known.set(label, labelFact(labels, label));
  return { known, rest: { presence: 'never', reason } };
};

/** No labels at all. */
export const noLabels = (reason: Reason): LabelSet => ({ known: new Map(), rest: { presence: 'never', reason } });

const names = (left: LabelSet, right: LabelSet): ReadonlySet<string> =>
  new Set([...left.known.keys(), ...right.known.keys()]);

/** More values than this are not told apart: a chain of `or` would collect them without end. */
const maxValues = 1_000;

const eitherFact = (left: LabelFact, right: LabelFact): LabelFact => {
  const presence = left.presence === right.presence ? left.presence : 'maybe';
  const source = left.presence === 'never' ? right : left;
  const values =
    left.presence === 'never'
      ? right.values
      : right.presence === 'never'
        ? left.values
        : left.values !== undefined && right.values !== undefined
          ? [...new Set([...left.values, ...right.values])]
          : undefined;
  const told = values !== undefined && values.length <= maxValues ? { values } : {};
  return { presence, ...told, reason: source.reason };
};

/** Whether nothing at all is known about labels that are not named, as for a metric nobody declared. */
const isOpen = ({ rest }: LabelSet): boolean => rest.presence === 'maybe' && rest.values === undefined;

/** The labels of series that come from one side or the other: `a or b`. */
export const eitherLabels = (left: LabelSet, right: LabelSet): LabelSet => {
  const known = new Map<string, LabelFact>();
  // Beside an open side, a label that only the other one knows may be there or not: nothing is known.
  const named =
    isOpen(left) && isOpen(right) ? [...right.known.keys()].filter(name => left.known.has(name)) : names(left, right);
  for (const name of named) known.set(name, eitherFact(labelFact(left, name), labelFact(right, name)));
  return { known, rest: eitherFact(left.rest, right.rest) };
};

const bothFact = (left: LabelFact, right: LabelFact): LabelFact => {
  const sure = left.presence === 'surely' ? left : right.presence === 'surely' ? right : undefined;
  const none = left.presence === 'never' ? left : right.presence === 'never' ? right : undefined;
  const { presence, reason } = sure ?? none ?? left;
  const values =
    left.values !== undefined && right.values !== undefined
      ? left.values.filter(value => right.values?.includes(value))
      : (left.values ?? right.values);
  return { presence, ...(values === undefined ? {} : { values }), reason };
};

/** The labels of partners, which agree in all of them. */
export const bothLabels = (left: LabelSet, right: LabelSet): LabelSet => {
  if (isOpen(left) && isOpen(right)) {
    // What one side alone knows holds for both.
    const shared = new Map<string, LabelFact>();
    for (const [name, fact] of right.known) shared.set(name, bothFact(labelFact(left, name), fact));
    return { known: extendFacts(left.known, shared), rest: bothFact(left.rest, right.rest) };
  }
  const known = new Map<string, LabelFact>();
  for (const name of names(left, right)) known.set(name, bothFact(labelFact(left, name), labelFact(right, name)));
  return { known, rest: bothFact(left.rest, right.rest) };
};

/** Whether two series can have the same value of a label, or both lack it. */
export const canAgree = (left: LabelFact, right: LabelFact): boolean => {
  if (left.presence === 'never') return right.presence !== 'surely';
  if (right.presence === 'never') return left.presence !== 'surely';
  if (left.presence === 'maybe' && right.presence === 'maybe') return true;
  return (
    left.values === undefined || right.values === undefined || left.values.some(value => right.values?.includes(value))
  );
};

/** A label on which two vectors can never agree, or undefined. `considered` limits the search; the name never counts. */
export const disagreement = (
  left: LabelSet,
  right: LabelSet,
  considered: (label: string) => boolean,
): string | undefined => {
  // A label that only one of two open sides knows can always agree.
  const named = isOpen(left) && isOpen(right) ? right.known.keys() : names(left, right);
  for (const name of named) {
    if (name === '__name__' || !considered(name)) continue;
    if (!canAgree(labelFact(left, name), labelFact(right, name))) return name;
  }
  return undefined;
};
