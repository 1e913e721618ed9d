import { defineProblem, report } from '../core/diagnostic.ts';
import type { Duration } from '../core/duration.ts';
import { Objective, type ObjectiveProps } from './objective.ts';
import { promqlOf, propsOf, queryMistakes } from './read-props.ts';
import { ServiceScope } from './service.ts';
import { type CounterQuery, type Sli, sliEntry, sliMistakes } from './sli-props.ts';

export const sliMissing = defineProblem({
  code: 'SLI',
  severity: 'error',
  why: 'A promise must be measured: without a runtime that counts requests, or explicit metrics, there is nothing to measure.',
});

export interface SloProps extends ObjectiveProps {
  /** What is measured, and how good and bad are told apart: `{kind: 'freshness', timestamp: lastSync, maxAge: '15m'}`. */
  readonly sli: Sli;
}

/** A promise about anything that can be measured. */
export class Slo extends Objective {
  constructor(scope: ServiceScope, id: string, props: SloProps) {
    super(scope, id);
    const service = this.scopeAs(scope, ServiceScope, 'a service');
    const { sli, ...rest } = propsOf(props);
    this.note(sliMistakes(sli, this.node.path));
    if (sli === undefined) {
      this.note([
        report(
          sliMissing,
          this.node.path,
          `The objective \`${id}\` does not say what is measured.`,
          "Add sli: {kind: 'ratio', bad: …, total: …}, or another kind.",
        ),
      ]);
      return;
    }
    if (service === undefined) return;
    this.promise(service, id, rest, sliEntry(sli, ofService(service, undefined)));
  }
}

export interface AvailabilitySloProps extends ObjectiveProps {
  /** Counter of bad events. Default: the failed requests of the service's runtime. */
  readonly errors?: CounterQuery | string;
  /** Counter of all events. Default: the requests of the service's runtime. */
  readonly total?: CounterQuery | string;
}

/** A promise about the share of good events: `99.9%` of all requests succeed over 30 days. */
export class AvailabilitySlo extends Objective {
  constructor(scope: ServiceScope, id: string, props: AvailabilitySloProps) {
    super(scope, id);
    const service = this.scopeAs(scope, ServiceScope, 'a service');
    const { errors, total, ...rest } = propsOf(props);
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
    this.promise(service, id, rest, { kind: 'ratio', bad: promqlOf(bad), total: promqlOf(all) });
  }
}

export interface LatencySloProps extends ObjectiveProps {
  /** The limit; it must be a bucket bound of the histogram. */
  readonly within: Duration;
  /** A declared histogram by name. Default: the request durations of the service's runtime. */
  readonly histogram?: string;
  /** Label matchers in PromQL, without braces: `handler="/api"`. */
  readonly where?: string;
}

/** A promise about speed: `95%` of all requests are answered within 200 ms over 30 days. */
export class LatencySlo extends Objective {
  constructor(scope: ServiceScope, id: string, props: LatencySloProps) {
    super(scope, id);
    const service = this.scopeAs(scope, ServiceScope, 'a service');
    const { within = '0s', histogram = service?.traffic?.latency, where, ...rest } = propsOf(props);
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
    this.promise(service, id, rest, { kind: 'latency', histogram, where: ofService(service, where), within });
  }
}

/** Matchers of a service, with those of one's own. */
export const ofService = (service: ServiceScope, where: string | undefined): string =>
  [`service="${service.node.id}"`, ...(where === undefined ? [] : [where])].join(',');
