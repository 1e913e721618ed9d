import type { AlertEntry, AlertSeverity, RecordEntry, RunbookEntry } from '../catalogue/alert.ts';
import type { BudgetEntry, ExposureEntry } from '../catalogue/capacity.ts';
import type { ExternalMetrics, PatchEntry, Profile, Tier } from '../catalogue/catalogue.ts';
import type { DashboardEntry } from '../catalogue/dashboard.ts';
import type { LogEntry } from '../catalogue/logs.ts';
import type { GroupingEntry, RateLimitEntry } from '../catalogue/routing.ts';
import type { ImportedRuleEntry, RuleGroupEntry } from '../catalogue/rule-group.ts';
import type { SentryEntry } from '../catalogue/sentry.ts';
import type { Decimal } from '../core/decimal.ts';
import type { Duration } from '../core/duration.ts';
import type { SliEntry } from '../indicators/registry.ts';
import type { ChosenAlert } from '../integrations/alert-template.ts';
import type { IntegrationUse } from '../integrations/registry.ts';
import type { Watched } from '../integrations/selecting.ts';
import type { CapacityConstants } from '../ir/capacity.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { Versions } from '../ir/versions.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import type { ReceiverUse } from '../receivers/registry.ts';
import type { AlertTunings } from './alert-tunings.ts';
import type { BurnTier, TierNote } from './burn-tiers.ts';
import type { ChannelTestModel, EscalationLevel, RoutingModel } from './routing-model.ts';
import type { PrometheusModel, ScrapeJobModel, ScrapeModel } from './scrape-model.ts';

/**
 * The catalogue with every default filled in and every reference followed. Emitters read this and nothing else.
 *
 * @module
 */

/** Anything that came from a construct knows its path. */
export interface Placed {
  readonly id: string;
  readonly path: string;
}

export interface TeamModel extends Placed {
  readonly timezone: string;
  readonly contact: string | undefined;
  readonly budget: BudgetEntry;
  /** Names of receivers. */
  readonly page: string | undefined;
  readonly notify: string | undefined;
  readonly mail: string | undefined;
  readonly businessHours: { readonly days: string; readonly from: string; readonly to: string };
  /** Names of receivers that stand in for the three, by severity. */
  readonly channels: Readonly<Partial<Record<AlertSeverity, string>>>;
  readonly holidays: readonly string[];
  readonly escalation: readonly EscalationLevel[];
  readonly rateLimit: RateLimitEntry | undefined;
  readonly grouping: Required<Omit<GroupingEntry, 'interval'>>;
  /** How soon a change of a group is told. */
  readonly groupIntervals: Readonly<Record<'page' | 'notify' | 'mail', string>>;
}

/** A receiver of Alertmanager; its id is its name there. */
export interface ReceiverModel extends Placed {
  readonly uses: readonly ReceiverUse[];
  /** Whether it is told when alerts end. */
  readonly resolved: boolean;
}

