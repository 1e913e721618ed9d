import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert whose summary is blank: the person woken reads nothing. */
export const alertAnn: Rejection = {
  code: 'ALERT-ANN',
  catalogue: withService({ alerts: api.alerts.map(alert => ({ ...alert, summary: ' ' })) }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Write a summary and a first action that are more than blanks.',
};
