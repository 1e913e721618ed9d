import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on a target that is down, which says nothing when the target is gone. */
export const absent: Rejection = {
  code: 'ABSENT',
  catalogue: withService({
    runtime: { ...api.runtime, options: { ...api.runtime.options, alerts: { ServiceDown: false } } },
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'up{job="api"} == 0' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Add: or absent(up{job="api"}).',
};
