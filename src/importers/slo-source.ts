import type { SloEntry } from '../catalogue/slo.ts';
import type { Expr } from '../promql/syntax.ts';
import type { Place } from './finding.ts';

type AnySli = SloEntry['sli'];

/** Other objectives of the same document, put together. */
export interface SourceComposite {
  readonly kind: 'composite';
  readonly of: readonly { readonly part: CarriedSlo; readonly weight: number }[];
}

/** What an objective is measured by, and what that takes. */
export interface SourceIndicator {
  readonly sli: Exclude<AnySli, { readonly kind: 'composite' }> | SourceComposite;
  readonly groupBy: readonly string[];
  /** Expressions of the metrics that it reads. */
  readonly reads: readonly Expr[];
}

/** What of an objective means the same here. */
export type SourcePromise = Pick<SloEntry, 'objective' | 'window' | 'slices' | 'tiers'>;

/** An objective that is carried over. */
export interface CarriedSlo {
  readonly kind: 'carried';
  /** As its file says it. */
  readonly name: string;
  /** As its file says it: the service whose promise it is. */
  readonly service: string;
  readonly team: string | undefined;
  readonly promise: SourcePromise;
  readonly indicator: SourceIndicator;
  /** Address of the page for the person who is woken. */
  readonly runbook: string | undefined;
  /** What the file says about it for people. */
  readonly comments: readonly string[];
  readonly place: Place;
}

/** An objective that cannot be promised here. */
export interface RefusedSlo {
  readonly kind: 'refused';
  readonly name: string;
  readonly service: string | undefined;
  /** The end of the sentence "It is not carried over: …". */
  readonly reason: string;
  readonly hint?: string;
  readonly place: Place;
}

export type SourceSlo = CarriedSlo | RefusedSlo;

/** Why something is refused, in place of its value. */
export interface Refusal {
  readonly reason: string;
  readonly hint?: string;
  /** The key it is about, where that is another than the whole. */
  readonly place?: Place;
}

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'reason' in value;
