import { type Diagnostic, defineProblem, report } from '../core/diagnostic.ts';

export const builderMistake = defineProblem({
  code: 'PQL-BUILD',
  severity: 'error',
  why: 'A query built from wrong arguments means something else than its author thinks.',
});

/** Anything the query builder makes, of this copy of the package or another. */
export interface Query {
  readonly mistakes: readonly string[];
  toPromql(): string;
}

const isQuery = (value: unknown): value is Query =>
  typeof value === 'object' &&
  value !== null &&
  'toPromql' in value &&
  typeof value.toPromql === 'function' &&
  'mistakes' in value;

/** PromQL text of what an author wrote where a query belongs; anything else is left as it is and reported by its shape. */
export function promqlOf(value: Query | string): string;
export function promqlOf(value: unknown): unknown;
export function promqlOf(value: unknown): unknown {
  return isQuery(value) ? value.toPromql() : value;
}

/** What went wrong while the query was built. */
export const queryMistakes = (value: unknown, path: string): readonly Diagnostic[] =>
  isQuery(value) ? value.mistakes.map(mistake => report(builderMistake, path, mistake)) : [];

/** The properties of a construct, or none when an untyped caller gave something else. */
export const propsOf = <P extends object>(props: P): Partial<P> =>
  typeof props === 'object' && props !== null ? props : {};

/** The id of a construct given by reference; an untyped caller's text is taken as the id. */
export const idOf = (reference: unknown): string | undefined => {
  if (typeof reference === 'string') return reference;
  if (typeof reference !== 'object' || reference === null || !('node' in reference)) return undefined;
  const { node } = reference;
  return typeof node === 'object' && node !== null && 'id' in node && typeof node.id === 'string' ? node.id : undefined;
};

/** A list with each item read; anything else is left as it is and reported by its shape. */
export function eachOf<T, R>(list: readonly T[], read: (item: T) => R): readonly R[];
export function eachOf(list: unknown, read: (item: unknown) => unknown): unknown;
export function eachOf(list: unknown, read: (item: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(read) : list;
}
