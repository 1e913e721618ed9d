import type { Scenario } from '../catalogue/scenario.ts';
import type { StackProgram } from './observability-stack.ts';

/** A stack with a timeline: what `sightline simulate` reads. */
export interface ScenarioProgram {
  readonly toProgram: () => StackProgram;
  readonly scenario: Scenario;
}

/**
 * Something that could happen to a stack. `export default` it, and `sightline simulate` says who would be told of what,
 * when and how often.
 */
export const scenario = (stack: { readonly toProgram: () => StackProgram }, happens: Scenario): ScenarioProgram => ({
  toProgram: () => stack.toProgram(),
  scenario: happens,
});
