import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert that asks for a label which the metric lacks. */
export const labelUnknown: Rejection = {
  code: 'LABEL-UNKNOWN',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(rate(http_requests_total{stauts="500"}[5m])) == 0' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Did you mean "status"?',
};
