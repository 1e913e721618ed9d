import type { PanelEntry, RowEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import { serviceDashboardUid } from '../../ir/conventions.ts';
import { selector } from '../../ir/selector.ts';
import type { DashboardModel, LogModel, ServiceModel } from '../../model/model.ts';
import type { ScrapeModel } from '../../model/scrape-model.ts';
import { firingCount } from './alert-panels.ts';
import type { BuiltInDashboard } from './built-in.ts';
import { probePanels } from './probe-panels.ts';
import { requestPanels } from './request-panels.ts';
import { rowsOfUse } from './rows-of-use.ts';

const replicasUp = (service: string, { job }: ScrapeModel): PanelEntry => ({
  kind: 'stat',
  title: 'Instances up',
  description: 'Share of instances whose last scrape succeeded. No data: discovery finds none at all.',
  unit: 'percentunit',
  queries: [{ expr: `avg(up${selector({ job, service })})`, legend: 'Up' }],
  thresholds: [
    { at: 0.5, color: 'orange' },
    { at: 1, color: 'green' },
  ],
});

const upHistory = (service: string, { job }: ScrapeModel): PanelEntry => ({
  kind: 'state-timeline',
  title: 'Instances',
  description: 'Green while an instance answers scrapes. A new line is a new replica, a line that ends an old one.',
  unit: 'bool',
  queries: [{ expr: `up${selector({ job, service }, { instance: '$instance' })}`, legend: '{{instance}}' }],
  thresholds: [
    { at: 0, color: 'red' },
    { at: 1, color: 'green' },
  ],
  width: 24,
  height: 6,
});

const logPanel = (log: LogModel): PanelEntry => ({
  kind: 'logs',
  title: `Logs: ${log.id}`,
  description: 'The newest log lines in the chosen time range. Open a line to follow its trace.',
  queries: [{ expr: `data_stream.dataset:"${log.dataset}"` }],
});

/** Rows that would be empty are left out: a service shows what it has. */
const rows = (service: ServiceModel): readonly RowEntry[] => {
  const where = { service: service.id };
  const { scrape } = service;
  const hasSlos = service.slos.length > 0;
  return [
    {
      title: 'Now',
      panels: [
        ...(scrape === undefined ? [] : [replicasUp(service.id, scrape)]),
        firingCount(where),
        ...(hasSlos
          ? [panels.budgetRemaining(where, { alerts: ['SLOErrorBudgetAtRisk', 'SLOErrorBudgetExhausted'] })]
          : []),
        panels.alertTable(where, { title: 'What fires, and what to do', height: 7 }),
      ],
    },
    { title: 'Requests', panels: requestPanels(service) },
    {
      title: 'Objectives',
      panels: hasSlos ? [panels.budgetHistory(where), panels.sloBurn(where, '1h'), panels.sloBurn(where, '6h')] : [],
    },
    ...service.uses.flatMap(rowsOfUse),
    { title: 'Probes', panels: service.probes.length > 0 ? probePanels(service.id) : [] },
    {
      title: 'Instances',
      panels: scrape === undefined ? [] : [upHistory(service.id, scrape)],
    },
    { title: 'Logs', panels: service.logs.map(logPanel) },
  ].filter(row => row.panels.length > 0);
};

const overview = (service: ServiceModel): DashboardModel => ({
  id: service.id,
  path: service.path,
  uid: serviceDashboardUid(service.id),
  title: `${service.id} overview`,
  description: `What ${service.id} promises, how it does, and what fires. Alerts of the service link here.`,
  folder: service.owner,
  service: service.id,
  job: service.scrape?.job,
  tags: ['overview'],
  refresh: '30s',
  range: '6h',
  rows: rows(service),
});

/** One page per service, made of what the service has; alerts link to it. */
export const serviceOverview: BuiltInDashboard = {
  id: 'service-overview',
  build: model => model.services.map(overview),
};
