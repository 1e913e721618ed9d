/** What the root of a route tree and the routes below it have in common. What is left out is as the parent has it. */
interface ImportedRouteSettings {
  /** Labels whose values make one message; `...` for one per alert. */
  readonly groupBy?: readonly string[];
  /** A duration, `1m30s`. Alertmanager's default is 30s. */
  readonly groupWait?: string;
  /** Alertmanager's default is 5m. */
  readonly groupInterval?: string;
  /** Alertmanager's default is 4h. */
  readonly repeatInterval?: string;
  /** In the order in which they are tried. */
  readonly routes?: readonly ImportedRouteEntry[];
}

/** The root of a route tree: it takes every alert. */
export interface ImportedRootEntry extends ImportedRouteSettings {
  /** Id of a receiver. */
  readonly to: string;
}

/** One route below it, under the names of `Route`. */
export interface ImportedRouteEntry extends ImportedRouteSettings {
  /** Id of a receiver. Default: the parent's. */
  readonly to?: string;
  /** As Alertmanager writes them, one each: `severity=~"critical|warning"`. All must hold; none at all always does. */
  readonly matchers?: readonly string[];
  /** Whether the siblings behind it are tried as well. Default false. */
  readonly continue?: boolean;
  /** Ids of hours outside of which it is silent. */
  readonly during?: readonly string[];
  /** Ids of hours in which it is silent. */
  readonly notDuring?: readonly string[];
}

/** Alerts that say what another says already; matchers as in routes. */
export interface ImportedInhibitionEntry {
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Labels that both sides must share; a label that both lack is shared. Default none: any source will do. */
  readonly equal?: readonly string[];
}

/** A route tree that exists already, with the inhibitions beside it. */
export interface ImportedRoutesEntry {
  readonly id: string;
  readonly root: ImportedRootEntry;
  readonly inhibitions?: readonly ImportedInhibitionEntry[];
}
