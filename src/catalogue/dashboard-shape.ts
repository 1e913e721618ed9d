import { anyText, boolean, list, number, object, one, period, record, text, texts } from './shape-parts.ts';

/** How many of something, from one on. */
const count = { kind: 'number', minimum: 1, maximum: 1_000, whole: true } as const;

const query = object(
  { expr: text },
  {
    legend: anyText,
    exemplars: boolean,
    logs: object({}, { distinct: text, by: text, top: count, every: period }),
    traces: object({}, { minDuration: period, tags: text, limit: count }),
  },
);

const panel = object(
  {
    kind: one(
      'timeseries',
      'stat',
      'gauge',
      'bar-gauge',
      'pie',
      'heatmap',
      'table',
      'logs',
      'traces',
      'alert-list',
      'text',
      'state-timeline',
    ),
    title: text,
    description: text,
  },
  {
    unit: one(
      'short',
      'percentunit',
      'percent',
      's',
      'ms',
      'bytes',
      'Bps',
      'reqps',
      'ops',
      'cps',
      'bool',
      'none',
      'dateTimeFromNow',
    ),
    decimals: { kind: 'number', minimum: 0, maximum: 10, whole: true },
    noData: text,
    queries: list(query),
    text,
    matching: text,
    thresholds: list(object({ at: number, color: one('green', 'yellow', 'orange', 'red', 'blue') })),
    alerts: texts,
    links: list(object({ title: text, url: text })),
    width: { kind: 'number', minimum: 1, maximum: 24 },
    height: { kind: 'number', minimum: 1, maximum: 40 },
  },
);

/** What a dashboard of a catalogue may say. */
export const dashboardShape = object(
  { id: text, title: text, rows: list(object({ title: text, panels: list(panel) })) },
  {
    uid: {
      kind: 'text',
      pattern: /^[A-Za-z0-9_-]{1,40}$/,
      expected: 'at most 40 letters, digits, dashes and underscores',
    },
    description: text,
    tags: texts,
    variables: record(object({ metric: text, label: text }, { title: text })),
    refresh: text,
    range: text,
  },
);
