import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A choice of methods that no query asks for. */
export const dashUnused: Rejection = {
  code: 'DASH-UNUSED',
  catalogue: withService({
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      variables: { method: { metric: 'http_requests_total', label: 'method' } },
    })),
  }),
  at: ['acme/api/api-requests'],
  hint: 'Write `label=~"$method"` in a query, or remove the variable.',
};
