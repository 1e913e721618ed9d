import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A panel with numbers of no unit. */
export const dashUnit: Rejection = {
  code: 'DASH-UNIT',
  catalogue: withService({
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      rows: dashboard.rows.map(row => ({ ...row, panels: row.panels.map(panel => ({ ...panel, unit: undefined })) })),
    })),
  }),
  at: ['acme/api/api-requests'],
  hint: 'Write `unit`, for example "reqps", "s" or "percentunit"; "short" is a plain count.',
};
