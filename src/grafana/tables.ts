import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { ColumnEntry, PanelEntry } from '../catalogue/dashboard.ts';
import { cellLink } from './links.ts';
import { noData, type PanelDraft, withValues } from './looks.ts';
import { refId } from './ref-id.ts';
import { stateMappings, textMappings } from './states.ts';
import { thresholds } from './thresholds.ts';
import { unitStyles } from './units.ts';

/** Name of the column with the values of a query, as Grafana calls it: several queries are told apart by their letter. */
const valueColumn = (index: number, count: number): string => (count > 1 ? `Value #${refId(index)}` : 'Value');

const columnOverride = ({
  title,
  unit,
  width,
  texts,
  colors,
  states = [],
  thresholds: limits,
  link,
}: ColumnEntry): DynamicConfigValue[] => {
  const mappings = [...stateMappings(states), ...textMappings(texts, colors)];
  const decimals = unit === undefined ? undefined : unitStyles[unit].decimals;
  const isColoured = colors !== undefined || limits !== undefined || states.length > 0;
  return [
    ...(title === undefined ? [] : [{ id: 'displayName', value: title }]),
    ...(unit === undefined ? [] : [{ id: 'unit', value: unitStyles[unit].id }]),
    ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
    ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
    ...(limits === undefined ? [] : [{ id: 'thresholds', value: thresholds(limits).build() }]),
    ...(mappings.length === 0 ? [] : [{ id: 'mappings', value: mappings }]),
    ...(isColoured ? [{ id: 'custom.cellOptions', value: { type: 'color-text' } }] : []),
    // Sentences break, cells grow: what is cut off cannot be read at a glance.
    ...(texts === undefined ? [] : [{ id: 'custom.cellOptions', value: { type: 'auto', wrapText: true } }]),
    ...(link === undefined ? [] : [{ id: 'links', value: [cellLink(link)] }]),
  ];
};

/** The columns of the queries, headed by their legends, and those of labels that the author dressed. */
const columnsOf = ({ queries = [], columns = {} }: PanelEntry): readonly (readonly [string, ColumnEntry])[] => {
  const legends = new Set(queries.flatMap(({ legend }) => legend ?? []));
  return [
    ...queries.flatMap(({ legend }, index) =>
      legend === undefined
        ? []
        : [[valueColumn(index, queries.length), { title: legend, ...columns[legend] }] as const],
    ),
    ...Object.entries(columns).filter(([name]) => !legends.has(name)),
  ];
};

const dressed = (entry: PanelEntry): TableBuilder =>
  columnsOf(entry).reduce(
    (builder, [name, column]) => builder.overrideByName(name, columnOverride(column)),
    withValues(new TableBuilder(), entry),
  );

const merge = { id: 'merge', options: {} };

/** One line per series with its labels as columns; the time of an instant query says nothing. */
export const table = (entry: PanelEntry): PanelDraft =>
  dressed(entry).transformations([
    ...((entry.queries?.length ?? 0) > 1 ? [merge] : []),
    { id: 'organize', options: { excludeByName: { Time: true } } },
  ]);

/** Jaeger's own columns, with the units and the links that it gives them. */
export const traces = (entry: PanelEntry): PanelDraft => new TableBuilder().noValue(entry.noData ?? noData);

const severityColors = { critical: 'red', warning: 'orange', info: 'blue' } as const;
const priorityColors = { P0: 'red', P1: 'red', P2: 'orange', P3: 'blue' } as const;

/** What comes first is read first. */
const alertColumns = ['priority', 'severity', 'alertname', 'action', 'service', 'team', 'Value'] as const;

/** The alerts that fire, the most urgent first, each with what to do. */
export const alertTable = (entry: PanelEntry): PanelDraft => {
  const columns: Readonly<Record<string, ColumnEntry>> = {
    priority: { title: 'Priority', width: 80, colors: priorityColors },
    severity: { title: 'Severity', width: 90, colors: severityColors },
    alertname: {
      title: 'Alert',
      width: 260,
      link: { title: 'Since when, and its details', url: '/alerting/list?search=rule:${__value.raw}' },
    },
    service: { title: 'Service', width: 150 },
    team: { title: 'Team', width: 110 },
    Value: { title: 'Alerts', width: 70 },
    ...entry.columns,
    action: { title: 'What to do', ...entry.columns?.['action'] },
  };
  return dressed({ ...entry, columns })
    .sortBy([{ build: () => ({ displayName: 'Priority', desc: false }) }])
    .transformations([
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: Object.fromEntries(alertColumns.map((name, index) => [name, index])),
        },
      },
    ]);
};
