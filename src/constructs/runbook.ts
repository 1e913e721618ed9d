import type { RunbookEntry } from '../catalogue/alert.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export interface RunbookProps extends Omit<RunbookEntry, 'id'> {}

/** A page for the person who was woken, linked from the alerts that name its id. */
export class Runbook extends Recorded {
  constructor(scope: ObservabilityStack | ServiceScope, id: string, props: RunbookProps) {
    super(scope, id);
    const { title = '', steps = [], ...rest } = propsOf(props);
    const entry: RunbookEntry = { ...rest, id, title, steps };
    if (scope instanceof ObservabilityStack) scope.record('runbooks', () => entry);
    else this.scopeAs(scope, ServiceScope, 'a service or a stack')?.record('runbooks', entry);
  }
}
