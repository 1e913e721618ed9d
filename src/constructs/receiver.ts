import type { ReceiverEntry } from '../catalogue/receiver.ts';
import type { AnyReceiverUse } from '../receivers/registry.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';

export interface ReceiverProps extends Omit<ReceiverEntry, 'id' | 'sends'> {
  /**
   * Every way in which it notifies, each for the same alerts: `[slack({…}), email({…})]`. None only where `nobody` says
   * why.
   */
  readonly sends: readonly AnyReceiverUse[];
}

/** A receiver with a name, for teams that share one or want several messages for one alert: `notify: room`. */
export class Receiver extends Recorded {
  /** @param id Lower case letters, digits and dashes: its name in Alertmanager. */
  constructor(stack: ObservabilityStack, id: string, props: ReceiverProps) {
    super(stack, id);
    const { sends = [], ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('receivers', () => ({ ...rest, id, sends }));
  }
}
