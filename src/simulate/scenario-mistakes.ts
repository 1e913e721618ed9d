import type { Facts } from '../analysis/facts.ts';
import { isProduced } from '../analysis/series-index.ts';
import type { Scenario } from '../catalogue/scenario.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { formatDuration, parseDuration } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import type { Model } from '../model/model.ts';
import { scenarioMistake } from './problems.ts';

/** Longest scenario, and longest history, in milliseconds: each minute of them costs time. */
const longest = 86_400_000;

/** What a scenario of the right shape says about things that this stack does not have. */
export const scenarioMistakes = (model: Model, facts: Facts, scenario: Scenario): readonly Diagnostic[] => {
  const found: Diagnostic[] = [];
  const say = (message: string, hint?: string): void => {
    found.push(report(scenarioMistake, model.path, message, hint));
  };
  const services = model.services.map(({ id }) => id);
  const until = parseDuration(scenario.until) ?? 0;
  for (const [name, text] of [
    ['until', scenario.until],
    ['history', scenario.history ?? '1h'],
  ] as const)
    if ((parseDuration(text) ?? 0) > longest)
      say(`The scenario's \`${name}\` is longer than ${formatDuration(longest)}.`, 'Play a shorter one.');
  if (Number.isNaN(Date.parse(scenario.start ?? '2026-01-05T10:00:00Z')))
    say(
      `The scenario begins at "${scenario.start}", which no calendar has.`,
      'Write a moment such as 2026-01-05T10:00:00Z.',
    );
  for (const event of scenario.events) {
    if ((parseDuration(event.at) ?? 0) >= until)
      say(`The event \`${event.kind}\` at ${event.at} is after the end of the scenario.`, 'Give it a later `until`.');
    if ('service' in event && !services.includes(event.service))
      say(
        `The event \`${event.kind}\` is about "${event.service}", which is no service.`,
        suggest(event.service, services),
      );
    if (event.kind === 'node-down' && event.node > model.capacity.nodes)
      say(
        `The event \`node-down\` is about machine ${event.node} of ${model.capacity.nodes}.`,
        'Machines are numbered from 1; `capacity.nodes` of the stack says how many there are.',
      );
    if (
      event.kind === 'set' &&
      (!isProduced(facts.series, event.metric, undefined) || facts.series.records.has(event.metric))
    )
      say(
        `The event \`set\` is about \`${event.metric}\`, which nobody exposes.`,
        'Name a series as a target exposes it: of a histogram, one of its counters.',
      );
  }
  return found;
};
