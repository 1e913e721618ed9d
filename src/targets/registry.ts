import * as list from './index.ts';
import type { OpenTarget, Target } from './target.ts';

type List = typeof list;

/** Kinds of the registry. */
export type TargetKind = List[keyof List]['kind'];

/** The options of one target, defaults applied. */
export type OptionsOf<K extends TargetKind> =
  Extract<List[keyof List], { readonly kind: K }> extends Target<K, infer Options> ? Options : never;

/** Options of the deploy targets as an author writes them, by target. */
export type TargetOptions = { readonly [K in TargetKind]?: Partial<OptionsOf<K>> };

/** The part of a target that works on options of unknown origin. */
export interface RegisteredTarget {
  readonly kind: string;
  /** Valid options, shown in the docs and used in tests. */
  readonly example: object;
  readonly open: (input: unknown, path: string) => OpenTarget;
}

/** Every deploy target by kind. */
export const targets: ReadonlyMap<string, RegisteredTarget> = new Map(Object.entries(list));
