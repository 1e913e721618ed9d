import type { TeamEntry } from '../catalogue/catalogue.ts';
import type { ChannelEntry } from '../catalogue/receiver.ts';
import type { EscalationEntry } from '../catalogue/routing.ts';
import { type Channel, channelOf } from './channel.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { eachOf, propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';

export interface TeamProps extends Omit<TeamEntry, 'id' | 'page' | 'notify' | 'mail' | 'channels' | 'escalation'> {
  /** Wakes a person: critical alerts. */
  readonly page?: Channel;
  /** Where the team reads along: critical and warning alerts. */
  readonly notify?: Channel;
  /** Read at the desk: warning and info alerts, in business hours. */
  readonly mail?: Channel;
  /** Channels for single severities: they replace page, notify and mail there. */
  readonly channels?: { readonly critical?: Channel; readonly warning?: Channel; readonly info?: Channel };
  /** Who hears of a critical alert that fires for long, whether or not somebody took it. */
  readonly escalation?: {
    readonly levels: readonly (Omit<EscalationEntry['levels'][number], 'to'> & { readonly to: Channel })[];
  };
}

const channelsOf = <Name extends string>(
  channels: Readonly<Partial<Record<Name, Channel | undefined>>>,
): { readonly [N in Name]?: ChannelEntry } | Record<never, never> =>
  Object.fromEntries(
    Object.entries<Channel | undefined>(channels).flatMap(([name, use]) =>
      use === undefined ? [] : [[name, channelOf(use)] as const],
    ),
  );

/** The people who own services, and how they are reached. */
export class Team extends Recorded {
  /** @param id Lower case letters, digits and dashes: value of the `team` label, name of the Grafana folder. */
  constructor(stack: ObservabilityStack, id: string, props: TeamProps) {
    super(stack, id);
    const { timezone = '', page, notify, mail, channels, escalation, ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('teams', () => ({
      ...rest,
      ...channelsOf({ page, notify, mail }),
      ...(channels === undefined ? {} : { channels: channelsOf(channels) }),
      ...(escalation === undefined
        ? {}
        : {
            escalation: {
              levels: eachOf(propsOf(escalation).levels ?? [], level => ({ ...level, to: channelOf(level.to) })),
            },
          }),
      id,
      timezone,
    }));
  }
}
