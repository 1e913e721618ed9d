import type { ChannelEntry } from '../catalogue/receiver.ts';
import type { AnyReceiverUse } from '../receivers/registry.ts';
import { idOf } from './read-props.ts';
import type { Receiver } from './receiver.ts';
import { Recorded } from './recorded.ts';

/** How somebody is told: by a receiver of their own, or by a shared one. */
export type Channel = AnyReceiverUse | Receiver;

/** A channel as data: a construct is known by its name, anything else is what it is. */
export const channelOf = (use: Channel): ChannelEntry => {
  const receiver = idOf(use);
  if (receiver !== undefined) return { receiver };
  return isConstruct(use) ? { receiver: '' } : use;
};

const isConstruct = (use: Channel): use is Receiver => use instanceof Recorded;
