import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkType,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { firingAlerts } from '../ir/selector.ts';
import type { DashboardModel } from '../model/model.ts';
import { pageLink } from './links.ts';
import { prometheusRef } from './queries.ts';
import type { Surroundings } from './surroundings.ts';
import { variables } from './variables.ts';

/** Refresh rates offered to readers; the shortest is the server's limit. */
export const refreshIntervals = ['5s', '30s', '1m', '5m', '15m', '1h'] as const;

/** Carried by every dashboard of a service: they link to each other by it. */
export const serviceTag = (service: string): string => `service:${service}`;

/** Carried by every dashboard that belongs to no service. */
export const platformTag = 'platform';

const link = (title: string, tag: string): Builder<DashboardLink> => ({
  build: () => ({
    title,
    type: DashboardLinkType.Dashboards,
    icon: 'external link',
    tooltip: '',
    tags: [tag],
    asDropdown: true,
    targetBlank: false,
    includeVars: false,
    keepTime: true,
  }),
});

/** Title of the marks that firing alerts leave on every graph. */
export const firingAlertsTitle = 'Firing alerts';

/** Query behind those marks: the alerts of the dashboard's service, or all. */
export const firingOf = ({ service }: Pick<DashboardModel, 'service'>): string =>
  firingAlerts(service === undefined ? {} : { service });

const annotation = (dashboard: DashboardModel): Builder<AnnotationQuery> => ({
  build: () => ({
    name: firingAlertsTitle,
    datasource: prometheusRef,
    enable: true,
    hide: false,
    iconColor: 'red',
    expr: firingOf(dashboard),
    step: '60s',
    titleFormat: '{{alertname}}',
    textFormat: '{{service}} {{severity}}',
    tagKeys: 'severity,team',
    useValueForTime: false,
  }),
});

/** Title of the marks that started processes leave: each is a deployment, or a restart that nobody ordered. */
export const startsTitle = 'Deployments and restarts';

const startAnnotation = (expr: string): Builder<AnnotationQuery> => ({
  build: () => ({
    name: startsTitle,
    datasource: prometheusRef,
    enable: true,
    hide: false,
    iconColor: 'blue',
    expr,
    step: '60s',
    titleFormat: '{{service}} started',
    textFormat: '{{instance}}',
    tagKeys: 'service',
    useValueForTime: true,
  }),
});

/** Everything about a dashboard but its panels. */
export const frame = (dashboard: DashboardModel, { links, starts }: Surroundings): DashboardBuilder => {
  const group = dashboard.service === undefined ? platformTag : serviceTag(dashboard.service);
  const builder = new DashboardBuilder(dashboard.title)
    .uid(dashboard.uid)
    .tags([...new Set([group, ...dashboard.tags])])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .timezone('browser')
    .time({ from: `now-${dashboard.range}`, to: 'now' })
    .timepicker(new TimePickerBuilder().refreshIntervals([...refreshIntervals]))
    .refresh(dashboard.refresh)
    .variables(variables(dashboard))
    .annotations([annotation(dashboard), ...(starts === undefined ? [] : [startAnnotation(starts)])])
    .links([
      ...(dashboard.service === undefined ? [] : [link('This service', serviceTag(dashboard.service))]),
      ...links.map(pageLink),
      link('Platform', platformTag),
    ]);
  return dashboard.description === undefined ? builder : builder.description(dashboard.description);
};
