import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A bucket bound that two releases write differently. */
export const pqlLe: Rejection = {
  code: 'PQL-LE',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum(rate(http_request_duration_seconds_bucket{service="api",le="1"}[5m])) == 0',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Write le=~"1(\\\\.0)?", which finds it under both names.',
};
