import type { JsonObject } from '../core/json.ts';
import type { OptionMistake } from '../ir/options.ts';
import type { SecretRef } from '../ir/secret.ts';
import * as list from './index.ts';
import type { RenderContext, ReceiverUse as Use } from './receiver.ts';

/** A receiver in the catalogue. */
export type ReceiverUse = Use;

type List = typeof list;
/** Kinds of the registry. */
export type ReceiverKind = List[keyof List]['definition']['kind'];
/** What an author can write where a receiver is asked for. */
export type AnyReceiverUse = ReturnType<List[keyof List]>;

/** The part of a receiver that works on options of unknown origin. */
export interface OpenReceiver {
  readonly definition: {
    readonly kind: string;
    readonly key: string;
    readonly since: string;
    readonly connects?: readonly { readonly workload: string; readonly port: string }[];
    readonly tellsResolved?: false;
    readonly tellsSomebody?: false;
  };
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
  readonly renderUse: (input: unknown, context: RenderContext) => JsonObject | undefined;
  readonly secretsOf: (input: unknown) => readonly SecretRef[];
  readonly reachesOf: (input: unknown) => readonly string[];
  readonly environmentOf: (input: unknown) => Readonly<Record<string, SecretRef>>;
}

/** Every receiver by kind. */
export const receivers: ReadonlyMap<string, OpenReceiver> = new Map(Object.entries(list));
