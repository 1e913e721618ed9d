import type { Shape } from '../core/shape.ts';
import { units } from '../ir/panel.ts';
import { anyText, anything, boolean, list, number, object, one, period, record, text, texts } from './shape-parts.ts';

/** How many of something, from one on. */
const count = { kind: 'number', minimum: 1, maximum: 1_000, whole: true } as const;

/** Grafana's own JSON. */
const json = record(anything);

const query = object(
  { expr: text },
  {
    legend: anyText,
    exemplars: boolean,
    logs: object({}, { distinct: text, by: text, top: count, every: period }),
    traces: object({}, { minDuration: period, tags: text, limit: count }),
    grafana: json,
  },
);

const color = one('green', 'yellow', 'orange', 'red', 'blue');
const link = object({ title: text, url: text });
const thresholds = list(object({ at: number, color }));
const states = list(object({ is: number, text, color }));

const unit = one(...units);

const column = object(
  {},
  { title: text, unit, width: number, texts: record(text), colors: record(color), thresholds, states, link },
);

const texted = { title: anyText, description: anyText };

const placed = {
  width: { kind: 'number', minimum: 1, maximum: 24 },
  height: { kind: 'number', minimum: 1, maximum: 1_000 },
  at: object({
    x: { kind: 'number', minimum: 0, maximum: 23, whole: true },
    y: { kind: 'number', minimum: 0, maximum: 10_000, whole: true },
  }),
  grafana: json,
} as const;

const drawn = object(
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
      'alert-table',
      'baseline',
      'text',
      'state-timeline',
    ),
    ...texted,
  },
  {
    unit,
    decimals: { kind: 'number', minimum: 0, maximum: 10, whole: true },
    noData: text,
    queries: list(query),
    text: anyText,
    matching: text,
    thresholds,
    states,
    columns: record(column),
    valueLinks: list(link),
    alerts: texts,
    links: list(link),
    ...placed,
  },
);

const panel: Shape = {
  kind: 'either',
  property: 'raw',
  having: object({ kind: one('raw'), raw: json, ...texted }, placed),
  lacking: drawn,
};

const row = object({ title: anyText, panels: list(panel) }, { collapsed: boolean, heading: boolean, grafana: json });

/** What a dashboard of a catalogue may say. */
export const dashboardShape = object(
  { id: text, title: text, rows: list(row) },
  {
    uid: {
      kind: 'text',
      pattern: /^[A-Za-z0-9_-]{1,40}$/,
      expected: 'at most 40 letters, digits, dashes and underscores',
    },
    description: text,
    tags: texts,
    variables: record(object({ metric: text, label: text }, { title: text, unlabelled: boolean })),
    refresh: text,
    range: text,
    grafana: json,
  },
);
