import type { PanelEntry, PanelLink, QueryEntry } from '../catalogue/dashboard.ts';
import { selector } from '../ir/selector.ts';
import { alertThresholds } from '../model/alert-limits.ts';
import type { DashboardModel, Model, ServiceModel } from '../model/model.ts';
import { alertsNamed, type NamedAlert, pinnedBy } from '../model/named-alerts.ts';
import { platformUids } from './dashboards/built-in.ts';

/** What a dashboard shows of the world around it. */
export interface Surroundings {
  /** Pages beside the lists of dashboards. */
  readonly links: readonly PanelLink[];
  /** Query whose values are the moments, in milliseconds, at which a process of the service started. */
  readonly starts?: string;
}

/** Exposed by the process itself wherever a client library can see it. */
const startMetric = 'process_start_time_seconds';

const page = (uid: string): string => `/d/${uid}`;

/** Pages of log lines and traces, where the service has some. */
const evidence = (service: ServiceModel | undefined): readonly PanelLink[] => [
  ...((service?.logs.length ?? 0) > 0 ? [{ title: 'Logs', url: page(platformUids.logs) }] : []),
  ...((service?.traces.length ?? 0) > 0 ? [{ title: 'Traces', url: page(platformUids.traces) }] : []),
];

/** Links to pages outside of the dashboard, and a mark wherever the service was started anew. */
export const surroundingsOf = (model: Model, dashboard: DashboardModel): Surroundings => {
  const service = model.services.find(({ id }) => id === dashboard.service);
  const hasStarts = service?.metrics.has(startMetric) === true && service.scrape !== undefined;
  return {
    links: evidence(service),
    ...(hasStarts
      ? { starts: `${startMetric}${selector({ service: service.id, job: service.scrape?.job ?? service.id })} * 1000` }
      : {}),
  };
};

const alertLinks = ({ name, runbook = '' }: NamedAlert): readonly PanelLink[] => [
  { title: `Alert ${name}`, url: `/alerting/list?search=${encodeURIComponent(`rule:${name}`)}` },
  // A runbook that has no address leads nowhere from a browser.
  ...(/^https?:/.test(runbook) ? [{ title: `Runbook of ${name}`, url: runbook }] : []),
];

/** Alerts of one name share their page. */
const distinct = (links: readonly PanelLink[]): readonly PanelLink[] => [
  ...new Map(links.map(link => [link.url, link])).values(),
];

const withExemplars = (query: QueryEntry): QueryEntry =>
  query.exemplars === undefined && query.expr.includes('_bucket') ? { ...query, exemplars: true } : query;

/**
 * A dashboard with what its panels leave to others: limits and links of the alerts that they name, and marks of single
 * traces on histograms of services that send spans, in a stack whose Prometheus keeps exemplars.
 */
export const completed = (
  model: Model,
  all: readonly NamedAlert[],
): ((dashboard: DashboardModel) => DashboardModel) => {
  const keepsExemplars = model.prometheus.exemplars !== undefined;
  return dashboard => {
    const service = model.services.find(({ id }) => id === dashboard.service);
    const traced = keepsExemplars && (service?.traces.length ?? 0) > 0;
    const complete = (panel: PanelEntry): PanelEntry => {
      const pinned = panel.alerts === undefined ? undefined : pinnedBy(panel);
      const alerts = (panel.alerts ?? []).flatMap(name => alertsNamed(all, name, dashboard.service, pinned));
      const thresholds = panel.thresholds ?? alertThresholds(alerts, panel);
      const links = [
        ...(panel.links ?? []),
        ...distinct(alerts.flatMap(alertLinks)),
        ...(alerts.length > 0 ? evidence(service) : []),
      ];
      const marked = traced && panel.kind === 'timeseries' && panel.queries !== undefined;
      return {
        ...panel,
        ...(thresholds.length === 0 ? {} : { thresholds }),
        ...(links.length === 0 ? {} : { links }),
        ...(marked ? { queries: (panel.queries ?? []).map(withExemplars) } : {}),
      };
    };
    return { ...dashboard, rows: dashboard.rows.map(row => ({ ...row, panels: row.panels.map(complete) })) };
  };
};
