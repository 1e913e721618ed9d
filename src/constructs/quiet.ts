import type { InhibitionEntry, SilenceEntry } from '../catalogue/routing.ts';
import { type AlertMatch, matchOf } from './alert-match.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { idOf, propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import type { Team } from './team.ts';

export interface InhibitionProps extends Omit<InhibitionEntry, 'id' | 'source' | 'target'> {
  /** While one of these fires … */
  readonly source: AlertMatch;
  /** … these are not told. */
  readonly target: AlertMatch;
}

/** Alerts that say what another says already. */
export class Inhibition extends Recorded {
  constructor(stack: ObservabilityStack, id: string, props: InhibitionProps) {
    super(stack, id);
    const { source = {}, target = {}, equal = [] } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('inhibitions', () => ({
      id,
      source: matchOf(source),
      target: matchOf(target),
      equal,
    }));
  }
}

export interface SilenceProps extends AlertMatch, Omit<SilenceEntry, 'id' | 'owner' | 'when' | 'matching' | 'except'> {
  /** Who answers for it. */
  readonly owner: Team;
}

/** Alerts that somebody decided not to hear for a while, with a reason and an end. */
export class Silence extends Recorded {
  constructor(stack: ObservabilityStack, id: string, props: SilenceProps) {
    super(stack, id);
    const { owner, reason = '', from = '', until = '', when, except } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('silences', () => ({
      id,
      owner: idOf(owner) ?? '',
      reason,
      from,
      until,
      ...matchOf({ ...(when === undefined ? {} : { when }), ...(except === undefined ? {} : { except }) }),
    }));
  }
}
