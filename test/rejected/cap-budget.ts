import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A team that may use fewer series than its service has. */
export const capBudget: Rejection = {
  code: 'CAP-BUDGET',
  catalogue: withTeam({ budget: { series: 100, samplesPerSecond: 1 } }),
  at: ['acme/platform', 'acme/platform'],
  hint: "Store only what is read (`cardinality: 'used'`), leave out labels, scrape less often, or agree on a larger `budget`.",
};
