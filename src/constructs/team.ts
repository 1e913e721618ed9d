import type { TeamEntry } from '../catalogue/catalogue.ts';
import type { AnyReceiverUse } from '../receivers/registry.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';

export interface TeamProps extends Omit<TeamEntry, 'id' | 'page' | 'notify' | 'mail'> {
  /** Wakes a person: critical alerts. */
  readonly page?: AnyReceiverUse;
  /** Where the team reads along: critical and warning alerts. */
  readonly notify?: AnyReceiverUse;
  /** Read at the desk: warning and info alerts, in business hours. */
  readonly mail?: AnyReceiverUse;
}

/** The people who own services, and how they are reached. */
export class Team extends Recorded {
  /** @param id Lower case letters, digits and dashes: value of the `team` label, name of the Grafana folder. */
  constructor(stack: ObservabilityStack, id: string, props: TeamProps) {
    super(stack, id);
    const { timezone = '', ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('teams', () => ({ ...rest, id, timezone }));
  }
}
