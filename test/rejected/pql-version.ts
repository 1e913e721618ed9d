import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A function that came with a later release. */
export const pqlVersion: Rejection = {
  code: 'PQL-VERSION',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'double_exponential_smoothing(up{service="api"}[5m], 0.5, 0.5) < 1',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Target Prometheus 3.0 or newer, or write the expression without it.',
  versions: { prometheus: '2.53.3' },
  with: ['VERSION-DROP'],
};
