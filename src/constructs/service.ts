import type { AlertEntry, RecordEntry, RunbookEntry } from '../catalogue/alert.ts';
import type { ExposureEntry } from '../catalogue/capacity.ts';
import type { ServiceEntry, Tier } from '../catalogue/catalogue.ts';
import type { DashboardEntry } from '../catalogue/dashboard.ts';
import type { LogEntry, TraceEntry } from '../catalogue/logs.ts';
import type { ProbeEntry } from '../catalogue/probe.ts';
import type { ScrapeEntry, ScrapeJobEntry } from '../catalogue/scrape.ts';
import type { PerformanceEntry, SloEntry } from '../catalogue/slo.ts';
import type { Duration } from '../core/duration.ts';
import type { IntegrationUse, Traffic } from '../integrations/integration.ts';
import { integrations, type MetricsOf, type UsableKind } from '../integrations/registry.ts';
import { type Handle, metricHandle } from '../promql/build.ts';
import type { TypedMetric } from '../promql/declare.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { idOf, propsOf } from './read-props.ts';
import { Recorded } from './recorded.ts';
import type { Team } from './team.ts';

/** What is recorded below a service. */
interface ServiceItems {
  readonly slos: SloEntry;
  readonly performance: PerformanceEntry;
  readonly probes: ProbeEntry;
  readonly alerts: AlertEntry;
  readonly records: RecordEntry;
  readonly logs: LogEntry;
  readonly traces: TraceEntry;
  readonly dashboards: DashboardEntry;
  readonly runbooks: RunbookEntry;
  readonly scrapeJobs: ScrapeJobEntry;
}

type Metrics = Readonly<Record<string, MetricDeclaration>>;
type Handles<M> = { readonly [K in keyof M]: M[K] extends MetricDeclaration ? Handle<M[K]> : never };

/** The metrics of a service as queries: its own and its runtime's by name, those of what it uses by kind and name. */
export type ServiceMetrics<Runtime extends string, Uses extends string, Own> = Handles<Own> &
  // Without a runtime: a conditional type of `never` is `never`, which would swallow the service's own metrics.
  Handles<[Runtime] extends [never] ? Record<never, never> : MetricsOf<Runtime>> & {
    readonly [K in Uses]: Handles<MetricsOf<K>>;
  };

export interface ServiceProps<Runtime extends string, Uses extends string, Own extends Metrics> {
  /** Who is woken for it. */
  readonly owner: Team;
  /** 0 is the most important. Default 2. */
  readonly tier?: Tier;
  /** Port of its HTTP interface. */
  readonly port?: number;
  /** How many processes it has, for the capacity model. Default: as the stack says. */
  readonly replicas?: number;
  /** How much it is used, for the capacity model. */
  readonly exposure?: ExposureEntry;
  /** Where and how often its metrics are scraped. Default: `/metrics` on its port. */
  readonly scrape?: ScrapeEntry;
  /** How often its alerts and recording rules are evaluated. Default: the stack's evaluation interval. */
  readonly evaluation?: Duration;
  /** Most alerts, or series, that one of its rules may give. Default: no limit. */
  readonly ruleLimit?: number;
  /** How far behind the present its rules are evaluated. Default: as the stack's Prometheus is configured. */
  readonly queryOffset?: Duration;
  /** What it is written in, if its requests are counted in a known way. */
  readonly runtime?: IntegrationUse<Runtime>;
  /** What it stands on: databases, caches, queues. */
  readonly uses?: readonly IntegrationUse<Uses>[];
  /** Metrics of its own: `{orders: counter('orders_total', {labels: ['status']})}`. */
  readonly metrics?: Own;
}

/** The part of a service that its alerts, promises and probes need. */
export abstract class ServiceScope extends Recorded {
  /** How the runtime counts requests, when it does. */
  abstract readonly traffic: Traffic | undefined;
  /** Called by the constructs below. */
  abstract record<K extends keyof ServiceItems>(kind: K, item: ServiceItems[K]): void;
}

/**
 * Something that runs and serves somebody.
 *
 * `service.metrics` are its metrics as typed queries, bound to `service="<id>"`.
 */
export class Service<
  Runtime extends UsableKind = never,
  Uses extends UsableKind = never,
  const Own extends Metrics = Record<never, never>,
> extends ServiceScope {
  readonly metrics: ServiceMetrics<Runtime, Uses, Own>;
  readonly traffic: Traffic | undefined;
  readonly #items: { readonly [K in keyof ServiceItems]: ServiceItems[K][] } = {
    slos: [],
    performance: [],
    probes: [],
    alerts: [],
    records: [],
    logs: [],
    traces: [],
    dashboards: [],
    runbooks: [],
    scrapeJobs: [],
  };

  /** @param id Lower case letters, digits and dashes: DNS name and value of the `service` label. */
  constructor(stack: ObservabilityStack, id: string, props: ServiceProps<Runtime, Uses, Own>) {
    super(stack, id);
    const { owner, ...rest } = propsOf(props);
    this.traffic = integrations.get(String(rest.runtime?.kind))?.definition.traffic;
    this.metrics = bind(id, rest);
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('services', (): ServiceEntry => {
      const team = idOf(owner);
      return { ...rest, id, ...(team === undefined ? {} : { owner: team }), ...this.#items };
    });
  }

  record<K extends keyof ServiceItems>(kind: K, item: ServiceItems[K]): void {
    const items: ServiceItems[K][] = this.#items[kind];
    items.push(item);
  }
}

interface Declared {
  readonly runtime?: IntegrationUse;
  readonly uses?: readonly IntegrationUse[];
  readonly metrics?: Metrics;
}

/** Queries of everything a service exposes. */
function bind<Runtime extends string, Uses extends string, Own extends Metrics>(
  service: string,
  declared: {
    readonly runtime?: IntegrationUse<Runtime>;
    readonly uses?: readonly IntegrationUse<Uses>[];
    readonly metrics?: Own;
  },
): ServiceMetrics<Runtime, Uses, Own>;
function bind(service: string, declared: Declared): Readonly<Record<string, unknown>> {
  const handles = (metrics: Metrics): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, handle(metric, service)]));
  const of = (use: IntegrationUse | undefined): Metrics =>
    isUse(use) ? (integrations.get(use.kind)?.metricsOf(use.options) ?? {}) : {};
  const { runtime, uses, metrics } = declared;
  return {
    ...handles(of(runtime)),
    ...Object.fromEntries((Array.isArray(uses) ? uses : []).filter(isUse).map(use => [use.kind, handles(of(use))])),
    ...handles(metrics ?? {}),
  };
}

const handle = (metric: MetricDeclaration, service: string): unknown =>
  isDeclaration(metric) ? metricHandle(metric, { service }) : undefined;

/** An untyped caller may have put anything here and below; the shape of the catalogue reports it. */
const isUse = (use: unknown): use is IntegrationUse => typeof use === 'object' && use !== null && 'kind' in use;

const isDeclaration = (metric: unknown): metric is TypedMetric =>
  typeof metric === 'object' && metric !== null && 'name' in metric && 'kind' in metric && 'labels' in metric;
