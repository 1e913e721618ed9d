import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A runbook with a link to a page that does not exist. */
export const docLink: Rejection = {
  code: 'DOC-LINK',
  catalogue: withService({
    // Only the runbook's own page shows it: no alert leads there.
    runbooks: [...api.runbooks, { id: 'roll-back', title: 'Roll back', steps: ['See [errors](api-error.md).'] }],
  }),
  at: ['acme/api/roll-back'],
  hint: 'Did you mean "dist/runbooks/api-errors.md"?',
};
