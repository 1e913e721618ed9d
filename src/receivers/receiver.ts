import type { JsonObject } from '../core/json.ts';
import { type OptionMistake, type OptionRules, optionMistakes } from '../ir/options.ts';
import type { SecretRef } from '../ir/secret.ts';

/** What a receiver may ask for while it renders. */
export interface RenderContext {
  /** The file under which Alertmanager finds the secret. */
  readonly secretFile: (secret: SecretRef) => string;
  /** The URL of another workload, as Alertmanager reaches it. */
  readonly connect: (workload: string, port: string) => string;
}

/** One kind of Alertmanager receiver: options, validation, rendering and an example, in one place. */
export interface ReceiverDefinition<Kind extends string, Options> {
  readonly kind: Kind;
  /** Key of the receiver's list in alertmanager.yml: `slack_configs`. */
  readonly key: string;
  /** First Alertmanager version that has it. */
  readonly since: string;
  readonly options: OptionRules<Options>;
  /** Mistakes that reading option by option cannot see. */
  readonly validate?: (options: Options) => readonly OptionMistake[];
  /** Secrets that Alertmanager must mount for it. */
  readonly secrets: (options: Options) => readonly SecretRef[];
  /** What Alertmanager connects to: `https://host`, or `host:port`. Network policies let it through. */
  readonly reaches: (options: Options) => readonly string[];
  /** Workloads of the stack that Alertmanager connects to instead: each brings itself along. */
  readonly connects?: readonly { readonly workload: string; readonly port: string }[];
  /** Variables of Alertmanager that hold the file of a secret, where its configuration has no key for one. */
  readonly environment?: (options: Options) => Readonly<Record<string, SecretRef>>;
  /** Whether it is told when alerts end. Default true. */
  readonly tellsResolved?: false;
  /** False where nobody reads what is sent: a log, a heartbeat. Default true. */
  readonly tellsSomebody?: false;
  /** The entry in Alertmanager's own keys, `send_resolved` left to the caller. */
  readonly render: (options: Options, context: RenderContext) => JsonObject;
  readonly example: Options;
}

/** Options may be left out where none is required. */
type OptionsArgument<Options> =
  Record<never, never> extends Options ? readonly [options?: Options] : readonly [options: Options];

/** A receiver as a program uses it: called with its options, it says who is notified. */
export interface Receiver<Kind extends string, Options> {
  (...options: OptionsArgument<Options>): ReceiverUse<Kind, Options | Record<never, never>>;
  readonly definition: ReceiverDefinition<Kind, Options>;
  /** Mistakes in options of unknown origin. */
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
  /** Nothing when the options have mistakes. */
  readonly renderUse: (input: unknown, context: RenderContext) => JsonObject | undefined;
  readonly secretsOf: (input: unknown) => readonly SecretRef[];
  readonly reachesOf: (input: unknown) => readonly string[];
  readonly environmentOf: (input: unknown) => Readonly<Record<string, SecretRef>>;
}

/** A receiver kind with its options, as it stands in the catalogue. */
export interface ReceiverUse<Kind extends string = string, Options = unknown> {
  readonly kind: Kind;
  readonly options: Options;
}

/** Declares a receiver: `defineReceiver<SlackOptions>()({kind: 'slack', …})`. */
export const defineReceiver =
  <Options extends object>() =>
  <const Kind extends string>(definition: ReceiverDefinition<Kind, NoInfer<Options>>): Receiver<Kind, Options> => {
    const title = `${definition.kind}()`;
    const mistakes = (input: unknown): readonly OptionMistake[] => {
      const found = optionMistakes(title, definition.options, input);
      return found.length === 0 && definition.validate !== undefined && isTyped(input)
        ? definition.validate(input)
        : found;
    };
    const isTyped = (input: unknown): input is Options => optionMistakes(title, definition.options, input).length === 0;
    return Object.assign(
      (...[options]: OptionsArgument<Options>) => ({ kind: definition.kind, options: options ?? {} }),
      {
        definition,
        mistakes,
        renderUse: (input: unknown, context: RenderContext) =>
          isTyped(input) ? definition.render(input, context) : undefined,
        secretsOf: (input: unknown) => (isTyped(input) ? definition.secrets(input) : []),
        reachesOf: (input: unknown) => (isTyped(input) ? definition.reaches(input) : []),
        environmentOf: (input: unknown) => (isTyped(input) ? (definition.environment?.(input) ?? {}) : {}),
      },
    );
  };
