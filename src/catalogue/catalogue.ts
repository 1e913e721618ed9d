import type { Duration } from '../core/duration.ts';
import type { Versions } from '../ir/versions.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import type { AlertEntry, RecordEntry, RunbookEntry } from './alert.ts';
import type { BudgetEntry, CapacityEntry, ExposureEntry } from './capacity.ts';
import type { ChannelTestEntry } from './channel-test.ts';
import type { DashboardEntry } from './dashboard.ts';
import type { ImportedRoutesEntry } from './imported-routes.ts';
import type { KindUse } from './kind-use.ts';
import type { LogEntry, TraceEntry } from './logs.ts';
import type { ProbeEntry } from './probe.ts';
import type { PrometheusEntry } from './prometheus.ts';
import type { ChannelEntry, ReceiverEntry } from './receiver.ts';
import type {
  EscalationEntry,
  GroupingEntry,
  HoursEntry,
  InhibitionEntry,
  MaintenanceEntry,
  RateLimitEntry,
  RouteEntry,
  SeverityChannels,
  SilenceEntry,
} from './routing.ts';
import type { RuleGroupEntry } from './rule-group.ts';
import type { ScrapeEntry, ScrapeJobEntry } from './scrape.ts';
import type { SentryEntry } from './sentry.ts';
import type { PerformanceEntry, SloEntry } from './slo.ts';
import type { TargetEntries } from './targets.ts';

/**
 * Everything an author can say, as plain JSON: what `ObservabilityStack.toProgram()` returns, and what a program in
 * another language could write by hand. Expressions are PromQL text.
 *
 * @module
 */

/** `local`: one machine. `small`: a cluster, single replicas. */
export type Profile = 'local' | 'small';

/** A team and how it is reached. */
export interface TeamEntry {
  readonly id: string;
  /** IANA time zone; business hours are read in it. */
  readonly timezone: string;
  readonly contact?: string;
  /** What its services may use of the platform. */
  readonly budget?: BudgetEntry;
  /** Wakes a person: critical alerts. */
  readonly page?: ChannelEntry;
  /** Where the team reads along: critical and warning alerts. */
  readonly notify?: ChannelEntry;
  /** Read at the desk: warning and info alerts, in business hours. */
  readonly mail?: ChannelEntry;
  /** Channels for single severities: they replace page, notify and mail there. */
  readonly channels?: SeverityChannels;
  /** Default `monday:friday`, 09:00 to 18:00. */
  readonly businessHours?: { readonly days: string; readonly from: string; readonly to: string };
  /** Days, `YYYY-MM-DD`, that are no business days. */
  readonly holidays?: readonly string[];
  /** Who hears of a critical alert that fires for long, whether or not somebody took it. */
  readonly escalation?: EscalationEntry;
  readonly rateLimit?: RateLimitEntry;
  readonly grouping?: GroupingEntry;
}

export type Tier = 0 | 1 | 2 | 3;

/** A service: who owns it, what it exposes, what it promises. */
export interface ServiceEntry {
  readonly id: string;
  /** Team id. A service without one is an error. */
  readonly owner?: string;
  /** 0 is the most important. Default 2. */
  readonly tier?: Tier;
  /** Port of its HTTP interface. */
  readonly port?: number;
  /** How many processes it has, for the capacity model. Default: as the stack says. */
  readonly replicas?: number;
  /** How much it is used, for the capacity model. */
  readonly exposure?: ExposureEntry;
  readonly scrape?: ScrapeEntry;
  /** Targets that belong to it beside its own process. */
  readonly scrapeJobs?: readonly ScrapeJobEntry[];
  /** How often its rules are evaluated. Default: the stack's evaluation interval. */
  readonly evaluation?: Duration;
  /** Most alerts, or series, that one of its rules may give. Default: no limit. */
  readonly ruleLimit?: number;
  /** How far behind the present its rules are evaluated. Default: as the stack's Prometheus is configured. */
  readonly queryOffset?: Duration;
  readonly runtime?: KindUse;
  readonly uses?: readonly KindUse[];
  readonly metrics?: Readonly<Record<string, MetricDeclaration>>;
  readonly slos?: readonly SloEntry[];
  readonly performance?: readonly PerformanceEntry[];
  readonly probes?: readonly ProbeEntry[];
  readonly alerts?: readonly AlertEntry[];
  readonly records?: readonly RecordEntry[];
  readonly logs?: readonly LogEntry[];
  readonly traces?: readonly TraceEntry[];
  readonly dashboards?: readonly DashboardEntry[];
  readonly runbooks?: readonly RunbookEntry[];
}

