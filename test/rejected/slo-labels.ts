import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A budget for each value of a label that the requests do not have. */
export const sloLabels: Rejection = {
  code: 'SLO-LABELS',
  catalogue: withService({ slos: [{ ...api.slos[0], groupBy: ['tenant'] }] }),
  at: ['acme/api/availability'],
  hint: 'Leave `tenant` out of `groupBy`, or add it to `http_requests_total` in the application.',
};
