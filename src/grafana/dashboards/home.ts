import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import { serviceDashboardUid } from '../../ir/conventions.ts';
import type { Model, ServiceModel } from '../../model/model.ts';
import { about } from './about.ts';
import { firingCount } from './alert-panels.ts';
import { alertsIncidents } from './alerts-incidents.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';
import { capacity } from './capacity.ts';
import { infrastructure } from './infrastructure.ts';
import { logs } from './logs.ts';
import { metaMonitoring } from './meta-monitoring.ts';
import { probesOverview } from './probes-overview.ts';
import { security } from './security.ts';
import { sloDetail } from './slo-detail.ts';
import { sloOverview } from './slo-overview.ts';
import { stackParts } from './stack-parts.ts';
import { traces } from './traces.ts';
import { webVitals } from './web-vitals.ts';

const link = (uid: string, title: string): string => `[${title}](/d/${uid})`;

const line = (model: Model, service: ServiceModel): string => {
  const overview = link(serviceDashboardUid(service.id), service.id);
  const own = model.dashboards
    .filter(dashboard => dashboard.service === service.id && dashboard.uid !== serviceDashboardUid(service.id))
    .map(dashboard => link(dashboard.uid, dashboard.title));
  return `- ${[`**${overview}** (${service.owner}, tier ${service.tier})`, ...own].join(' · ')}`;
};

const hasSlos = (model: Model): boolean => model.services.some(service => service.slos.length > 0);

/** Pages of the platform in the order in which one needs them. */
const pages: readonly BuiltInDashboard[] = [
  alertsIncidents,
  sloOverview,
  sloDetail,
  probesOverview,
  logs,
  traces,
  infrastructure,
  security,
  webVitals,
  metaMonitoring,
  capacity,
  stackParts,
  about,
];

/** Links to every dashboard of the stack, by service. */
const contents = (model: Model): PanelEntry => {
  const platform = [
    ...pages.flatMap(page => page.build(model)),
    ...model.dashboards.filter(({ service }) => service === undefined),
  ].map(({ uid, title }) => link(uid, title));
  return {
    kind: 'text',
    title: 'Dashboards',
    description: 'Every dashboard of the stack.',
    text: [
      ...model.services.map(service => line(model, service)),
      `- ${['**Platform**', ...platform].join(' · ')}`,
    ].join('\n'),
    width: 24,
    height: 8,
  };
};

const targetsUp: PanelEntry = {
  kind: 'state-timeline',
  title: 'Services',
  description: 'Green while every target of a service answers scrapes, red while at least one does not.',
  unit: 'bool',
  queries: [{ expr: 'min by (service) (up)', legend: '{{service}}' }],
  thresholds: [
    { at: 0, color: 'red' },
    { at: 1, color: 'green' },
  ],
  width: 12,
};

/** The page that Grafana opens first. */
export const home: BuiltInDashboard = {
  id: 'home',
  build: model => [
    platformDashboard(model, {
      uid: platformUids.home,
      title: `${model.org}: home`,
      description: 'What fires, what is left of the budgets, and the way to every other dashboard.',
      rows: [
        {
          title: 'Now',
          panels: [firingCount(), panels.alertTable({}, { title: 'What fires, and what to do', width: 18, height: 8 })],
        },
        {
          title: 'Services',
          panels: [
            targetsUp,
            ...(hasSlos(model) ? [panels.budgetBars({}, { title: 'Error budgets', height: 8 })] : []),
          ],
        },
        { title: 'Pages', panels: [contents(model)] },
      ],
    }),
  ],
};
