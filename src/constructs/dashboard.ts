import type { DashboardEntry, PanelEntry, QueryEntry } from '../catalogue/dashboard.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { promqlOf, propsOf, type Query, queryMistakes } from './read-props.ts';
import { Recorded } from './recorded.ts';
import type { ServiceScope } from './service.ts';

export interface QueryProps extends Omit<QueryEntry, 'expr'> {
  /** A query of the builder, or text: PromQL, and Lucene in a `logs` panel. */
  readonly expr: Query | string;
}

export interface PanelProps extends Omit<PanelEntry, 'queries'> {
  readonly queries?: readonly QueryProps[];
}

export interface RowProps {
  readonly title: string;
  readonly panels: readonly PanelProps[];
}

export interface DashboardProps extends Omit<DashboardEntry, 'id' | 'rows'> {
  readonly rows: readonly RowProps[];
}

/** A Grafana dashboard: rows of panels. Layout, ids, data sources and variables are filled in. */
export class Dashboard extends Recorded {
  constructor(scope: ObservabilityStack | ServiceScope, id: string, props: DashboardProps) {
    super(scope, id);
    const { rows = [], title = '', ...rest } = propsOf(props);
    const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
    for (const row of list(rows))
      for (const panel of list(property(row, 'panels')))
        for (const query of list(property(panel, 'queries')))
          this.note(queryMistakes(property(query, 'expr'), this.node.path));
    const entry = (): DashboardEntry => ({ ...rest, id, title, rows: rows.map(rowEntry) });
    if (scope instanceof ObservabilityStack) scope.record('dashboards', entry);
    else scope?.record('dashboards', entry());
  }
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;

const rowEntry = (row: RowProps): DashboardEntry['rows'][number] => ({
  ...row,
  panels: row.panels?.map(panelEntry) ?? [],
});

const panelEntry = ({ queries, ...panel }: PanelProps): PanelEntry => ({
  ...panel,
  ...(queries === undefined ? {} : { queries: queries.map(query => ({ ...query, expr: promqlOf(query.expr) })) }),
});
