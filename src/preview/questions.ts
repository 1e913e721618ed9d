import type { Dashboard, Query } from './dashboard.ts';
import { builtIns, type Timing } from './time-range.ts';
import { type Choices, substitute } from './variables.ts';

/** A query as it is asked: at its end, or along its range. */
export interface Question {
  readonly expr: string;
  readonly instant: boolean;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What tells two questions apart: panels often ask the same. */
export const questionKey = ({ expr, instant, start, end, step }: Question): string =>
  JSON.stringify(instant ? [expr, end] : [expr, start, end, step]);

/** Labels and values of one series. `points` of an instant answer is one value. */
export interface AnsweredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** What became of a question. */
export type Outcome =
  | { readonly kind: 'answered'; readonly series: readonly AnsweredSeries[] }
  | { readonly kind: 'failed'; readonly message: string };

export type Outcomes = ReadonlyMap<string, Outcome>;

/** What a dashboard is shown with when a server was asked. */
export interface Shown {
  readonly timing: Timing;
  readonly choices: Choices;
  readonly outcomes: Outcomes;
}

/** Alerts of every state, as Prometheus itself tells of them now. */
export const alertsQuestion = ({ start, now, step }: Timing): Question => ({
  expr: 'ALERTS',
  instant: true,
  start,
  end: now,
  step,
});

/** What is asked for a query, or nothing when it is not for a Prometheus. */
export const questionOf = (query: Query, { timing, choices }: Omit<Shown, 'outcomes'>): Question | undefined => {
  if (query.source !== 'prometheus' || query.hidden || query.text.trim() === '') return undefined;
  const { start, step } = timing;
  const end = query.instant ? timing.now : timing.end;
  return { expr: substitute(query.text, choices, builtIns(timing)), instant: query.instant, start, end, step };
};

/** Everything that the panels of a dashboard ask, each question once. */
export const questionsOf = (dashboard: Dashboard, shown: Omit<Shown, 'outcomes'>): readonly Question[] => {
  const all = dashboard.rows
    .flatMap(({ panels }) => panels)
    .flatMap(panel =>
      panel.kind === 'alertlist'
        ? [alertsQuestion(shown.timing)]
        : panel.queries.flatMap(query => questionOf(query, shown) ?? []),
    );
  return [...new Map(all.map(question => [questionKey(question), question])).values()];
};
