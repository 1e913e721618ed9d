import { analyse } from '../analysis/analyse.ts';
import type { Scenario } from '../catalogue/scenario.ts';
import { scenarioShape } from '../catalogue/scenario-shape.ts';
import { shapeMistakes } from '../catalogue/shape.ts';
import { validateCatalogue } from '../catalogue/validate.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import { resolve } from '../model/resolve.ts';
import { scenarioMistake, scenarioRestless, scenarioUnknown, scenarioUnplayed } from '../simulate/problems.ts';
import { scenarioMistakes } from '../simulate/scenario-mistakes.ts';
import { type Simulation, simulate } from '../simulate/simulate.ts';
import { emitPlan } from './emitters.ts';

/** A program with a timeline, as it was loaded. */
export interface LoadedScenario {
  readonly catalogue: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly scenario: unknown;
}

/** What would happen, and what there is to say about it; no simulation when there is an error. */
export interface ScenarioResult {
  readonly simulation?: Simulation;
  readonly diagnostics: readonly Diagnostic[];
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

const hasShape = (value: unknown, mistakes: readonly Diagnostic[]): value is Scenario =>
  typeof value === 'object' && mistakes.length === 0;

/** Plays the scenario of a program through everything that the program emits. Only what stops that is reported of the program. */
export const playScenario = async ({
  catalogue: input,
  diagnostics,
  scenario,
}: LoadedScenario): Promise<ScenarioResult> => {
  const validated = validateCatalogue(input);
  const { catalogue } = validated;
  const early = [...diagnostics, ...validated.diagnostics].filter(isError);
  if (catalogue === undefined) return { diagnostics: early };
  const resolved = resolve(catalogue);
  const { model } = resolved;
  if (scenario === undefined) return { diagnostics: [...early, noScenario(model.path)] };
  const shape = shapeMistakes(scenarioShape, scenario, model.path, 'scenario');
  const found = [...early, ...resolved.diagnostics.filter(isError), ...shape];
  if (found.length > 0 || !hasShape(scenario, shape)) return { diagnostics: found };
  const plan = await emitPlan(model);
  const facts = analyse(model, plan);
  const mistakes = scenarioMistakes(model, facts, scenario);
  if (mistakes.length > 0) return { diagnostics: mistakes };
  const simulation = simulate(model, plan, facts, scenario);
  return { simulation, diagnostics: limits(model.path, simulation) };
};

const noScenario = (path: string): Diagnostic =>
  report(
    scenarioMistake,
    path,
    'The file exports a stack without a scenario.',
    "End it with: export default scenario(stack, { until: '1h', events: [{ kind: 'down', service: 'api', at: '1m' }] });",
  );

const listed = (names: Iterable<string>): string =>
  [...new Set(names)]
    .toSorted()
    .map(name => `\`${name}\``)
    .join(', ');

/** What the simulation does not say. */
const limits = (path: string, { unplayed, restless, problems }: Simulation): readonly Diagnostic[] => [
  ...(unplayed.length === 0
    ? []
    : [
        report(
          scenarioUnplayed,
          path,
          `Alerts that look back further than the history were not played: ${listed(unplayed.map(({ alert }) => alert))}.`,
          `Give the scenario a longer history; the longest looks back ${formatDuration(Math.max(...unplayed.map(({ reach }) => reach)))}.`,
        ),
      ]),
  ...(restless.length === 0
    ? []
    : [
        report(
          scenarioRestless,
          path,
          `Alerts that fired before anything had happened were left out: ${listed(restless)}.`,
          'Say in `calm` what their metrics are while all is well.',
        ),
      ]),
  ...problems.map(({ rule, reason }) =>
    report(scenarioUnknown, path, `The rule \`${rule}\` could not be evaluated: ${reason}.`),
  ),
];
