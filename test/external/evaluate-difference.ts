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

type Samples = Extract<Answer, { kind: 'samples' }>['samples'];

/** The samples of one side that the other side lacks. */
const lacking = (samples: Samples, other: Samples): readonly string[] => {
  const values = new Map(other.map(({ labels, value }) => [labels, value]));
  return samples
    .filter(({ labels, value }) => !values.has(labels) || !agree(values.get(labels) ?? Number.NaN, value))
    .map(({ labels, value }) => `${labels} ${value}`);
};

const compare = (ours: Answer, theirs: Answer): object | undefined => {
  if (ours.kind === 'error' || theirs.kind === 'error') return ours.kind === theirs.kind ? undefined : { ours, theirs };
  const onlyOurs = lacking(ours.samples, theirs.samples);
  const onlyTheirs = lacking(theirs.samples, ours.samples);
  return onlyOurs.length + onlyTheirs.length === 0 && ours.samples.length === theirs.samples.length
    ? undefined
    : { onlyOurs, onlyTheirs };
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
  const found = ours === undefined ? { ours: value, theirs } : compare(ours, theirs);
  return found === undefined ? undefined : { expr, at, ...found };
};
