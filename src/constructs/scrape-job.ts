import type { ScrapeJobEntry } from '../catalogue/scrape.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export interface ScrapeJobProps extends Omit<ScrapeJobEntry, 'id'> {}

/**
 * Targets that are scraped beside the processes of services: a fleet of exporters, a device, somebody else's endpoint.
 * In a service they carry its labels; in a stack they belong to the owner of the platform, and their `service` is the id.
 */
export class ScrapeJob extends Recorded {
  /** @param id Value of the `job` label, unless `job` says another. */
  constructor(scope: ObservabilityStack | ServiceScope, id: string, props: ScrapeJobProps) {
    super(scope, id);
    const { discover = { kind: 'static', addresses: [] }, ...rest } = propsOf(props);
    const entry: ScrapeJobEntry = { ...rest, id, discover };
    if (scope instanceof ObservabilityStack) scope.record('scrapeJobs', () => entry);
    else this.scopeAs(scope, ServiceScope, 'a service or a stack')?.record('scrapeJobs', entry);
  }
}
