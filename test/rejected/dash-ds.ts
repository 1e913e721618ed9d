import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A panel that asks nothing. */
export const dashDs: Rejection = {
  code: 'DASH-DS',
  catalogue: withService({
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      rows: [
        { title: 'Requests', panels: [{ kind: 'timeseries', title: 'Rate', description: 'Nothing.', unit: 'reqps' }] },
      ],
    })),
  }),
  at: ['acme/api/api-requests'],
  hint: 'Give it `queries`, or make it a `text` panel.',
};
