import type { OptionRule } from '../ir/options.ts';
import * as list from './index.ts';
import type {
  Footprint,
  IntegrationReader,
  IntegrationScope,
  MetricReleases,
  PlatformPart,
  Traffic,
  IntegrationUse as Use,
} from './integration.ts';

/** An integration in the catalogue. */
export type IntegrationUse = Use;

type List = typeof list;
/** Kinds of the registry. */
export type IntegrationKind = keyof List;
/** Kinds that a service can name: machines, the cluster and the platform belong to the stack. */
export type UsableKind = {
  [K in IntegrationKind]: List[K]['definition']['scope'] extends 'host' | 'cluster' | 'platform' ? never : K;
}[IntegrationKind];
/** Typed metrics of a kind, by the names that authors use. */
export type MetricsOf<K extends string> = K extends IntegrationKind
  ? ReturnType<List[K]['definition']['metrics']>
  : Record<never, never>;
/** What an author can write in `uses`. */
export type AnyIntegrationUse = ReturnType<List[IntegrationKind]>;

/** An integration without its types: what can be done with options of unknown origin. */
export interface OpenIntegration extends IntegrationReader {
  readonly definition: {
    readonly kind: string;
    readonly scope: IntegrationScope;
    readonly source: string;
    readonly needs?: readonly string[];
    readonly footprint?: Footprint;
    readonly traffic?: Traffic;
    readonly part?: PlatformPart;
    readonly since?: MetricReleases;
    readonly only?: readonly string[];
    readonly options: Readonly<Record<string, OptionRule>>;
    readonly example: object;
  };
}

/** Every integration by kind. */
export const integrations: ReadonlyMap<string, OpenIntegration> = new Map(Object.entries(list));
