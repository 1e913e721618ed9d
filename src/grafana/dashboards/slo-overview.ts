import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';
import { budgetHistory, budgetRemaining, burnRate, exhaustion, frozen } from './slo-panels.ts';

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
              { title: 'Now', panels: [budgetRemaining({}), exhaustion({})].map(panel => ({ ...panel, width: 24 })) },
              { title: 'Speed', panels: [burnRate({}, '1h'), burnRate({}, '6h'), budgetHistory({})] },
              { title: 'Deployments', panels: [{ ...frozen({}), width: 24 }] },
            ],
          }),
        ]
      : [],
};
