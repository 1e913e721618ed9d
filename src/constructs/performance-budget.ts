import type { PerformanceEntry } from '../catalogue/slo.ts';
import { report } from '../core/diagnostic.ts';
import { propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';
import { ofService, sliMissing } from './slo.ts';

export interface PerformanceBudgetProps extends Omit<PerformanceEntry, 'id' | 'histogram'> {
  /** A declared histogram by name. Default: the request durations of the service's runtime. */
  readonly histogram?: string;
}

/**
 * Limits of how long the slowest requests may take: 95 % of all within `p95`, 99 % within `p99`. It alerts as soon as a
 * limit is exceeded for some minutes; to keep an account of it over a month, promise it with a `LatencySlo`.
 */
export class PerformanceBudget extends Recorded {
  constructor(scope: ServiceScope, id: string, props: PerformanceBudgetProps) {
    super(scope, id);
    const service = this.scopeAs(scope, ServiceScope, 'a service');
    const { histogram = service?.traffic?.latency, where, runbook = '', ...rest } = propsOf(props);
    if (service === undefined) return;
    if (histogram === undefined) {
      this.note([
        report(
          sliMissing,
          this.node.path,
          `The performance budget \`${id}\` has nothing to measure: its service names no runtime that measures durations.`,
          'Add runtime: flask(), or give the budget a `histogram`.',
        ),
      ]);
      return;
    }
    service.record('performance', { ...rest, id, histogram, where: ofService(service, where), runbook });
  }
}
