import type { JsonObject } from '../core/json.ts';
import type { LogCount, PanelEntry, QueryEntry, TraceSearch, Unit } from '../ir/panel.ts';
import { firingAlerts } from '../ir/selector.ts';
import { legendOf, type PanelOwn, type Selected, textOf } from './panel-parts.ts';

/** What every panel of one's own must say. */
type Told = PanelOwn & Pick<PanelEntry, 'title' | 'description'>;

/** One number now. */
export const number = (expr: Selected, own: Told & { readonly legend?: string }): PanelEntry => {
  const { legend, ...rest } = own;
  return { kind: 'stat', ...rest, queries: [{ expr: textOf(expr), ...(legend === undefined ? {} : { legend }) }] };
};

/** A line per series over time. */
export const graph = (expr: Selected, own: Told & { readonly legend?: string }): PanelEntry => {
  const { legend, ...rest } = own;
  return {
    kind: 'timeseries',
    ...rest,
    queries: [{ expr: textOf(expr), ...(legend === undefined ? {} : { legend }) }],
  };
};

/** What is in use of what there is, as a share: orange from 80 %, red from 95 % on, unless alerts say otherwise. */
export const saturation = (
  { used, limit }: { readonly used: Selected; readonly limit: Selected },
  own: PanelOwn = {},
): PanelEntry => ({
  kind: 'gauge',
  title: 'Saturation',
  description: 'Share in use. What is full lets everything behind it wait.',
  unit: 'percentunit',
  ...(own.alerts === undefined
    ? {
        thresholds: [
          { at: 0.8, color: 'orange' },
          { at: 0.95, color: 'red' },
        ],
      }
    : {}),
  ...own,
  queries: [{ expr: `sum(${textOf(used)}) / (sum(${textOf(limit)}) > 0)`, legend: 'In use' }],
});

/** Green while a series is 1, red while it is 0; a block per stretch of time. */
export const stateTimeline = (expr: Selected, own: Told & { readonly legend: string }): PanelEntry => {
  const { legend, ...rest } = own;
  return {
    kind: 'state-timeline',
    unit: 'bool',
    thresholds: [
      { at: 0, color: 'red' },
      { at: 1, color: 'green' },
    ],
    states: [
      { is: 0, text: 'down', color: 'red' },
      { is: 1, text: 'up', color: 'green' },
    ],
    ...rest,
    queries: [{ expr: textOf(expr), legend }],
  };
};

/** The `top` largest of a query as bars, the largest first. */
export const topList = (
  expr: Selected,
  by: readonly string[],
  { top = 10, ...own }: Told & { readonly top?: number },
): PanelEntry => ({
  kind: 'bar-gauge',
  ...own,
  queries: [{ expr: `sort_desc(topk(${top}, ${textOf(expr)}))`, legend: legendOf('Value', by) }],
});

/** Shares of a whole, a slice per series. */
export const shares = (expr: Selected, by: readonly string[], own: Told): PanelEntry => ({
  kind: 'pie',
  ...own,
  queries: [{ expr: textOf(expr), legend: legendOf('Value', by) }],
});

/** The newest log lines that a Lucene query finds. */
export const logs = (query: string, own: PanelOwn = {}): PanelEntry => ({
  kind: 'logs',
  title: 'Logs',
  description: 'The newest log lines in the chosen time range. Open a line to follow its trace.',
  ...own,
  queries: [{ expr: query }],
});

/** How many log lines a Lucene query finds, or distinct values of a field: over time, or as slices, bars or a number. */
export const logCount = (
  query: string,
  count: LogCount,
  own: Told & { readonly kind?: 'timeseries' | 'stat' | 'table' | 'bar-gauge' | 'pie'; readonly unit?: Unit },
): PanelEntry => ({
  kind: 'timeseries',
  unit: 'short',
  ...own,
  queries: [{ expr: query, logs: count, legend: count.by === undefined ? own.title : `{{${count.by}}}` }],
});

/** Recent traces of a service; each opens as a waterfall. */
export const traceList = (service: string, search: TraceSearch, own: Told): PanelEntry => ({
  kind: 'traces',
  ...own,
  queries: [{ expr: service, traces: search }],
});

/** Alerts that wait or fire, each with its summary, action and runbook. `matching` narrows them: `team="web"`. */
export const alertList = (matching?: string, own: PanelOwn = {}): PanelEntry => ({
  kind: 'alert-list',
  title: 'Active alerts',
  description: 'Alerts that wait or fire. Open one for its summary, what to do first and its runbook.',
  ...(matching === undefined ? {} : { matching }),
  ...own,
});

/**
 * A panel in Grafana's own JSON, as its editor shows it, for what the vocabulary has no word for. Its queries are found
 * and checked like those of other panels; its size is its own, unless `own` says otherwise.
 */
export const raw = (json: JsonObject, own: PanelOwn = {}): PanelEntry => {
  const { title, description } = json;
  return {
    kind: 'raw',
    title: typeof title === 'string' ? title : '',
    description: typeof description === 'string' ? description : '',
    ...own,
    raw: json,
  };
};

/** A line per set of labels, a column per query. Queries of several columns keep the same labels. */
export const table = (queries: readonly (QueryEntry & { readonly legend: string })[], own: Told): PanelEntry => ({
  kind: 'table',
  ...own,
  queries,
});

/** Alerts that fire, the most urgent first, each with what to do about it and the way to its runbook. */
export const alertTable = (where: Readonly<Record<string, string>> = {}, own: PanelOwn = {}): PanelEntry => ({
  kind: 'alert-table',
  title: 'Firing alerts',
  description: 'What fires now and what to do first. An empty table is the good case.',
  unit: 'short',
  noData: 'Nothing fires',
  ...own,
  queries: [
    {
      expr: `label_join(count by (priority, severity, alertname, service, team) (${firingAlerts(where)}), "action", "/", "service", "alertname")`,
    },
  ],
});

/** What a baseline is made of. */
export interface Baseline {
  /** Series, or name of a recorded one: it is read a week back as well. */
  readonly now: Selected;
  /** Recorded mean of the same hour of the weeks before. */
  readonly usual?: Selected;
  /** Recorded standard deviation of the same hour: twice as far from the mean begins what is unusual. */
  readonly spread?: Selected;
}

/** How many standard deviations around the mean count as usual. */
const usualSpread = 2;

/** What is, in front of what was a week ago and what is usual at this hour of the week. */
export const baseline = ({ now, usual, spread }: Baseline, own: Told): PanelEntry => ({
  kind: 'baseline',
  ...own,
  queries: [
    { expr: textOf(now), legend: 'Now' },
    { expr: `${textOf(now)} offset 7d`, legend: 'A week ago' },
    ...(usual === undefined ? [] : [{ expr: textOf(usual), legend: 'Usual' }]),
    ...(usual === undefined || spread === undefined
      ? []
      : [
          { expr: `clamp_min(${textOf(usual)} - ${usualSpread} * ${textOf(spread)}, 0)`, legend: 'Low' },
          { expr: `${textOf(usual)} + ${usualSpread} * ${textOf(spread)}`, legend: 'High' },
        ]),
  ],
});

/** Markdown. */
export const text = (markdown: string, own: Told): PanelEntry => ({ kind: 'text', ...own, text: markdown });
