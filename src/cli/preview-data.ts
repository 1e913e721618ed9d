import { askLabelValues, askQueries } from '../live/ask-queries.ts';
import type { Prometheus } from '../live/prometheus.ts';
import type { Dashboard, Variable } from '../preview/dashboard.ts';
import { type Outcome, type Question, questionKey, questionsOf, type Shown } from '../preview/questions.ts';
import { builtIns, type Timing, timingOf } from '../preview/time-range.ts';
import { type Choice, choose, filtered, labelValuesOf, substitute } from '../preview/variables.ts';

/** What the preview is told about the data that it shows. */
export interface DataWish {
  /** Seconds; undefined leaves it to each dashboard. */
  readonly range: number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** Seconds between two scrapes. */
  readonly scrape: number;
  /** Values of variables, by name. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

/** What every dashboard shows, by uid. Questions that several dashboards have are asked once. */
export const askDashboards = async (
  prometheus: Prometheus,
  dashboards: readonly Dashboard[],
  { range, now, scrape, variables }: DataWish,
): Promise<ReadonlyMap<string, Shown>> => {
  const known = new Map<string, Promise<readonly string[]>>();
  const views: { readonly dashboard: Dashboard; readonly view: Omit<Shown, 'outcomes'> }[] = [];
  for (const dashboard of dashboards) {
    const timing = timingOf(range ?? dashboard.range, now, scrape);
    const choices = new Map<string, Choice>();
    // A variable may ask with those before it.
    for (const variable of dashboard.variables) {
      const found = await valuesOf(prometheus, variable, choices, timing, known);
      choices.set(variable.name, choose(variable, variables.get(variable.name), found));
    }
    views.push({ dashboard, view: { timing, choices } });
  }
  const questions = new Map<string, Question>();
  for (const { dashboard, view } of views)
    for (const question of questionsOf(dashboard, view)) questions.set(questionKey(question), question);
  const keys = [...questions.keys()];
  const answers = await askQueries(prometheus, [...questions.values()]);
  const outcomes = new Map<string, Outcome>();
  for (const [index, answer] of answers.entries()) outcomes.set(keys[index] ?? '', answer);
  return new Map(views.map(({ dashboard, view }) => [dashboard.uid, { ...view, outcomes }]));
};

const valuesOf = async (
  prometheus: Prometheus,
  { kind, definition, pattern }: Variable,
  choices: ReadonlyMap<string, Choice>,
  timing: Timing,
  known: Map<string, Promise<readonly string[]>>,
): Promise<readonly string[]> => {
  if (kind !== 'query') return [];
  const text = substitute(definition, choices, builtIns(timing));
  const query = labelValuesOf(text);
  if (query === undefined) return [];
  const key = JSON.stringify([text, timing.start]);
  const asked = known.get(key) ?? askLabelValues(prometheus, query.label, query.selector, timing);
  known.set(key, asked);
  return filtered(await asked, pattern);
};
