import { timedOut, unreachable } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import type { LabelSet } from './samples.ts';

/** A query at the end of a range or along it; times are seconds since 1970. */
export interface LiveQuestion {
  readonly expr: string;
  readonly instant: boolean;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Series of an answer, or a sentence that says why there are none. */
export type LiveAnswer =
  | {
      readonly kind: 'answered';
      readonly series: readonly {
        readonly labels: LabelSet;
        readonly points: readonly { readonly at: number; readonly value: number }[];
      }[];
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Queries that run at once: a busy Prometheus evaluates twenty at most, and others ask it as well. */
const atOnce = 6;

/** Answers in a row that never came, after which the server is left alone. */
const patience = 6;

/** Asks all of them, a few at a time. Once the server is gone the rest is not asked. */
export const askQueries = async (
  prometheus: Prometheus,
  questions: readonly LiveQuestion[],
): Promise<readonly LiveAnswer[]> => {
  const answers: LiveAnswer[] = [];
  let next = 0;
  let late = 0;
  const isGone = (): boolean => late >= patience;
  const ask = async ({ expr, instant, ...range }: LiveQuestion): Promise<LiveAnswer> => {
    if (isGone()) return { kind: 'failed', message: 'Not asked: the server had stopped answering.' };
    const answer = instant ? await prometheus.query(expr, range.end) : await prometheus.queryRange(expr, range);
    if ('failure' in answer) {
      const { code, message } = answer.failure;
      late = code === timedOut.code || code === unreachable.code ? late + 1 : 0;
      return { kind: 'failed', message };
    }
    late = 0;
    const series = answer.value.map(each =>
      'points' in each ? each : { labels: each.labels, points: [{ at: each.at, value: each.value }] },
    );
    return { kind: 'answered', series };
  };
  const work = async (): Promise<void> => {
    for (let index = next++; index < questions.length; index = next++) {
      const question = questions[index];
      if (question !== undefined) answers[index] = await ask(question);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, questions.length) }, work));
  return answers;
};

/** Values of a label in a range of time, of the series that a selector chooses. */
export const askLabelValues = async (
  prometheus: Prometheus,
  label: string,
  selector: string | undefined,
  range: { readonly start: number; readonly end: number },
): Promise<readonly string[]> => {
  const answer = await prometheus.get(`/api/v1/label/${encodeURIComponent(label)}/values`, [
    ...(selector === undefined ? [] : [['match[]', selector] as const]),
    ['start', String(range.start)],
    ['end', String(range.end)],
  ]);
  return 'failure' in answer || !Array.isArray(answer.value)
    ? []
    : answer.value.filter(each => typeof each === 'string');
};
