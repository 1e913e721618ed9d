import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A waiting time between two evaluations. */
export const forInterval: Rejection = {
  code: 'FOR-INTERVAL',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, for: '65s' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: "Set for: '1m30s', or evaluate the rules more often.",
};
