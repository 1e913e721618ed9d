import stack from '../../examples/reference/index.ts';
import type { Versions } from '../../src/ir/versions.ts';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';

/** The reference stack through the whole pipeline, for the given versions instead of the newest. */
export const synthesizeReference = (versions: Partial<Versions>): Promise<Synthesis> =>
  synthesize(stack.toProgram(), { today: '2026-01-01', versions });
