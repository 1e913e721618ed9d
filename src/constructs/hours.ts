import type { HoursEntry, MaintenanceEntry } from '../catalogue/routing.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { eachOf, idOf, propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import type { ServiceScope } from './service.ts';

export interface HoursProps extends Omit<HoursEntry, 'id'> {}

/** Hours with a name, for routes: `{timezone: 'Europe/Kyiv', spans: [{weekdays: ['monday:friday']}]}`. */
export class Hours extends Recorded {
  constructor(stack: ObservabilityStack, id: string, props: HoursProps) {
    super(stack, id);
    const { timezone = '', spans = [] } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('hours', () => ({ id, timezone, spans }));
  }
}

export interface MaintenanceWindowProps extends Omit<MaintenanceEntry, 'id' | 'services'> {
  /** Default: all of the stack. */
  readonly services?: readonly ServiceScope[];
}

/** Planned work that comes back: warnings of the services wait until it is over, and are told then if still true. */
export class MaintenanceWindow extends Recorded {
  constructor(stack: ObservabilityStack, id: string, props: MaintenanceWindowProps) {
    super(stack, id);
    const { timezone = '', spans = [], services, ...rest } = propsOf(props);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('maintenance', () => ({
      ...rest,
      id,
      timezone,
      spans,
      ...(services === undefined ? {} : { services: eachOf(services, service => idOf(service) ?? '') }),
    }));
  }
}
