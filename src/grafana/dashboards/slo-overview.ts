import { panels } from '../../catalogue/panels.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

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
                panels: [panels.budgetRemaining({}), panels.budgetExhaustion({})].map(panel => ({
                  ...panel,
                  width: 24,
                })),
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
