import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A recorded ratio that is 0 / 0 at night. */
export const pqlNan: Rejection = {
  code: 'PQL-NAN',
  catalogue: withService({
    records: [
      {
        id: 'error-ratio',
        record: 'api:http_errors:ratio5m',
        expr: 'sum(rate(http_requests_total{service="api",status=~"5.."}[5m])) / sum(rate(http_requests_total{service="api"}[5m]))',
      },
    ],
  }),
  at: ['acme/api/error-ratio'],
  hint: 'Divide by `(sum(rate(http_requests_total{service="api"}[5m])) > 0)`: without traffic there is then no ratio.',
};
