import { formatDuration } from '../core/duration.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { Storage } from '../evaluate/storage.ts';
import type { AlertTests, Check, RuleTestCase } from './rule-test.ts';
import { type Watch, type Watched, watch } from './watch.ts';

const minute = 60_000;
/** How long a clock is watched for a change: the days of the longest month. */
const longest = 31 * 24 * 60;
/** Evaluations of a test beyond which it says too little for what it costs. */
const mostSteps = 400;
/** Steps that are wide enough for hours, in milliseconds, the widest first. */
const wide = [5 * minute, 2 * minute, minute];

const holdsAt = ({ expr }: Watched, storage: Storage, at: number): boolean => {
  const value = evaluate(expr, storage, at);
  return value.kind === 'scalar' || (value.kind === 'vector' && value.samples.length > 0);
};

const firing = (seen: Watch, all: readonly Watched[], alert: string, at: number): Check | undefined => {
  const sent = all.map(each => seen.sent(each, at));
  const whole = sent.flatMap(each => each ?? []);
  const [own] = sent;
  return sent.includes(undefined) || own?.length === 0 || whole.some(({ annotations }) => annotations === undefined)
    ? undefined
    : {
        kind: 'alert',
        at,
        alert,
        firing: whole.map(({ labels, annotations }) => ({ labels, annotations: annotations ?? {} })),
      };
};

/** Milliseconds between two evaluations: hours are waited for in wide steps. */
const stepFor = ({ pending }: Watched, evaluation: number, from: number): number => {
  const step = wide.find(each => from % each === 0 && (pending === 0 || 3 * each <= pending));
  return from < 60 * minute || step === undefined ? evaluation : Math.max(evaluation, step);
};

const testAt = (
  watched: Watched,
  siblings: readonly Watched[],
  evaluation: number,
  from: number,
  known: boolean,
): AlertTests => {
  const { rule, pending } = watched;
  const first = Math.ceil(from / evaluation) * evaluation;
  const at = first + Math.ceil(pending / evaluation) * evaluation;
  const seen = watch([watched, ...siblings], undefined, [], {
    interval: evaluation,
    evaluation,
    until: at + evaluation,
    queryOffset: 0,
  });
  if (typeof seen === 'string') return { tests: [], reason: seen };
  const check = firing(seen, [watched, ...siblings], rule.alert, at);
  if (check === undefined) return { tests: [], reason: 'the alert does not fire when its expression holds' };
  const before = pending > 0 ? at - evaluation : first - evaluation;
  const silent: readonly Check[] =
    before >= 0 && [watched, ...siblings].every(each => seen.firing(each.rule, before)?.length === 0)
      ? [{ kind: 'alert', at: before, alert: rule.alert, firing: [] }]
      : [];
  const test: RuleTestCase = {
    name: known ? `${rule.alert}: fires from ${formatDuration(first)} of the epoch on` : `${rule.alert}: always fires`,
    interval: evaluation,
    series: [],
    checks: [...silent, check],
  };
  return { tests: [test] };
};

/** Tests of an alert that reads no series: it fires always, or at certain times. */
export const clockTests = (watched: Watched, siblings: readonly Watched[], evaluation: number): AlertTests => {
  const storage = new Storage();
  if (holdsAt(watched, storage, 0)) return testAt(watched, siblings, evaluation, 0, false);
  for (let i = 1; i < longest; i++) {
    if (!holdsAt(watched, storage, i * minute)) continue;
    const step = stepFor(watched, evaluation, i * minute);
    return (i * minute) / step > mostSteps
      ? { tests: [], reason: 'it fires too late after the epoch for a test from there on' }
      : testAt(watched, siblings, step, i * minute, true);
  }
  return { tests: [], reason: 'it reads no series and does not fire in the first month of the epoch' };
};
