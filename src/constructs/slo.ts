import type { SloEntry } from '../catalogue/slo.ts';
import { defineProblem, report } from '../core/diagnostic.ts';
import type { Duration } from '../core/duration.ts';
import { promqlOf, propsOf, type Query, queryMistakes } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export const sliMissing = defineProblem({
  code: 'SLI',
  severity: 'error',
  why: 'A promise must be measured: without a runtime that counts requests, or explicit metrics, there is nothing to measure.',
});

type Promise = Pick<SloEntry, 'objective' | 'window' | 'minBadEvents' | 'runbook'>;

export interface AvailabilitySloProps extends Promise {
  /** Counter of bad events. Default: the failed requests of the service's runtime. */
  readonly errors?: Query | string;
  /** Counter of all events. Default: the requests of the service's runtime. */
  readonly total?: Query | string;
}

/** A promise about the share of good events: `99.9%` of all requests succeed over 30 days. */
export class AvailabilitySlo extends Recorded {
  constructor(scope: ServiceScope, id: string, props: AvailabilitySloProps) {
    super(scope, id);
    const service = this.scopeAs(scope, ServiceScope, 'a service');
    const { errors, total, objective = '', runbook = '', ...rest } = propsOf(props);
    const traffic = service?.traffic;
    const at = `service="${service?.node.id}"`;
    const all = total ?? (traffic === undefined ? undefined : `${traffic.requests}{${at}}`);
    const bad = errors ?? (traffic === undefined ? undefined : `${traffic.requests}{${at},${traffic.failed}}`);
    this.note([...queryMistakes(all, this.node.path), ...queryMistakes(bad, this.node.path)]);
    if (service === undefined) return;
    if (all === undefined || bad === undefined) {
      this.note([
        report(
          sliMissing,
          this.node.path,
          `The objective \`${id}\` has nothing to count: its service names no runtime that counts requests.`,
          'Add runtime: flask(), or give the objective `errors` and `total`.',
        ),
      ]);
      return;
    }
    service.record('slos', {
      ...rest,
      id,
      objective,
      runbook,
      sli: { kind: 'ratio', bad: promqlOf(bad), total: promqlOf(all) },
    });
  }
}

export interface LatencySloProps extends Promise {
  /** The limit; it must be a bucket bound of the histogram. */
  readonly within: Duration;
  /** A declared histogram by name. Default: the request durations of the service's runtime. */
  readonly histogram?: string;
  /** Label matchers in PromQL, without braces: `handler="/api"`. */
  readonly where?: string;
}

/** A promise about speed: `95%` of all requests are answered within 200 ms over 30 days. */
export class LatencySlo extends Recorded {
  constructor(scope: ServiceScope, id: string, props: LatencySloProps) {
    super(scope, id);
    const service = this.scopeAs(scope, ServiceScope, 'a service');
    const {
      within = '0s',
      histogram = service?.traffic?.latency,
      where,
      objective = '',
      runbook = '',
      ...rest
    } = propsOf(props);
    if (service === undefined) return;
    if (histogram === undefined) {
      this.note([
        report(
          sliMissing,
          this.node.path,
          `The objective \`${id}\` has nothing to measure: its service names no runtime that measures durations.`,
          'Add runtime: flask(), or give the objective a `histogram`.',
        ),
      ]);
      return;
    }
    const matchers = [`service="${service.node.id}"`, ...(where === undefined ? [] : [where])].join(',');
    service.record('slos', {
      ...rest,
      id,
      objective,
      runbook,
      sli: { kind: 'latency', histogram, where: matchers, within },
    });
  }
}
