import type { Relabeling } from '../ir/scrape-job.ts';
import { defineCheck } from './check.ts';
import { inEveryStep } from './relabelings.ts';

/** A step in raw form that Prometheus refuses, or that does nothing. */
export const relabelStep = defineCheck({
  code: 'RELABEL-STEP',
  severity: 'error',
  why: 'Prometheus refuses a configuration with an incomplete relabeling step, and a step with a needless key says something else than it seems.',
  run: inEveryStep(({ step, where }) => {
    const problem = problemOf(step);
    return problem === undefined
      ? undefined
      : { message: `A relabeling step of ${where} ${problem.message}`, hint: problem.hint };
  }),
});

interface StepProblem {
  readonly message: string;
  readonly hint: string;
}

/** Keys that an action reads beside `action` itself. */
const keysOf: Readonly<Record<NonNullable<Relabeling['action']>, readonly (keyof Relabeling)[]>> = {
  replace: ['source_labels', 'separator', 'regex', 'target_label', 'replacement'],
  keep: ['source_labels', 'separator', 'regex'],
  drop: ['source_labels', 'separator', 'regex'],
  keepequal: ['source_labels', 'separator', 'target_label'],
  dropequal: ['source_labels', 'separator', 'target_label'],
  hashmod: ['source_labels', 'separator', 'modulus', 'target_label'],
  labelmap: ['regex', 'replacement'],
  labeldrop: ['regex'],
  labelkeep: ['regex'],
  lowercase: ['source_labels', 'separator', 'target_label'],
  uppercase: ['source_labels', 'separator', 'target_label'],
};

/** Keys without which an action is refused. */
const neededBy = (action: NonNullable<Relabeling['action']>): readonly (keyof Relabeling)[] => {
  switch (action) {
    case 'hashmod':
      return ['source_labels', 'modulus', 'target_label'];
    case 'labeldrop':
    case 'labelkeep':
    case 'labelmap':
      return ['regex'];
    case 'keep':
    case 'drop':
      return ['source_labels', 'regex'];
    case 'replace':
      return ['target_label'];
    default:
      return ['source_labels', 'target_label'];
  }
};

const problemOf = (step: Relabeling): StepProblem | undefined => {
  const action = step.action ?? 'replace';
  const missing = neededBy(action).filter(key => step[key] === undefined);
  if (missing.length > 0)
    return {
      message: `has the action \`${action}\` and no ${missing.map(key => `\`${key}\``).join(' and no ')}.`,
      hint: `\`${action}\` needs ${neededBy(action)
        .map(key => `\`${key}\``)
        .join(', ')}.`,
    };
  const given = Object.entries(step)
    .filter(([key, value]) => key !== 'action' && value !== undefined)
    .map(([key]) => key);
  const useless = given.filter(key => !keysOf[action].some(known => known === key));
  return useless.length === 0
    ? undefined
    : {
        message: `has the action \`${action}\`, which does not read ${useless.map(key => `\`${key}\``).join(', ')}.`,
        hint: `\`${action}\` reads ${keysOf[action].map(key => `\`${key}\``).join(', ')}.`,
      };
};
