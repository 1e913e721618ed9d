import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on three events of a counter that appears with the first of them. */
export const pqlBirth: Rejection = {
  code: 'PQL-BIRTH',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum(increase(http_requests_total{service="api",status="500"}[15m])) >= 3',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Use increaseSinceBirth(\'15m\') of the builder, or write `(http_requests_total{service="api",status="500"} unless last_over_time(http_requests_total{service="api",status="500"}[1h] offset 15m)) or increase(http_requests_total{service="api",status="500"}[15m])`, or start every series at 0 and declare the counter with zeroInitialised: true.',
};
