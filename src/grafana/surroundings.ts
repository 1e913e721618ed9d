import type { ColumnEntry, PanelEntry, PanelLink, QueryEntry } from '../catalogue/dashboard.ts';
import { dashboardLink } from '../ir/dashboard-link.ts';
import { selector } from '../ir/selector.ts';
import { alertThresholds } from '../model/alert-limits.ts';
import type { DashboardModel, Model, ServiceModel } from '../model/model.ts';
import { alertsOfPanel, type NamedAlert, pinnedBy } from '../model/named-alerts.ts';
import { platformUids } from './dashboards/built-in.ts';
import { groupLegends } from './group-legends.ts';
import { schemaVersion } from './schema-version.ts';

/** What a dashboard shows of the world around it. */
export interface Surroundings {
  /** Pages beside the lists of dashboards. */
  readonly links: readonly PanelLink[];
  /** Query whose values are the moments, in milliseconds, at which a process of the service started. */
  readonly starts?: string;
  /** The schema that the targeted Grafana writes; by default the newest. */
  readonly schema?: number;
}

/** Exposed by the process itself wherever a client library can see it. */
const startMetric = 'process_start_time_seconds';

interface Page {
  readonly title: string;
  readonly uid: string;
}

/** Pages of log lines and traces, where the service has some. */
const evidence = (service: ServiceModel | undefined): readonly Page[] => [
  ...((service?.logs.length ?? 0) > 0 ? [{ title: 'Logs', uid: platformUids.logs }] : []),
  ...((service?.traces.length ?? 0) > 0 ? [{ title: 'Traces', uid: platformUids.traces }] : []),
];

/** Links to pages outside of the dashboard, and a mark wherever the service was started anew. */
export const surroundingsOf = (model: Model, dashboard: DashboardModel): Surroundings => {
  const service = model.services.find(({ id }) => id === dashboard.service);
  const hasStarts = service?.metrics.has(startMetric) === true && service.scrape !== undefined;
  return {
    schema: schemaVersion(model.versions.grafana),
    links: evidence(service).map(({ title, uid }) => ({ title, url: `/d/${uid}` })),
    ...(hasStarts
      ? { starts: `${startMetric}${selector({ service: service.id, job: service.scrape?.job ?? service.id })} * 1000` }
      : {}),
  };
};

/** The same on a panel, where Grafana does not keep the time range by itself. */
const inPanel = ({ title, uid }: Page): PanelLink => ({ title, url: dashboardLink(uid) });

const alertLinks = ({ name, runbook = '' }: NamedAlert): readonly PanelLink[] => [
  { title: `Alert ${name}`, url: `/alerting/list?search=${encodeURIComponent(`rule:${name}`)}` },
  // A runbook that has no address leads nowhere from a browser.
  ...(/^https?:/.test(runbook) ? [{ title: `Runbook of ${name}`, url: runbook }] : []),
];

/** Alerts of one name share their page. */
const distinct = (links: readonly PanelLink[]): readonly PanelLink[] => [
  ...new Map(links.map(link => [link.url, link])).values(),
];

/** An action as a table shows it: what a template stands for is said by its name. */
const plainAction = (action: string): string =>
  action.replace(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, 'the $1').replace(/\{\{[^}]*\}\}/g, 'the value');

/** What to do about each alert that the table can show, by service and name; the cell leads to the runbook. */
const actionColumn = (model: Model, all: readonly NamedAlert[], panel: PanelEntry): ColumnEntry => {
  const pinned = [...pinnedBy(panel)];
  const texts = Object.fromEntries(
    all
      .filter(({ labels }) => pinned.every(([label, value]) => (labels[label] ?? value) === value))
      .flatMap(({ service, name, action }) =>
        action === undefined ? [] : [[`${service}/${name}`, plainAction(action)] as const],
      ),
  );
  return {
    texts,
    ...(/^https?:/.test(model.runbookBase)
      ? { link: { title: 'Runbook', url: `${model.runbookBase}/\${__value.raw}.md` } }
      : {}),
    ...panel.columns?.['action'],
  };
};

const withExemplars = (query: QueryEntry): QueryEntry =>
  query.exemplars === undefined && query.expr.includes('_bucket') ? { ...query, exemplars: true } : query;

/**
 * A dashboard with what its panels leave to others: limits and links of the alerts that they name, the groups of
 * objectives, and marks of single traces on histograms of services that send spans, in a stack whose Prometheus keeps exemplars.
 */
export const completed = (
  model: Model,
  all: readonly NamedAlert[],
): ((dashboard: DashboardModel) => DashboardModel) => {
  const keepsExemplars = model.prometheus.exemplars !== undefined;
  const named = groupLegends(model);
  return dashboard => {
    const service = model.services.find(({ id }) => id === dashboard.service);
    const traced = keepsExemplars && (service?.traces.length ?? 0) > 0;
    const complete = (panel: PanelEntry): PanelEntry => {
      const alerts = (panel.alerts ?? []).flatMap(name => alertsOfPanel(all, name, dashboard.service, panel));
      const thresholds = panel.thresholds ?? alertThresholds(alerts, panel);
      const links = [
        ...(panel.links ?? []),
        ...distinct(alerts.flatMap(alertLinks)),
        ...(alerts.length > 0 ? evidence(service).map(inPanel) : []),
      ];
      const marked = traced && panel.kind === 'timeseries';
      return {
        ...panel,
        ...(thresholds.length === 0 ? {} : { thresholds }),
        ...(links.length === 0 ? {} : { links }),
        ...(panel.kind === 'alert-table'
          ? { columns: { ...panel.columns, action: actionColumn(model, all, panel) } }
          : {}),
        ...(panel.queries === undefined
          ? {}
          : { queries: panel.queries.map(named).map(query => (marked ? withExemplars(query) : query)) }),
      };
    };
    return { ...dashboard, rows: dashboard.rows.map(row => ({ ...row, panels: row.panels.map(complete) })) };
  };
};
