import type { OptionMistake } from '../ir/options.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import * as list from './index.ts';
import type { IntegrationContext, IntegrationScope, Traffic, IntegrationUse as Use } from './integration.ts';

/** An integration in the catalogue. */
export type IntegrationUse = Use;

type List = typeof list;
/** Kinds of the registry. */
export type IntegrationKind = keyof List;
/** Kinds that a program can name; the platform's own are always there. */
export type UsableKind = {
  [K in IntegrationKind]: List[K]['definition']['scope'] extends 'platform' ? never : K;
}[IntegrationKind];
/** Typed metrics of a kind, by the names that authors use. */
export type MetricsOf<K extends string> = K extends IntegrationKind
  ? ReturnType<List[K]['definition']['metrics']>
  : Record<never, never>;
/** What an author can write in `uses`. */
export type AnyIntegrationUse = ReturnType<List[IntegrationKind]>;

/** The part of an integration that works on options of unknown origin. */
export interface OpenIntegration {
  readonly definition: {
    readonly kind: string;
    readonly scope: IntegrationScope;
    readonly source: string;
    readonly traffic?: Traffic;
  };
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
  readonly metricsOf: (input: unknown) => Readonly<Record<string, MetricDeclaration>>;
  readonly partOf: (input: unknown, context: IntegrationContext) => PlanPart;
}

/** Every integration by kind. */
export const integrations: ReadonlyMap<string, OpenIntegration> = new Map(Object.entries(list));
