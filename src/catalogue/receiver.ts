import type { KindUse } from './kind-use.ts';

/** A receiver under a name of its own: several teams may share it, and it may notify in several ways at once. */
export interface ReceiverEntry {
  /** Lower case letters, digits and dashes: its name in Alertmanager. */
  readonly id: string;
  /** At least one, unless `nobody` says why there is none. */
  readonly sends: readonly KindUse[];
  /** Whether it is told when alerts end. Default true. */
  readonly resolved?: boolean;
  /** Why it tells nobody on purpose: the alerts that lead to it are only looked at. */
  readonly nobody?: string;
}

/** How a team is reached: by a receiver of its own, or by the name of a shared one. */
export type ChannelEntry = KindUse | { readonly receiver: string };