/** `Alert` with its defaults; the runbook is checked to exist. */
export interface AlertModel extends Placed, Omit<AlertEntry, 'id'> {
  readonly category: NonNullable<AlertEntry['category']>;
  readonly scope: NonNullable<AlertEntry['scope']>;
  readonly group: string;
  readonly description: string;
  readonly dashboard: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface RecordModel extends Placed, Omit<RecordEntry, 'id'> {
  readonly labels: Readonly<Record<string, string>>;
}

/** What happens as an error budget is spent: shares of it. */
export interface BudgetPolicy {
  readonly warnAt: Decimal;
  readonly freezeAt: Decimal;
  readonly resumeBelow: Decimal;
  readonly freeze: readonly ('deploy' | 'merge')[];
  readonly onMissingData: 'open' | 'closed';
}

export interface SloModel extends Placed {
  /** Unique in the stack: `service-id`. Value of the `slo` label. */
  readonly slo: string;
  /** Share of good events that is promised, between 0 and 1. */
  readonly objective: Decimal;
  /** A Prometheus duration in its shortest form, or `month`: the calendar month in UTC. */
  readonly window: string;
  readonly sli: SliEntry;
  /** Labels of which each combination has a budget of its own, in order. */
  readonly groupBy: readonly string[];
  readonly slices: { readonly length: string; readonly target: Decimal } | undefined;
  readonly tiers: readonly BurnTier[];
  /** What became of rows that are not those of the table. */
  readonly tierNotes: readonly TierNote[];
  readonly minBadEvents: number;
  /** Expected events per second. */
  readonly traffic: number | undefined;
  readonly budget: BudgetPolicy;
  readonly alerts: AlertTunings;
  readonly runbook: string;
}

/** Limits of durations, each with the share of requests that must keep it. */
export interface PerformanceModel extends Placed {
  /** Unique in the stack: `service-id`. Value of the `performance` label. */
  readonly performance: string;
  readonly histogram: string;
  readonly where: string | undefined;
  readonly limits: readonly {
    readonly quantile: 'p95' | 'p99';
    readonly share: Decimal;
    /** Seconds, exact. */
    readonly within: Decimal;
  }[];
  readonly for: string;
  readonly severity: AlertSeverity;
  readonly alerts: AlertTunings;
  readonly runbook: string;
}

export interface ProbeModel extends Placed {
  readonly target:
    | { readonly kind: 'service'; readonly port: number; readonly urlPath: string }
    | { readonly kind: 'address'; readonly address: string };
  readonly class: 'internal' | 'external';
  /** Longest acceptable duration in seconds. */
  readonly limit: number;
  readonly interval: Duration;
  /** Of the request. */
  readonly timeout: string;
  /** Of the scrape that waits for it. */
  readonly scrapeTimeout: string;
  readonly status: readonly number[];
  readonly matches: string | undefined;
  readonly json: Readonly<Record<string, string | number | boolean>>;
  readonly bearerToken: SecretRef | undefined;
  readonly severity: AlertSeverity;
  readonly notifyWithin: Duration | undefined;
  readonly alerts: AlertTunings;
  readonly runbook: string;
}

export interface TraceModel extends Placed {
  readonly slowerThan: Duration;
  readonly baseline: number;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface LogModel extends Placed, Omit<LogEntry, 'id'> {
  readonly fields: NonNullable<LogEntry['fields']>;
  readonly timestamp: string;
  readonly personal: readonly string[];
  readonly counts: readonly string[];
}

export interface DashboardModel extends Placed, Omit<DashboardEntry, 'id'> {
  readonly uid: string;
  /** Team that owns it: the Grafana folder. */
  readonly folder: string;
  readonly service: string | undefined;
  /** Job of the service's own metrics: its instances are the ones to choose from. */
  readonly job: string | undefined;
  readonly tags: readonly string[];
  readonly refresh: string;
  readonly range: string;
  /** Choices whose values are known beforehand, by the name of their variable. */
  readonly fixedChoices?: Readonly<Record<string, FixedChoice>>;
}

/** A choice of values that no series has to be asked for. */
export interface FixedChoice {
  readonly title: string;
  readonly values: readonly string[];
  /** What stands in a query while all are chosen. */
  readonly all: string;
}

/** An alert that an integration brings along. */
export interface IntegrationAlertModel extends Omit<ChosenAlert, 'runbook'> {
  /** Page of its runbook. */
  readonly runbook: string;
}

/** An integration in use. */
export interface UseModel extends IntegrationUse {
  /** Whose series it reads. */
  readonly watched: Watched;
  readonly alerts: readonly IntegrationAlertModel[];
}

export interface RunbookModel extends Placed, Omit<RunbookEntry, 'id'> {
  readonly links: NonNullable<RunbookEntry['links']>;
  /** Unique in the stack, the page's base name. */
  readonly page: string;
  /** Written for one alert, on whose page its steps stand; it has none of its own. */
  readonly ofAlert?: true;
}

/** A group of an existing rule file. */
export interface RuleGroupModel extends Placed {
  readonly name: string;
  readonly file: string;
  readonly interval: string;
  readonly limit: number | undefined;
  readonly queryOffset: string | undefined;
  readonly evaluator: RuleGroupEntry['evaluator'];
  /** Each with a path of its own below the group's. */
  readonly rules: readonly { readonly rule: ImportedRuleEntry; readonly path: string }[];
}

export interface ServiceModel extends Placed {
  readonly owner: string;
  readonly tier: Tier;
  readonly port: number | undefined;
  readonly scrape: ScrapeModel | undefined;
  readonly scrapeJobs: readonly ScrapeJobModel[];
  readonly replicas: number | undefined;
  readonly exposure: Required<ExposureEntry>;
  /** Evaluation interval of its own rules. */
  readonly evaluation: Duration;
  readonly ruleLimit: number | undefined;
  readonly queryOffset: Duration | undefined;
  readonly uses: readonly UseModel[];
  /** Declared by the author and by the runtime, by metric name. */
  readonly metrics: ReadonlyMap<string, MetricDeclaration>;
  readonly slos: readonly SloModel[];
  readonly performance: readonly PerformanceModel[];
  readonly probes: readonly ProbeModel[];
  readonly alerts: readonly AlertModel[];
  readonly records: readonly RecordModel[];
  readonly logs: readonly LogModel[];
  readonly traces: readonly TraceModel[];
}

export interface Model {
  readonly org: string;
  /** Construct path of the stack. */
  readonly path: string;
  readonly environment: string;
  readonly profile: Profile;
  /** Team that owns the platform. */
  readonly owner: string;
  readonly versions: Versions;
  readonly intervals: { readonly scrape: Duration; readonly evaluation: Duration };
  readonly alerting: { readonly groupWait: Duration; readonly groupInterval: Duration };
  /** When the channels of all teams are tested; absent: never. */
  readonly channelTest?: ChannelTestModel;
  readonly objectives: { readonly longWindows: 'prometheus' | 'ruler' };
  readonly retention: {
    readonly metrics: Duration;
    readonly logsHot: Duration;
    readonly logsDelete: Duration;
    readonly traces: Duration;
  };
  readonly capacity: {
    readonly nodes: number;
    readonly replicas: number;
    /** Bytes. */
    readonly metricsVolume: number | undefined;
    readonly constants: CapacityConstants;
  };
  readonly runbookBase: string;
  readonly grafanaBase: string;
  /** Absent: Grafana asks no Sentry. */
  readonly sentry?: Required<SentryEntry>;
  readonly heartbeat: ReceiverUse | undefined;
  /** All but those that the stack has itself: the fallback and the heartbeat. */
  readonly receivers: readonly ReceiverModel[];
  readonly routing: RoutingModel;
  /** Integrations of machines and of the cluster. */
  readonly uses: readonly UseModel[];
  /** The parts of the stack itself. */
  readonly parts: readonly UseModel[];
  readonly teams: readonly TeamModel[];
  readonly services: readonly ServiceModel[];
  readonly dashboards: readonly DashboardModel[];
  readonly runbooks: readonly RunbookModel[];
  readonly ruleGroups: readonly RuleGroupModel[];
  /** Of no service: for the owner of the platform. */
  readonly scrapeJobs: readonly ScrapeJobModel[];
  readonly prometheus: PrometheusModel;
  readonly external: readonly ExternalMetrics[];
  readonly patches: readonly PatchEntry[];
}
