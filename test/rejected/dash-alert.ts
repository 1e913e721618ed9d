import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A panel about an alert of another name. */
export const dashAlert: Rejection = {
  code: 'DASH-ALERT',
  catalogue: withService({
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      rows: dashboard.rows.map(row => ({
        ...row,
        panels: row.panels.map(panel => ({ ...panel, alerts: ['ApiLatencyHihg'] })),
      })),
    })),
  }),
  at: ['acme/api/api-requests'],
  hint: 'Did you mean "ApiLatencyHigh"?',
};
