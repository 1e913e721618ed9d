import type { FieldSettings, Panel, Query } from './dashboard.ts';
import { fieldOf } from './field.ts';
import { type AnsweredSeries, alertsQuestion, questionKey, questionOf, type Shown } from './questions.ts';

/** One series of a panel with its name and how its values are written. */
export interface Frame {
  readonly name: string;
  readonly refId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly field: FieldSettings;
  readonly points: AnsweredSeries['points'];
}

/** What a panel shows: its series, and what went wrong with its queries. */
export interface PanelData {
  readonly frames: readonly Frame[];
  readonly failures: readonly { readonly refId: string; readonly message: string }[];
  /** Whether any of its queries was asked. */
  readonly asked: boolean;
}

/** The answers to the queries of a panel. */
export const panelData = (panel: Panel, shown: Shown): PanelData => {
  const frames: Frame[] = [];
  const failures: { readonly refId: string; readonly message: string }[] = [];
  let asked = false;
  for (const query of panel.queries) {
    const question = questionOf(query, shown);
    if (question === undefined) continue;
    asked = true;
    const outcome = shown.outcomes.get(questionKey(question));
    if (outcome === undefined) continue;
    if (outcome.kind === 'failed') failures.push({ refId: query.refId, message: outcome.message });
    else frames.push(...outcome.series.map(series => frameOf(panel, query, series, outcome.series)));
  }
  return { frames, failures, asked };
};

/** What Prometheus says of alerts, or why it says nothing. */
export const alertData = (shown: Shown): { readonly series: readonly AnsweredSeries[]; readonly failure?: string } => {
  const outcome = shown.outcomes.get(questionKey(alertsQuestion(shown.timing)));
  return outcome?.kind === 'answered'
    ? { series: outcome.series }
    : { series: [], failure: outcome?.message ?? 'not asked' };
};

const frameOf = (
  panel: Panel,
  query: Query,
  { labels, points }: AnsweredSeries,
  all: readonly AnsweredSeries[],
): Frame => {
  const plain = seriesName(query, labels, all);
  const field = fieldOf(panel, plain, query.refId);
  return {
    name: field.displayName === undefined ? plain : named(field.displayName, labels),
    refId: query.refId,
    labels,
    field,
    points,
  };
};

const named = (template: string, labels: Readonly<Record<string, string>>): string =>
  template.replace(/\$\{__field\.labels\.(\w+)\}/g, (_, label: string) => labels[label] ?? '');

/** As the legend says; without one, what tells the series from the others of its query. */
export const seriesName = (
  { legend, refId, text }: Pick<Query, 'legend' | 'refId' | 'text'>,
  labels: Readonly<Record<string, string>>,
  all: readonly Pick<AnsweredSeries, 'labels'>[],
): string => {
  if (legend !== undefined && legend !== '' && legend !== '__auto')
    return legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
  const entries = Object.entries(labels).filter(([name]) => name !== '__name__');
  const telling = entries.filter(([name, value]) => all.some(other => other.labels[name] !== value));
  if (legend === '__auto' && telling.length === 1) return telling[0]?.[1] ?? '';
  if (entries.length === 0) return labels['__name__'] ?? (text.length <= 40 ? text : refId);
  return `${labels['__name__'] ?? ''}{${entries.map(([name, value]) => `${name}="${value}"`).join(', ')}}`;
};

/** One number for a series, as the panel asks: the last one unless it says otherwise. */
export const reduced = (points: Frame['points'], calculation: string): number | undefined => {
  const values = points.map(({ value }) => value);
  const present = values.filter(value => !Number.isNaN(value));
  const sum = present.reduce((total, value) => total + value, 0);
  switch (calculation) {
    case 'last':
      return values.at(-1);
    case 'first':
      return values[0];
    case 'firstNotNull':
      return present[0];
    case 'min':
      return present.length === 0 ? undefined : Math.min(...present);
    case 'max':
      return present.length === 0 ? undefined : Math.max(...present);
    case 'mean':
      return present.length === 0 ? undefined : sum / present.length;
    case 'sum':
    case 'total':
      return sum;
    case 'count':
      return values.length;
    case 'range':
      return present.length === 0 ? undefined : Math.max(...present) - Math.min(...present);
    case 'diff':
      return present.length === 0 ? undefined : (present.at(-1) ?? 0) - (present[0] ?? 0);
    default:
      // A value that is no number is what there is: Grafana writes NaN as well.
      return present.at(-1) ?? values.at(-1);
  }
};