/** Silences one kind of finding, or lowers it, for a construct and everything below it. */
export interface SuppressionEntry {
  /** Construct path. */
  readonly path: string;
  readonly code: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
  /** Lower to this severity instead of silencing. */
  readonly as?: 'warning' | 'info';
}

/** Metrics of exporters that nobody modelled: expressions may use them, their labels are not checked. */
export type ExternalMetrics = { readonly name: string } | { readonly prefix: string };

export interface Retention {
  /** Default 45d: a 30-day SLO needs its window and a margin. */
  readonly metrics?: Duration;
  /** Days that logs stay on fast and on slow storage before they are deleted. Defaults 7d and 30d. */
  readonly logs?: { readonly hot?: Duration; readonly delete?: Duration };
  /** Default 7d. */
  readonly traces?: Duration;
}

/** When Alertmanager speaks: how long it collects, and how soon it says what changed. */
export interface AlertingEntry {
  /** How long the first message about a group of alerts waits for more of them. Default 10s. */
  readonly groupWait?: Duration;
  /** How soon a change of a group is told, recovery included. Default 5m. Mail to the desk keeps its own pace. */
  readonly groupInterval?: Duration;
  /** A test message to every team, once a month. Default: none. */
  readonly channelTest?: ChannelTestEntry;
}

/** How objectives are computed. */
export interface ObjectivesEntry {
  /**
   * Who answers windows of more than six hours and keeps the account of budgets: the scraping Prometheus, or a ruler
   * with a view over all shards. Default `prometheus`. The groups of a ruler stand in rule files of their own,
   * `<service>-slo-ruler.yml`.
   */
  readonly longWindows?: 'prometheus' | 'ruler';
}

/** One JSON patch operation (RFC 6902) on an emitted configuration file. */
export interface PatchEntry {
  /** Workload that reads the file. */
  readonly reader: string;
  /** Where the file is mounted in it. */
  readonly mount: string;
  readonly op: 'add' | 'replace' | 'remove';
  readonly at: string;
  readonly value?: unknown;
}

export interface Catalogue {
  readonly org: string;
  /** Value of the `env` label. */
  readonly environment: string;
  readonly profile?: Profile;
  /** Team id that owns the platform: its own alerts, and everything no other team claims. */
  readonly owner: string;
  readonly versions?: Partial<Versions>;
  readonly intervals?: { readonly scrape?: Duration; readonly evaluation?: Duration };
  readonly alerting?: AlertingEntry;
  readonly objectives?: ObjectivesEntry;
  readonly retention?: Retention;
  /** What the capacity model cannot know from the program. */
  readonly capacity?: CapacityEntry;
  /** Base URL under which the rendered runbooks are served. */
  readonly runbookBase?: string;
  /** Base URL of Grafana in links of alerts. Default: where Compose publishes it, `http://localhost:3000`. */
  readonly grafanaBase?: string;
  /** Adds Sentry to the data sources of Grafana. Default: none. */
  readonly sentry?: SentryEntry;
  /** Where the dead man's switch reports: silence there means that the monitoring is down. */
  readonly heartbeat?: KindUse;
  /** Receivers with a name, for channels of several teams. */
  readonly receivers?: readonly ReceiverEntry[];
  /** Ways for some alerts, before the blocks of teams. */
  readonly routes?: readonly RouteEntry[];
  /** A route tree that exists already: one at most. */
  readonly importedRoutes?: readonly ImportedRoutesEntry[];
  readonly hours?: readonly HoursEntry[];
  readonly maintenance?: readonly MaintenanceEntry[];
  readonly inhibitions?: readonly InhibitionEntry[];
  readonly silences?: readonly SilenceEntry[];
  /** Integrations of the platform itself: hosts, container engines. */
  readonly uses?: readonly KindUse[];
  readonly teams: readonly TeamEntry[];
  readonly services: readonly ServiceEntry[];
  readonly dashboards?: readonly DashboardEntry[];
  readonly runbooks?: readonly RunbookEntry[];
  /** Rules of existing rule files, taken as they are. */
  readonly ruleGroups?: readonly RuleGroupEntry[];
  /** Targets that belong to no service, scraped for the platform's owner. */
  readonly scrapeJobs?: readonly ScrapeJobEntry[];
  /** How the stack's own Prometheus runs. */
  readonly prometheus?: PrometheusEntry;
  readonly targets?: TargetEntries;
  readonly external?: readonly ExternalMetrics[];
  readonly suppressions?: readonly SuppressionEntry[];
  readonly patches?: readonly PatchEntry[];
  /**
   * Whether a synth also writes unit tests of every rule to `dist/tests`. Deriving them takes about as long as all the
   * rest, and `sightline check` derives them anyway. Default false.
   */
  readonly ruleTests?: boolean;
}
