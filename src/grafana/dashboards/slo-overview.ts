import { panels } from '../../catalogue/panels.ts';
import { sloSeries } from '../../ir/conventions.ts';
import { dashboardLink, sloDetailUid } from '../../ir/dashboard-link.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const of = (series: string): string => `max by (service, slo) (${series})`;

/** One line per objective; what is in danger has the colour of it. */
const everyObjective = panels.table(
  [
    { expr: of(sloSeries.objective), legend: 'Objective' },
    { expr: of(sloSeries.remaining), legend: 'Budget left' },
    { expr: of(sloSeries.burnRate('1h')), legend: 'Burn rate, 1 h' },
    { expr: of(sloSeries.burnRate('6h')), legend: 'Burn rate, 6 h' },
    { expr: of(sloSeries.exhaustion), legend: 'Gone in' },
    { expr: of(sloSeries.frozen), legend: 'Deployments' },
  ],
  {
    title: 'Every objective',
    description:
      'What each objective promises, what is left of its budget and how fast it burns: at 1 it lasts exactly its window. A name leads to the page of the objective. Empty below "Gone in": it does not burn.',
    unit: 'short',
    columns: {
      service: { title: 'Service' },
      slo: {
        title: 'Name',
        link: { title: 'This objective', url: dashboardLink(sloDetailUid, { slo: '${__value.raw}' }) },
      },
      Objective: { unit: 'percentunit' },
      'Budget left': {
        unit: 'percentunit',
        thresholds: [
          { at: 0, color: 'orange' },
          { at: 0.2, color: 'green' },
        ],
      },
      'Burn rate, 1 h': { thresholds: [{ at: 1, color: 'orange' }] },
      'Burn rate, 6 h': { thresholds: [{ at: 1, color: 'orange' }] },
      'Gone in': {
        unit: 's',
        thresholds: [
          { at: 86_400, color: 'orange' },
          { at: 604_800, color: 'green' },
        ],
      },
      Deployments: {
        states: [
          { is: 0, text: 'open', color: 'green' },
          { is: 1, text: 'frozen', color: 'red' },
        ],
      },
    },
    width: 24,
    height: 10,
  },
);

/** Every promise of the organisation on one page. */
export const sloOverview: BuiltInDashboard = {
  id: 'slo-overview',
  build: model =>
    model.services.some(service => service.slos.length > 0)
      ? [
          platformDashboard(model, {
            uid: platformUids.sloOverview,
            title: 'Service level objectives',
            description: 'Error budgets of all services: what is left, how fast it burns, and who may not deploy.',
            rows: [
              {
                title: 'Now',
                panels: [panels.freezeBanner({}), everyObjective],
              },
              {
                title: 'Speed',
                panels: [panels.sloBurn({}, '1h'), panels.sloBurn({}, '6h'), panels.budgetHistory({})],
              },
              { title: 'Deployments', panels: [{ ...panels.freezeHistory({}), width: 24 }] },
            ],
          }),
        ]
      : [],
};
