import { homeDashboardUid } from '../../ir/conventions.ts';
import { sloDetailUid } from '../../ir/dashboard-link.ts';
import type { DashboardModel, Model } from '../../model/model.ts';

/** A dashboard that a stack has without asking for it. */
export interface BuiltInDashboard {
  /** The file's name, for the registry's own test. */
  readonly id: string;
  /** One per service, one for the stack, or none where the stack has nothing that it could show. */
  readonly build: (model: Model) => readonly DashboardModel[];
}

/** Folder of the dashboards that belong to no service. */
export const platformFolder = 'platform';

/** Uids of the dashboards that belong to no service. */
export const platformUids = {
  about: 'about',
  alerts: 'alerts-incidents',
  capacity: 'capacity',
  home: homeDashboardUid,
  infrastructure: 'infrastructure',
  logs: 'logs',
  metaMonitoring: 'meta-monitoring',
  probesOverview: 'probes-overview',
  security: 'security',
  sloDetail: sloDetailUid,
  sloOverview: 'slo-overview',
  traces: 'traces',
  webVitals: 'web-vitals',
} as const;

/** What built-in dashboards share; the rest is their own. */
export const platformDashboard = (
  model: Model,
  own: Pick<DashboardModel, 'uid' | 'title' | 'description' | 'rows'> &
    Partial<Pick<DashboardModel, 'variables' | 'fixedChoices' | 'refresh' | 'range'>>,
): DashboardModel => ({
  id: own.uid,
  path: model.path,
  folder: platformFolder,
  service: undefined,
  job: undefined,
  tags: [],
  refresh: '30s',
  range: '6h',
  ...own,
});
