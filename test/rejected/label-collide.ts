import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A rule that sets the label which tells organisations apart. */
export const labelCollide: Rejection = {
  code: 'LABEL-COLLIDE',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, labels: { org: 'other' } })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Give the label another name.',
};
