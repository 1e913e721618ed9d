import type { TeamEntry } from '../catalogue/catalogue.ts';
import type { ChannelEntry } from '../catalogue/receiver.ts';
import type { AnyReceiverUse } from '../receivers/registry.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { idOf, propsOf } from './read-props.ts';
import type { Receiver } from './receiver.ts';
import { Recorded } from './recorded.ts';

export interface TeamProps extends Omit<TeamEntry, 'id' | 'page' | 'notify' | 'mail'> {
  /** Wakes a person: critical alerts. */
  readonly page?: AnyReceiverUse | Receiver;
  /** Where the team reads along: critical and warning alerts. */
  readonly notify?: AnyReceiverUse | Receiver;
  /** Read at the desk: warning and info alerts, in business hours. */
  readonly mail?: AnyReceiverUse | Receiver;
}

/** A channel as data: a construct is known by its name, anything else is what it is. */
const channelOf = <Name extends string>(
  name: Name,
  use: AnyReceiverUse | Receiver | undefined,
): { readonly [K in Name]?: ChannelEntry } | Record<never, never> => {
  if (use === undefined) return {};
  const receiver = idOf(use);
  return { [name]: receiver === undefined ? use : { receiver } };
};

/** The people who own services, and how they are reached. */
export class Team extends Recorded {
  /** @param id Lower case letters, digits and dashes: value of the `team` label, name of the Grafana folder. */
  constructor(stack: ObservabilityStack, id: string, props: TeamProps) {
    super(stack, id);
    const { timezone = '', page, notify, mail, ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('teams', () => ({
      ...rest,
      ...channelOf('page', page),
      ...channelOf('notify', notify),
      ...channelOf('mail', mail),
      id,
      timezone,
    }));
  }
}
