import type { Catalogue, TeamEntry } from '../catalogue/catalogue.ts';
import type { ChannelEntry } from '../catalogue/receiver.ts';
import type { RouteEntry } from '../catalogue/routing.ts';

/** A place in a program where somebody is named to be told. */
export interface Channel {
  /** What the author calls it: `page`, `channels.critical`. */
  readonly property: string;
  readonly entry: ChannelEntry;
  /** Name of its receiver in Alertmanager. */
  readonly receiver: string;
}

export const isNamed = (channel: ChannelEntry): channel is { readonly receiver: string } => 'receiver' in channel;

const named = (entry: ChannelEntry, own: string): string => (isNamed(entry) ? entry.receiver : own);

const channel = (property: string, entry: ChannelEntry | undefined, own: string): readonly Channel[] =>
  entry === undefined ? [] : [{ property, entry, receiver: named(entry, own) }];

/** The first to be told is the first level: `l2` is who hears of it next. */
export const levelName = (index: number): string => `l${index + 2}`;

/** Every channel of a team. */
export const teamChannels = (team: TeamEntry): readonly Channel[] => [
  ...channel('page', team.page, `${team.id}-page`),
  ...channel('notify', team.notify, `${team.id}-notify`),
  ...channel('mail', team.mail, `${team.id}-mail`),
  ...(['critical', 'warning', 'info'] as const).flatMap(severity =>
    channel(`channels.${severity}`, team.channels?.[severity], `${team.id}-${severity}`),
  ),
  ...(team.escalation?.levels ?? []).flatMap(({ to }, i) =>
    channel(`escalation.levels[${i}].to`, to, `${team.id}-${levelName(i)}`),
  ),
];

/** The name of the receiver behind a team's channel. */
export const channelReceiver = (team: TeamEntry, property: string): string | undefined =>
  teamChannels(team).find(found => found.property === property)?.receiver;

/** The name of the receiver that a route leads to. */
export const routeReceiver = ({ id, to }: RouteEntry): string => named(to, `route-${id}`);

/** The one channel of each route. */
export const routeChannels = (catalogue: Catalogue): readonly { readonly id: string; readonly channel: Channel }[] =>
  (catalogue.routes ?? []).map(route => ({
    id: route.id,
    channel: { property: 'to', entry: route.to, receiver: routeReceiver(route) },
  }));
