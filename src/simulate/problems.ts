import { defineProblem, type Problem } from '../core/diagnostic.ts';

/** Something in a scenario that the stack does not have, or that nobody wants to wait for. */
export const scenarioMistake = defineProblem({
  code: 'SCENARIO',
  severity: 'error',
  why: 'A timeline about something that does not exist shows nothing, and looks as if nobody were told.',
});

/** Alerts that a scenario says nothing about. */
export const scenarioUnplayed = defineProblem({
  code: 'SCENARIO-REACH',
  severity: 'info',
  why: 'A window that reaches back before the history of a scenario is not full: its alerts would fire too early.',
});

/** Alerts that fire while all is well. */
export const scenarioRestless = defineProblem({
  code: 'SCENARIO-CALM',
  severity: 'info',
  why: 'Values that are assumed for metrics nobody measured here may suit no alert: what then fires from the start says nothing about the scenario.',
});

/** Rules that the evaluator does not know. */
export const scenarioUnknown = defineProblem({
  code: 'SCENARIO-RULE',
  severity: 'warning',
  why: 'A rule that cannot be evaluated is silent in the simulation, whatever it does in Prometheus.',
});

/** Everything that a simulation can find. */
export const problems: readonly Problem[] = [scenarioMistake, scenarioUnplayed, scenarioRestless, scenarioUnknown];
