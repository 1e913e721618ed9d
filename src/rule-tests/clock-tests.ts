import { formatDuration } from '../core/duration.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { Storage } from '../evaluate/storage.ts';
import type { AlertTests, Check, RuleTestCase } from './rule-test.ts';
import { type Watch, type Watched, watch } from './watch.ts';

const minute = 60_000;
/** How long a clock is watched for a change: the days of the longest month. */
const longest = 31 * 24 * 60;
/** Evaluations of a test beyond which another moment is looked for. */
const mostSteps = 5_000;

const holdsAt = ({ expr }: Watched, storage: Storage, at: number): boolean => {
  const value = evaluate(expr, storage, at);
  return value.kind === 'scalar' || (value.kind === 'vector' && value.samples.length > 0);
};

const firing = (seen: Watch, watched: Watched, at: number): Check | undefined => {
  const sent = seen.sent(watched, at);
  return sent === undefined || sent.length === 0 || sent.some(({ annotations }) => annotations === undefined)
    ? undefined
    : {
        kind: 'alert',
        at,
        alert: watched.rule.alert,
        firing: sent.map(({ labels, annotations }) => ({ labels, annotations: annotations ?? {} })),
      };
};

const testAt = (watched: Watched, evaluation: number, from: number, known: boolean): AlertTests => {
  const { rule, pending } = watched;
  const first = Math.ceil(from / evaluation) * evaluation;
  const at = first + Math.ceil(pending / evaluation) * evaluation;
  const seen = watch([watched], undefined, [], {
    interval: evaluation,
    evaluation,
    until: at + evaluation,
    queryOffset: 0,
  });
  if (typeof seen === 'string') return { tests: [], reason: seen };
  const check = firing(seen, watched, at);
  if (check === undefined) return { tests: [], reason: 'the alert does not fire when its expression holds' };
  const before = pending > 0 ? at - evaluation : first - evaluation;
  const silent: readonly Check[] =
    before >= 0 && seen.firing(rule, before)?.length === 0
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
export const clockTests = (watched: Watched, evaluation: number): AlertTests => {
  const storage = new Storage();
  if (holdsAt(watched, storage, 0)) return testAt(watched, evaluation, 0, false);
  for (let i = 1; i < longest; i++) {
    if (!holdsAt(watched, storage, i * minute)) continue;
    return (i * minute) / evaluation > mostSteps
      ? { tests: [], reason: 'it fires too late after the epoch for a test from there on' }
      : testAt(watched, evaluation, i * minute, true);
  }
  return { tests: [], reason: 'it reads no series and does not fire in the first month of the epoch' };
};
