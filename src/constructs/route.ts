import type { RouteEntry } from '../catalogue/routing.ts';
import { type AlertMatch, matchOf } from './alert-match.ts';
import { type Channel, channelOf } from './channel.ts';
import type { Hours } from './hours.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { eachOf, idOf, propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';

export interface RouteProps
  extends AlertMatch,
    Omit<RouteEntry, 'id' | 'to' | 'when' | 'matching' | 'except' | 'during' | 'notDuring'> {
  readonly to: Channel;
  /** It speaks only then. */
  readonly during?: readonly Hours[];
  /** It is silent then. */
  readonly notDuring?: readonly Hours[];
}

/**
 * A way for some alerts that does not follow from who owns them: security, frozen releases, one alert of one service.
 * With `also` the owners are told as well.
 */
export class Route extends Recorded {
  /** @param id Lower case letters, digits and dashes: the receiver is named after it. */
  constructor(stack: ObservabilityStack, id: string, props: RouteProps) {
    super(stack, id);
    const { to, when, except, during, notDuring, ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('routes', () => ({
      ...rest,
      id,
      to: to === undefined ? { kind: '', options: {} } : channelOf(to),
      ...matchOf({ ...(when === undefined ? {} : { when }), ...(except === undefined ? {} : { except }) }),
      ...(during === undefined ? {} : { during: eachOf(during, hours => idOf(hours) ?? '') }),
      ...(notDuring === undefined ? {} : { notDuring: eachOf(notDuring, hours => idOf(hours) ?? '') }),
    }));
  }
}
