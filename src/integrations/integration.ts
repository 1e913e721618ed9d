import { type OptionMistake, type OptionRules, optionMistakes } from '../ir/options.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { MetricDeclaration } from '../promql/metric.ts';

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
  /** Counter of requests. */
  readonly requests: string;
  /** Matcher of the failed ones, without braces: `status=~"5.."`. */
  readonly failed: string;
  /** Classic histogram of their duration in seconds. */
  readonly latency: string;
}

/**
 * Who exposes the metrics. `runtime`: the service's own process. `component`: something the service uses, with an
 * exporter of its own. `host`: every machine. `platform`: a part of the stack, always there.
 */
export type IntegrationScope = 'runtime' | 'component' | 'host' | 'platform';

/** One runtime, exporter or component, known completely. */
export interface IntegrationDefinition<
  Kind extends string,
  Options,
  Metrics extends Readonly<Record<string, MetricDeclaration>>,
> {
  readonly kind: Kind;
  readonly scope: IntegrationScope;
  /** Where the metric names come from. */
  readonly source: string;
  readonly options: OptionRules<Options>;
  readonly validate?: (options: Options) => readonly OptionMistake[];
  readonly metrics: (options: Options) => Metrics;
  readonly traffic?: Traffic;
  /** What it adds to the plan: an exporter, its job, recording rules. */
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

/** An integration as a program uses it: called with its options. */
export interface Integration<
  Kind extends string,
  Options,
  Metrics extends Readonly<Record<string, MetricDeclaration>>,
> {
  (...options: OptionsArgument<Options>): IntegrationUse<Kind, Options | Record<never, never>>;
  readonly definition: IntegrationDefinition<Kind, Options, Metrics>;
  /** Mistakes in options of unknown origin. */
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
  /** Empty when the options have mistakes. */
  readonly metricsOf: (input: unknown) => Readonly<Record<string, MetricDeclaration>>;
  readonly partOf: (input: unknown, context: IntegrationContext) => PlanPart;
}

/** Declares an integration: `defineIntegration<FlaskOptions>()({kind: 'flask', …})`. */
export const defineIntegration =
  <Options extends object>() =>
  <const Kind extends string, Metrics extends Readonly<Record<string, MetricDeclaration>>>(
    definition: IntegrationDefinition<Kind, NoInfer<Options>, Metrics>,
  ): Integration<Kind, Options, Metrics> => {
    const title = `${definition.kind}()`;
    const isTyped = (input: unknown): input is Options => optionMistakes(title, definition.options, input).length === 0;
    const mistakes = (input: unknown): readonly OptionMistake[] => {
      const found = optionMistakes(title, definition.options, input);
      return found.length === 0 && isTyped(input) ? (definition.validate?.(input) ?? []) : found;
    };
    return Object.assign(
      (...[options]: OptionsArgument<Options>) => ({ kind: definition.kind, options: options ?? {} }),
      {
        definition,
        mistakes,
        metricsOf: (input: unknown) => (isTyped(input) ? definition.metrics(input) : {}),
        partOf: (input: unknown, context: IntegrationContext) =>
          isTyped(input) ? (definition.emit?.(input, context) ?? {}) : {},
      },
    );
  };
