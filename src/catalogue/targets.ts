import type { TargetOptions } from '../targets/registry.ts';

/** Options of the deploy targets, by target. A target that is named here, or asked for on the command line, is rendered. */
export type TargetEntries = TargetOptions;
