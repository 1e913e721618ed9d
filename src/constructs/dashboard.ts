import type { DashboardEntry, PanelEntry, QueryEntry, RowEntry, VariableEntry } from '../catalogue/dashboard.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { promqlOf, propsOf, type Query, queryMistakes } from './read-props.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

export interface QueryProps extends Omit<QueryEntry, 'expr'> {
  /** A query of the builder, or text: PromQL, and Lucene in a `logs` panel. */
  readonly expr: Query | string;
}

export interface PanelProps extends Omit<PanelEntry, 'queries'> {
  readonly queries?: readonly QueryProps[];
}

export interface RowProps extends Omit<RowEntry, 'panels'> {
  readonly panels: readonly PanelProps[];
}

export interface DashboardProps extends Omit<DashboardEntry, 'id' | 'rows'> {
  readonly rows: readonly RowProps[];
}

/** Any metric of a declaration, with its label names known to the compiler. */
export interface LabelledMetric<L extends string> {
  readonly labelNames?: L;
  readonly selection: { readonly selector: { readonly name?: string } };
}

/**
 * A choice of the values of a metric's label: `variables: { queue: labelValues(metrics.depth, 'queue') }` gives queries
 * the variable `$queue`. A label that the metric lacks does not compile.
 */
export const labelValues = <L extends string>(
  metric: LabelledMetric<L>,
  label: NoInfer<L>,
  options: Pick<VariableEntry, 'title' | 'unlabelled'> = {},
): VariableEntry => ({ ...options, metric: metric.selection.selector.name ?? '', label });

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
    const entry = (): DashboardEntry => ({ ...rest, id, title, rows: rowEntries(rows) });
    if (scope instanceof ObservabilityStack) scope.record('dashboards', entry);
    else this.scopeAs(scope, ServiceScope, 'a service or a stack')?.record('dashboards', entry());
  }
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;

const changed = (value: unknown, change: (item: object) => unknown): unknown =>
  Array.isArray(value)
    ? value.map((item: unknown) => (typeof item === 'object' && item !== null ? change(item) : item))
    : value;

/** The rows with their queries as text. What an untyped caller wrote elsewhere stays, for its shape to be reported. */
function rowEntries(rows: readonly RowProps[]): DashboardEntry['rows'];
function rowEntries(rows: unknown): unknown {
  const queryEntry = (query: object) => ({ ...query, expr: promqlOf(property(query, 'expr')) });
  const panelEntry = (panel: object) => ({ ...panel, queries: changed(property(panel, 'queries'), queryEntry) });
  return changed(rows, row => ({ ...row, panels: changed(property(row, 'panels'), panelEntry) }));
}
