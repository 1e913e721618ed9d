import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert that leads to a page which does not exist. */
export const runbook: Rejection = {
  code: 'RUNBOOK',
  catalogue: withService({ alerts: api.alerts.map(alert => ({ ...alert, runbook: 'error' })) }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Did you mean "errors"?',
};
