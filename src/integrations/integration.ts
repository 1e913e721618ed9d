import { type OptionMistake, type OptionRules, optionMistakes } from '../ir/options.ts';
import type { RowEntry } from '../ir/panel.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { Labels } from '../ir/rule-group.ts';
import type { RuleTest } from '../ir/rule-test.ts';
import type { Product } from '../ir/versions.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import {
  type AlertChoices,
  type AlertTemplate,
  type ChosenAlert,
  choiceMistakes,
  chosenAlerts,
  unreachable,
} from './alert-template.ts';
import { type Selecting, selecting, type Watched } from './selecting.ts';

/** For whom an integration works: its service, or the platform. */
export interface IntegrationContext {
  /** Construct path of the service or stack that uses it. */
  readonly path: string;
  /** Value of the `service` label. */
  readonly service: string;
  readonly team: string;
  readonly env: string;
  readonly tier: string;
  readonly scrapeInterval: string;
}

/** Where a runtime's requests are counted: promises and dashboards start from it. */
export interface Traffic {
  /** Counter of requests: a metric of its own, or the `_count` of a histogram. */
  readonly requests: string;
  /** Matcher of the failed ones, without braces: `status=~"5.."`. */
  readonly failed: string;
  /** Classic histogram of their duration in seconds. */
  readonly latency: string;
}

/**
 * Who exposes the metrics. `runtime`: how a service's own process counts its requests. `process`: what else that
 * process exposes on the same page. `component`: something the service uses, with an exporter of its own. `host`: every
 * machine. `cluster`: the orchestrator, or what several stacks share, once for all. `platform`: a part of the stack,
 * there without being asked for.
 */
export type IntegrationScope = 'runtime' | 'process' | 'component' | 'host' | 'cluster' | 'platform';

/** Scopes of what a service has for itself. */
export const ownScopes: readonly IntegrationScope[] = ['runtime', 'process', 'component'];

/** What decides which parts of the platform a stack has. */
export interface StackFeatures {
  readonly logs: boolean;
  readonly traces: boolean;
  readonly probes: boolean;
}

/** A part of the stack that is watched without being asked for. */
export interface PlatformPart {
  /** Value of the `service` label of its metrics; undefined when any service can have them, as the results of probes. */
  readonly service: string | undefined;
  readonly present: (features: StackFeatures) => boolean;
}

/** How many series one target has in all, and where they were counted. */
export interface Footprint {
  readonly series: number;
  readonly seen: string;
}

/** First releases of a product that expose a metric, by the metric's name. Others are as old as the oldest supported. */
export interface MetricReleases {
  readonly product: Product;
  readonly releases: Readonly<Record<string, string>>;
}

/** A recording rule of an integration. */
export interface RecordTemplate {
  /** `level:metric:operations` by custom. */
  readonly record: string;
  readonly expr: string;
  readonly labels?: Labels;
  /** Tests beside those that are derived from the expression; needed where none can be. */
  readonly tests?: readonly RuleTest[];
}

/** What records and rows are made from. */
export interface RuleArguments<Options> extends Selecting {
  readonly options: Options;
}

/** One runtime, exporter or component, known completely. */
export interface IntegrationDefinition<
  Kind extends string,
  Options,
  Metrics extends Readonly<Record<string, MetricDeclaration>>,
  Alerts extends string,
  Scope extends IntegrationScope,
> {
  readonly kind: Kind;
  readonly scope: Scope;
  /** Where the metric names come from, with the release. */
  readonly source: string;
  /** What it must be allowed to do: a database role, a mounted directory, a right in the cluster. */
  readonly needs?: readonly string[];
  readonly options: OptionRules<Options>;
  readonly validate?: (options: Options) => readonly OptionMistake[];
  readonly metrics: (options: Options) => Metrics;
  /** Metrics that came with a release of a product which a stack can target. */
  readonly since?: MetricReleases;
  /** Series of one target: the metrics above are only those that somebody reads. Default: what they add up to. */
  readonly footprint?: Footprint;
  readonly traffic?: Traffic;
  readonly part?: PlatformPart;
  /** Recording rules that its alerts and panels share. */
  readonly records?: (at: RuleArguments<Options>) => readonly RecordTemplate[];
  /** Alerts by name. A name is used by one integration only, unless the two can never meet in one service. */
  readonly alerts?: Readonly<Record<Alerts, AlertTemplate<Options>>>;
  /** Rows of the dashboard of whoever uses it. */
  readonly rows?: (at: RuleArguments<Options>) => readonly RowEntry[];
  /** Only these deploy targets evaluate its records and alerts: elsewhere what is absent would look like an outage. */
  readonly only?: readonly string[];
  /** Parts that a platform keeps to itself, by name: they take their alerts, records and panels with them. */
  readonly withheld?: (options: Options) => readonly string[];
  /** What it adds to the plan: an exporter and its job. */
  readonly emit?: (options: Options, context: IntegrationContext) => PlanPart;
  readonly example: Options;
}

/** An integration with its options, as it stands in the catalogue. */
export interface IntegrationUse<Kind extends string = string, Options = unknown> {
  readonly kind: Kind;
  readonly options: Options;
}

/** Options may be left out where none is required. */
type OptionsArgument<Options> =
  Record<never, never> extends Options ? readonly [options?: Options] : readonly [options: Options];

