import type { TimeInterval } from './time-interval.ts';

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
  /** An author wrote it as a route; the others follow from teams and their channels. */
  readonly written?: true;
  readonly path: string;
}

export interface Inhibition {
  readonly name: string;
  readonly source: readonly RouteMatcher[];
  readonly target: readonly RouteMatcher[];
  /** Labels that both sides must share. An empty list would mute the world. */
  readonly equal: readonly string[];
  /** An author wrote it; the others come with every stack. */
  readonly written?: true;
  readonly path: string;
}

/** How often a receiver may be called: proved, since Alertmanager has no limiter of its own. */
export interface RateLimit {
  readonly receiver: string;
  /** Most notifications within any window of this length. */
  readonly max: number;
  readonly window: string;
  readonly path: string;
}

export interface Routing {
  readonly receivers: readonly ReceiverPlan[];
  readonly root: Route;
  readonly inhibitions: readonly Inhibition[];
  readonly timeIntervals: readonly TimeInterval[];
  readonly rateLimits: readonly RateLimit[];
}
