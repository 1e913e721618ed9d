import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert with an open parenthesis. */
export const pqlSyntax: Rejection = {
  code: 'PQL-SYNTAX',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(rate(http_requests_total[5m])' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: undefined,
};
