import type { JsonObject } from '../core/json.ts';

/** One matcher of a route, inhibition or silence. Regexes are anchored by Alertmanager. */
export interface RouteMatcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** One way to notify; `kind` selects the entry of the receiver registry that renders `options`. */
export interface ReceiverUsePlan {
  readonly kind: string;
  /** As the author wrote them; the registry entry reads them. */
  readonly options: unknown;
}

/** A receiver by its unique name. */
export interface ReceiverPlan {
  readonly name: string;
  readonly uses: readonly ReceiverUsePlan[];
  readonly sendResolved: boolean;
  readonly path: string;
}

export interface Route {
  readonly receiver: string;
  readonly matchers: readonly RouteMatcher[];
  readonly groupBy?: readonly string[];
  readonly groupWait?: string;
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
  readonly continue?: boolean;
  readonly activeTimeIntervals?: readonly string[];
  readonly muteTimeIntervals?: readonly string[];
  readonly routes: readonly Route[];
  readonly path: string;
}

export interface Inhibition {
  readonly name: string;
  readonly source: readonly RouteMatcher[];
  readonly target: readonly RouteMatcher[];
  /** At least one: an empty list would mute the world. */
  readonly equal: readonly [string, ...string[]];
  readonly path: string;
}

/** A named time interval in Alertmanager's own keys; `location` is always set. */
export interface TimeInterval {
  readonly name: string;
  readonly intervals: readonly JsonObject[];
  readonly path: string;
}

export interface Routing {
  readonly receivers: readonly ReceiverPlan[];
  readonly root: Route;
  readonly inhibitions: readonly Inhibition[];
  readonly timeIntervals: readonly TimeInterval[];
}
