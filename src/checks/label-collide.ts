import { externalLabels } from '../analysis/external-labels.ts';
import { targetLabels } from '../ir/conventions.ts';
import type { Relabeling } from '../ir/scrape-job.ts';
import type { Model } from '../model/model.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { type AuthoredStep, inEveryStep } from './relabelings.ts';

/** A label that somebody else sets already. */
export const labelCollide = defineCheck({
  code: 'LABEL-COLLIDE',
  severity: 'error',
  why: 'A label of the application with the name of a target label is renamed to `exported_…`; a rule that sets an external label hides which organisation it comes from; a step that changes a label of the contract breaks every rule that relies on it.',
  run: subject => [
    ...inMetrics(subject),
    ...inRules(subject),
    ...inEveryStep(inStep)(subject),
    ...inServer(subject.model),
  ],
});

const inMetrics = ({ model }: Subject): readonly Finding[] =>
  model.services.flatMap(service =>
    [...service.metrics.values()].flatMap(metric =>
      Object.keys(metric.labels)
        .filter(label => targetLabelNames.some(target => target === label))
        .map(
          (label): Finding => ({
            path: service.path,
            message: `The metric \`${metric.name}\` has a label \`${label}\`, which every target has already.`,
            hint: `Rename it in the application; as it is, its series carry it as \`exported_${label}\`.`,
          }),
        ),
    ),
  );

const inRules = ({ model, plan }: Subject): readonly Finding[] => {
  const external = externalLabels(model);
  return plan.groups.flatMap(group =>
    group.rules.flatMap(rule =>
      Object.keys(rule.labels)
        .filter(label => external.includes(label))
        .map(
          (label): Finding => ({
            path: rule.path,
            message: `The rule \`${rule.kind === 'alert' ? rule.alert : rule.record}\` sets the label \`${label}\`, which the server adds to everything it sends.`,
            hint: 'Give the label another name.',
          }),
        ),
    ),
  );
};

/** What the contract promises of every target: `instance` follows the address, which a step may change. */
const promised: readonly string[] = targetLabels.filter(label => label !== 'instance');

/** Labels that a step takes away, if it does that at all. */
const takenAway = ({ action, regex }: Relabeling, labels: readonly string[]): readonly string[] => {
  if ((action !== 'labeldrop' && action !== 'labelkeep') || regex === undefined) return [];
  const pattern = readable(regex);
  return pattern === undefined ? [] : labels.filter(label => pattern.test(label) === (action === 'labeldrop'));
};

/** Undefined for what JavaScript cannot read: names of labels need no more of RE2 than both know. */
const readable = (regex: string): RegExp | undefined => {
  try {
    return new RegExp(`^(?:${regex})$`);
  } catch {
    return undefined;
  }
};

const inStep = ({ step, stage, where }: AuthoredStep): Omit<Finding, 'path'> | undefined => {
  if (stage === 'written') return undefined;
  const written = step.target_label !== undefined && promised.includes(step.target_label) ? [step.target_label] : [];
  // Samples lose `instance` at the price of two targets with one series.
  const lost = takenAway(step, stage === 'samples' ? targetLabels : promised);
  const [label] = [...written, ...lost];
  if (label === undefined) return undefined;
  return {
    message: `A relabeling step of ${where} ${written.length > 0 ? 'sets' : 'takes away'} the label \`${label}\`, which the stack sets on every target.`,
    hint: 'Give the label another name; `job`, `service`, `team`, `env` and `tier` come from the program.',
  };
};

const inServer = (model: Model): readonly Finding[] => {
  const external = externalLabels(model);
  return external
    .filter((label, i) => targetLabelNames.some(target => target === label) || external.indexOf(label) !== i)
    .map(label => ({
      path: model.path,
      message: `The server adds the label \`${label}\`, which is taken: every target has it, or replicas are told apart by it.`,
      hint: 'Give the external label another name.',
    }));
};