/** What the options leave out. */
export interface LeftOut {
  /** Parts that a platform keeps to itself. */
  readonly parts: readonly string[];
  /** Alerts that would be there with other options. */
  readonly alerts: readonly string[];
  /** Those of them about which the user says something. */
  readonly chosen: readonly string[];
}

/** The part of an integration that works on options of unknown origin. */
export interface IntegrationReader {
  /** Mistakes in the options. */
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
  /** Empty when the options have mistakes, as everything below. */
  readonly metricsOf: (input: unknown) => Readonly<Record<string, MetricDeclaration>>;
  readonly partOf: (input: unknown, context: IntegrationContext) => PlanPart;
  readonly recordsOf: (input: unknown, watched: Watched) => readonly RecordTemplate[];
  readonly alertsOf: (input: unknown, watched: Watched) => readonly ChosenAlert[];
  readonly rowsOf: (input: unknown, watched: Watched) => readonly RowEntry[];
  readonly leftOutOf: (input: unknown) => LeftOut;
}

/** An integration as a program uses it: called with its options. */
export interface Integration<
  Kind extends string,
  Options,
  Metrics extends Readonly<Record<string, MetricDeclaration>>,
  Alerts extends string,
  Scope extends IntegrationScope,
> extends IntegrationReader {
  (
    ...options: OptionsArgument<Options & AlertChoices<Alerts>>
  ): IntegrationUse<Kind, (Options & AlertChoices<Alerts>) | Record<never, never>>;
  readonly definition: IntegrationDefinition<Kind, Options, Metrics, Alerts, Scope>;
}

/** The options of an integration, and what was chosen of its alerts. */
const split = (input: unknown): { readonly options: unknown; readonly alerts: unknown } => {
  if (typeof input !== 'object' || input === null || Array.isArray(input) || !('alerts' in input))
    return { options: input, alerts: undefined };
  const { alerts, ...options } = input;
  return { options, alerts };
};

/** Declares an integration: `defineIntegration<FlaskOptions>()({kind: 'flask', …})`. */
export const defineIntegration =
  <Options extends object>() =>
  <
    const Kind extends string,
    Metrics extends Readonly<Record<string, MetricDeclaration>>,
    const Scope extends IntegrationScope,
    const Alerts extends string = never,
  >(
    definition: IntegrationDefinition<Kind, NoInfer<Options>, Metrics, Alerts, Scope>,
  ): Integration<Kind, Options, Metrics, Alerts, Scope> => {
    const title = `${definition.kind}()`;
    const templates: Readonly<Record<string, AlertTemplate<Options>>> = definition.alerts ?? {};
    const scope: IntegrationScope = definition.scope;
    const isBound = ownScopes.includes(scope);
    const isTyped = (input: unknown): input is Options => optionMistakes(title, definition.options, input).length === 0;
    const areChoices = (input: unknown): input is NonNullable<AlertChoices<string>['alerts']> | undefined =>
      choiceMistakes(title, templates, input).length === 0;
    const mistakes = (input: unknown): readonly OptionMistake[] => {
      const { options, alerts } = split(input);
      const found = [
        ...optionMistakes(title, definition.options, options),
        ...choiceMistakes(title, templates, alerts),
      ];
      if (found.length > 0 || !isTyped(options)) return found;
      return [
        ...(definition.validate?.(options) ?? []),
        ...(areChoices(alerts) ? unreachable(title, templates, alerts ?? {}, options) : []),
      ];
    };
    const isSound = (options: Options): boolean => (definition.validate?.(options) ?? []).length === 0;
    /** What the options give, when they are options that make sense: a mistake is told once, not by each rule again. */
    const read = <T>(input: unknown, otherwise: T, give: (options: Options) => T): T => {
      const { options } = split(input);
      return isTyped(options) && isSound(options) ? give(options) : otherwise;
    };
    return Object.assign(
      (...[options]: OptionsArgument<Options & AlertChoices<Alerts>>) => ({
        kind: definition.kind,
        options: options ?? {},
      }),
      {
        definition,
        mistakes,
        metricsOf: (input: unknown) => read<Readonly<Record<string, MetricDeclaration>>>(input, {}, definition.metrics),
        partOf: (input: unknown, context: IntegrationContext) =>
          read(input, {}, options => definition.emit?.(options, context) ?? {}),
        recordsOf: (input: unknown, watched: Watched) =>
          read<readonly RecordTemplate[]>(
            input,
            [],
            options => definition.records?.({ options, ...selecting(watched, isBound) }) ?? [],
          ),
        alertsOf: (input: unknown, watched: Watched) => {
          const { alerts } = split(input);
          return read<readonly ChosenAlert[]>(input, [], options =>
            areChoices(alerts) ? chosenAlerts(templates, alerts ?? {}, options, selecting(watched, isBound)) : [],
          );
        },
        rowsOf: (input: unknown, watched: Watched) =>
          read<readonly RowEntry[]>(
            input,
            [],
            options => definition.rows?.({ options, ...selecting(watched, isBound) }) ?? [],
          ),
        leftOutOf: (input: unknown) => {
          const { alerts } = split(input);
          return read<LeftOut>(input, { parts: [], alerts: [], chosen: [] }, options => {
            const left = Object.keys(templates).filter(name => templates[name]?.when?.(options) === false);
            const choices = areChoices(alerts) ? (alerts ?? {}) : {};
            return {
              parts: definition.withheld?.(options) ?? [],
              alerts: left,
              chosen: left.filter(name => (choices[name] ?? false) !== false),
            };
          });
        },
      },
    );
  };
