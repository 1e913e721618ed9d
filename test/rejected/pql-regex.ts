import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A pattern with anchors that it has anyway. */
export const pqlRegex: Rejection = {
  code: 'PQL-REGEX',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum(rate(http_requests_total{service="api",status=~"^5..$"}[5m])) == 0',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Write `status=~"5.."`: patterns are anchored at both ends.',
};
