import type { ProbeEntry } from '../catalogue/probe.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export interface HttpProbeProps extends Omit<ProbeEntry, 'id' | 'kind' | 'matches'> {
  /** Fails unless the body matches; unanchored, without flags. */
  readonly matches?: RegExp | string;
}

/** One HTTP request, repeated: of the service itself with `path`, of any other address with `url`. */
export class HttpProbe extends Recorded {
  constructor(service: ServiceScope, id: string, props: HttpProbeProps) {
    super(service, id);
    const { within = '0s', runbook = '', matches, ...rest } = propsOf(props);
    this.scopeAs(service, ServiceScope, 'a service')?.record('probes', {
      ...rest,
      id,
      kind: 'http',
      within,
      runbook,
      ...(matches === undefined ? {} : { matches: matches instanceof RegExp ? matches.source : matches }),
    });
  }
}
