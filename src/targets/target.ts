import type { Diagnostic } from '../core/diagnostic.ts';
import type { Artefact, Document } from '../ir/artefact.ts';
import type { Plan } from '../ir/plan.ts';
import type { Site } from '../ir/site.ts';
import type { Versions } from '../ir/versions.ts';

/** What a target is told besides the plan. */
export interface Deployment<Options> {
  readonly org: string;
  readonly environment: string;
  readonly versions: Versions;
  /** The plan without the items that do not exist on this target. */
  readonly plan: Plan;
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

/** One deploy target. */
export interface TargetDefinition<Kind extends string, Options> {
  readonly kind: Kind;
  /** Completes and validates what the author wrote; unknown keys and ill-typed values become findings. */
  readonly options: (input: unknown, path: string) => { readonly options: Options; readonly diagnostics: readonly Diagnostic[] };
  /** Valid options, shown in the docs and used in tests. */
  readonly example: Partial<Options>;
  readonly load: () => Promise<TargetImplementation<Options>>;
}

/** Declares a target. Identity function: it exists for inference. */
export const defineTarget = <const Kind extends string, Options>(
  definition: TargetDefinition<Kind, Options>,
): TargetDefinition<Kind, Options> => definition;
