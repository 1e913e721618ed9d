import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A dashboard larger than what `kubectl apply` can store in an annotation. */
export const cmSize: Rejection = {
  code: 'CM-SIZE',
  catalogue: withService({
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      rows: [
        {
          title: 'About',
          panels: [{ kind: 'text', title: 'About', description: 'All of it.', text: 'x'.repeat(270_000) }],
        },
      ],
    })),
  }),
  at: ['acme/api/api-requests'],
  hint: 'Split it: several dashboards, or rules in several groups.',
};
