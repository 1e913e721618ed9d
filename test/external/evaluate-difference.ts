import type { EvaluateOptions } from '../../src/evaluate/context.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Evaluated } from '../../src/evaluate/evaluated.ts';
import type { Storage } from '../../src/evaluate/storage.ts';
import { parse } from '../../src/promql/parse.ts';
import { type Answer, labelText, type Question } from './promtool-oracle.ts';

/** How far two values may lie apart, relative to the larger one. */
const relative = 1e-9;
/** How far apart they may lie where a sum of equals leaves nothing but the noise of their order. */
const absolute = 1e-15;

const agree = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));

const asAnswer = (value: Evaluated): Answer | undefined => {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'samples', samples: [{ labels: labelText({}), value: value.value }] };
    case 'vector':
      return {
        kind: 'samples',
        samples: value.samples.map(sample => ({ labels: labelText(sample.labels), value: sample.value })),
      };
    case 'error':
      return { kind: 'error', message: value.message };
    default:
      return undefined;
  }
};

const same = (ours: Answer, theirs: Answer): boolean => {
  if (ours.kind === 'error' || theirs.kind === 'error') return ours.kind === theirs.kind;
  const values = new Map(ours.samples.map(({ labels, value }) => [labels, value]));
  return (
    values.size === theirs.samples.length &&
    ours.samples.length === theirs.samples.length &&
    theirs.samples.every(({ labels, value }) => agree(values.get(labels) ?? Number.NEGATIVE_INFINITY, value))
  );
};

/** What the evaluator makes of a question that promtool has answered, where the two differ; undefined where they agree. */
export const difference = (
  { expr, at }: Question,
  theirs: Answer,
  storage: Storage,
  options: EvaluateOptions,
): object | undefined => {
  const parsed = parse(expr, { features: ['promql-experimental-functions'] });
  const [problem] = parsed.problems;
  const value: Evaluated =
    parsed.expr === undefined || problem !== undefined
      ? { kind: 'error', message: problem?.message ?? '' }
      : evaluate(parsed.expr, storage, at, options);
  const ours = asAnswer(value);
  return ours !== undefined && same(ours, theirs) ? undefined : { expr, at, ours: ours ?? value, theirs };
};
