import { RootConstruct } from 'constructs';
import type { RunbookEntry } from '../catalogue/alert.ts';
import type { Catalogue, PatchEntry, ServiceEntry, TeamEntry } from '../catalogue/catalogue.ts';
import type { DashboardEntry } from '../catalogue/dashboard.ts';
import type { ImportedRoutesEntry } from '../catalogue/imported-routes.ts';
import type { ReceiverEntry } from '../catalogue/receiver.ts';
import type { HoursEntry, InhibitionEntry, MaintenanceEntry, RouteEntry, SilenceEntry } from '../catalogue/routing.ts';
import type { RuleGroupEntry } from '../catalogue/rule-group.ts';
import type { ScrapeJobEntry } from '../catalogue/scrape.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { AnyIntegrationUse } from '../integrations/registry.ts';
import type { AnyReceiverUse } from '../receivers/registry.ts';
import { propsOf } from './read-props.ts';
import { locationOf, Recorded, type SourceLocation, scopeFinding, takeStrays } from './recorded.ts';

export interface ObservabilityStackProps
  extends Pick<
    Catalogue,
    | 'environment'
    | 'profile'
    | 'versions'
    | 'intervals'
    | 'alerting'
    | 'objectives'
    | 'retention'
    | 'capacity'
    | 'runbookBase'
    | 'grafanaBase'
    | 'sentry'
    | 'targets'
    | 'external'
    | 'prometheus'
    | 'ruleTests'
  > {
  /** Id of the team that owns the platform. Default: the first team. */
  readonly owner?: string;
  /** Where the dead man's switch reports: silence there means that the monitoring is down. */
  readonly heartbeat?: AnyReceiverUse;
  /** Integrations of the platform itself: hosts, container engines. */
  readonly uses?: readonly AnyIntegrationUse[];
}

/** A program as plain data, with a way back to the author's lines. */
export interface StackProgram {
  readonly catalogue: Catalogue;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a construct was written. */
  readonly locate: (path: string) => SourceLocation | undefined;
}

interface StackItems {
  readonly teams: TeamEntry;
  readonly services: ServiceEntry;
  readonly dashboards: DashboardEntry;
  readonly runbooks: RunbookEntry;
  readonly ruleGroups: RuleGroupEntry;
  readonly scrapeJobs: ScrapeJobEntry;
  readonly receivers: ReceiverEntry;
  readonly routes: RouteEntry;
  readonly importedRoutes: ImportedRoutesEntry;
  readonly hours: HoursEntry;
  readonly maintenance: MaintenanceEntry;
  readonly inhibitions: InhibitionEntry;
  readonly silences: SilenceEntry;
}

type Makers = { readonly [K in keyof StackItems]: (() => StackItems[K])[] };

/**
 * The root of a program: one organisation in one environment.
 *
 * `export default` it; `sightline synth` renders what it describes.
 */
export class ObservabilityStack extends Recorded {
  readonly #id: string;
  readonly #props: Partial<ObservabilityStackProps>;
  readonly #makers: Makers = {
    teams: [],
    services: [],
    dashboards: [],
    runbooks: [],
    ruleGroups: [],
    scrapeJobs: [],
    receivers: [],
    routes: [],
    importedRoutes: [],
    hours: [],
    maintenance: [],
    inhibitions: [],
    silences: [],
  };
  readonly #patches: PatchEntry[] = [];

  /** @param id The organisation: value of the `org` label, first step of every path. */
  constructor(id: string, props: ObservabilityStackProps) {
    super(new RootConstruct(), id);
    this.#id = id;
    this.#props = propsOf(props);
  }

  /** Called by the constructs below; what they were given is read when the program is complete. */
  record<K extends keyof StackItems>(kind: K, make: () => StackItems[K]): void {
    const makers: (() => StackItems[K])[] = this.#makers[kind];
    makers.push(make);
  }

  /** Changes any emitted configuration file with a JSON patch operation, when no property does what you need. */
  patch(patch: PatchEntry): this {
    this.#patches.push(patch);
    return this;
  }

  /** The whole program as plain data. */
  toProgram(): StackProgram {
    const teams = this.#makers.teams.map(make => make());
    const strays = takeStrays();
    const records = this.node
      .findAll()
      .flatMap(construct => (construct instanceof Recorded ? [construct.recorded()] : []));
    const { environment = '', ...props } = this.#props;
    const catalogue: Catalogue = {
      ...props,
      org: this.#id,
      environment,
      owner: props.owner ?? teams[0]?.id ?? '',
      teams,
      services: this.#makers.services.map(make => make()),
      dashboards: this.#makers.dashboards.map(make => make()),
      runbooks: this.#makers.runbooks.map(make => make()),
      ruleGroups: this.#makers.ruleGroups.map(make => make()),
      scrapeJobs: this.#makers.scrapeJobs.map(make => make()),
      receivers: this.#makers.receivers.map(make => make()),
      routes: this.#makers.routes.map(make => make()),
      importedRoutes: this.#makers.importedRoutes.map(make => make()),
      hours: this.#makers.hours.map(make => make()),
      maintenance: this.#makers.maintenance.map(make => make()),
      inhibitions: this.#makers.inhibitions.map(make => make()),
      silences: this.#makers.silences.map(make => make()),
      suppressions: records.flatMap(({ suppressions }) => suppressions),
      patches: this.#patches,
    };
    return {
      catalogue,
      diagnostics: [
        ...records.flatMap(({ findings }) => findings),
        ...strays.map(stray => scopeFinding(stray, 'a part of a stack')),
      ],
      locate: path => this.#locate(path, strays),
    };
  }

  #locate(path: string, strays: readonly Recorded[]): SourceLocation | undefined {
    // A finding about a part of a construct belongs to the nearest construct above it.
    const paths = new Map([...strays, ...this.node.findAll()].map(construct => [construct.node.path, construct]));
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const construct = paths.get(at);
      if (construct !== undefined) return locationOf(construct);
    }
    return undefined;
  }
}
