import type { SliEntry } from '../catalogue/slo.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { idOf, promqlOf, type Query, queryMistakes } from './read-props.ts';

/** A counter as `service.metrics` has it: its rate is taken over every window, so it must not have one yet. */
export interface CounterQuery extends Query {
  raw(): Query;
  increaseSinceBirth(range: never): Query;
}

/** A construct, or its id. */
export type Reference = string | { readonly node: { readonly id: string } };

/** Properties of indicators that are counters, and those that are any query. */
type Counters = 'bad' | 'good' | 'counter';
type Queries = 'errors' | 'expr' | 'timestamp' | 'used' | 'capacity';

type Authored<S> = S extends { readonly kind: infer Kind }
  ? {
      readonly [P in keyof S]: P extends Counters
        ? CounterQuery | string
        : P extends Queries
          ? Query | string
          : P extends 'total'
            ? Kind extends 'raw'
              ? Query | string
              : CounterQuery | string
            : P extends 'probe'
              ? Reference
              : S[P];
    }
  : never;

/** An indicator as a program writes it: `{kind: 'ratio', bad: jobs.where({status: 'failed'}), total: jobs}`. */
export type Sli = Authored<Exclude<SliEntry, { readonly kind: 'composite' }>>;

/**
 * The indicator as plain data: queries become PromQL, constructs their ids. A histogram is named without matchers: it is
 * that of the service `at` (matchers of it), unless `where` says otherwise. What the indicator lacks, its shape reports.
 */
export function sliEntry(sli: Sli, at: string): SliEntry;
export function sliEntry(sli: unknown, at: string): unknown;
export function sliEntry(sli: unknown, at: string): unknown {
  if (typeof sli !== 'object' || sli === null) return sli;
  const properties: readonly (readonly [string, unknown])[] = Object.entries(sli);
  const own: readonly (readonly [string, unknown])[] = Object.hasOwn(sli, 'histogram') ? [['where', at]] : [];
  return Object.fromEntries(
    [...own, ...properties].map(([name, value]) => [name, name === 'probe' ? (idOf(value) ?? value) : promqlOf(value)]),
  );
}

/** What went wrong in the queries of an indicator. */
export const sliMistakes = (sli: unknown, path: string): readonly Diagnostic[] =>
  typeof sli === 'object' && sli !== null ? Object.values(sli).flatMap(value => queryMistakes(value, path)) : [];
