import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert that shows a label which its expression drops. */
export const tmpl: Rejection = {
  code: 'TMPL',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, action: 'Look at {{ $labels.endpoint }}.' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Keep `endpoint` in the expression, or write the text itself: labels that the rule sets cannot be shown.',
};
