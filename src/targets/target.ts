import type { Diagnostic } from '../core/diagnostic.ts';
import type { Artefact, Document } from '../ir/artefact.ts';
import type { Plan } from '../ir/plan.ts';
import type { Site } from '../ir/site.ts';
import type { Versions } from '../ir/versions.ts';

/** What every target is told, whatever its options. */
export interface Stack {
  readonly org: string;
  readonly environment: string;
  readonly versions: Versions;
  /** The plan without the items that do not exist on this target. */
  readonly plan: Plan;
}

/** What a target is told, its own options included. */
export interface Deployment<Options> extends Stack {
  readonly options: Options;
}

/** Files relative to the target's own folder, and what kept others from being written. */
export interface Placement {
  readonly files: readonly Document[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The part of a target that is loaded only when it is used. All three are pure. */
export interface TargetImplementation<Options> {
  /** Findings about the options, and about the plan on this target. `path` is the construct path of the stack. */
  readonly check: (deployment: Deployment<Options>, path: string) => readonly Diagnostic[];
  /** Answers what differs between targets. */
  readonly site: (deployment: Deployment<Options>) => Site;
  /** Wraps workloads and configuration files for the platform. */
  readonly place: (deployment: Deployment<Options>, artefacts: readonly Artefact[], path: string) => Placement;
}

/** What reading the options of a target yields: complete options, and findings about what was written. */
export interface ReadOptions<Options> {
  readonly options: Options;
  readonly diagnostics: readonly Diagnostic[];
}

/** One deploy target. */
export interface TargetDefinition<Kind extends string, Options> {
  readonly kind: Kind;
  /** Completes and validates what the author wrote; unknown keys and ill-typed values become findings. */
  readonly options: (input: unknown, path: string) => ReadOptions<Options>;
  /** Valid options, shown in the docs and used in tests. */
  readonly example: Partial<Options>;
  readonly load: () => Promise<TargetImplementation<Options>>;
}

/** A target whose options are read and bound: what a caller needs who does not know their type. */
export interface OpenTarget {
  readonly diagnostics: readonly Diagnostic[];
  readonly load: () => Promise<LoadedTarget>;
}

/** The implementation of a target with its options bound. */
export interface LoadedTarget {
  readonly check: (stack: Stack, path: string) => readonly Diagnostic[];
  readonly site: (stack: Stack) => Site;
  readonly place: (stack: Stack, artefacts: readonly Artefact[], path: string) => Placement;
}

/** A target of the registry. */
export interface Target<Kind extends string, Options> extends TargetDefinition<Kind, Options> {
  /** Reads options of unknown origin and hides their type. */
  readonly open: (input: unknown, path: string) => OpenTarget;
}

/** Declares a target. */
export const defineTarget = <const Kind extends string, Options>(
  definition: TargetDefinition<Kind, Options>,
): Target<Kind, Options> => ({
  ...definition,
  open: (input, path) => {
    const { options, diagnostics } = definition.options(input, path);
    return {
      diagnostics,
      load: async () => {
        const implementation = await definition.load();
        return {
          check: (stack, at) => implementation.check({ ...stack, options }, at),
          site: stack => implementation.site({ ...stack, options }),
          place: (stack, artefacts, at) => implementation.place({ ...stack, options }, artefacts, at),
        };
      },
    };
  },
});
