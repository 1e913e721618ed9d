import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import { firingAlerts, selector } from '../../ir/selector.ts';
import type { Model, ServiceModel } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';
import { trafficOf } from './request-panels.ts';

/** What programs write when somebody is turned away. */
const refusals = 'message:(unauthorized OR forbidden OR denied OR "invalid token" OR "login failed")';

const alerts: readonly PanelEntry[] = [
  panels.number(`count(${firingAlerts({ category: 'security' })}) or vector(0)`, {
    title: 'Security alerts',
    description: 'Alerts about security that fire now.',
    unit: 'short',
    legend: 'Firing',
    thresholds: [{ at: 1, color: 'red' }],
    height: 8,
  }),
  panels.alertList('category="security"', { title: 'Active security alerts', width: 18 }),
];

/** Statuses that say who was turned away; only where a service counts exact ones. */
const turnedAway = (service: ServiceModel): readonly PanelEntry[] => {
  const requests = trafficOf(service)?.requests;
  const labels = requests === undefined ? undefined : service.metrics.get(requests)?.labels;
  const status = ['status', 'status_code'].find(label => labels !== undefined && label in labels);
  if (requests === undefined || status === undefined || labels?.[status]?.values !== undefined) return [];
  const refused = `${requests}${selector({ service: service.id }, {}, [`${status}=~"401|403|429"`])}`;
  return [
    panels.requestRate(refused, {
      by: [status],
      title: `Turned away: ${service.id}`,
      description: 'Requests per second that were answered 401, 403 or 429. A peak is an attack or an expired key.',
      alerts: ['ApiRateLimitHits'],
      thresholds: [],
    }),
  ];
};

const written = (model: Model): readonly PanelEntry[] =>
  model.services.some(({ logs }) => logs.length > 0)
    ? [
        panels.logCount(
          refusals,
          { by: 'data_stream.dataset' },
          {
            title: 'Refusals in logs',
            description: 'Log lines about refused logins, tokens and rights, by dataset.',
            width: 24,
          },
        ),
        panels.logs(refusals, { title: 'Newest refusals' }),
      ]
    : [];

/** Who was turned away, and what fires about it. */
export const security: BuiltInDashboard = {
  id: 'security',
  build: model => {
    const rows = [
      { title: 'Requests', panels: model.services.flatMap(turnedAway) },
      { title: 'Logs', panels: written(model) },
    ].filter(row => row.panels.length > 0);
    return rows.length === 0
      ? []
      : [
          platformDashboard(model, {
            uid: platformUids.security,
            title: 'Security',
            description: 'Refused requests and logins, and the alerts about them.',
            range: '24h',
            rows: [{ title: 'Alerts', panels: alerts }, ...rows],
          }),
        ];
  },
};
