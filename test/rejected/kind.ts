import { platform, withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A receiver that does not exist. */
export const kind: Rejection = {
  code: 'KIND',
  catalogue: withTeam({ page: { ...platform.page, kind: 'pagerdty' } }),
  at: ['acme/platform'],
  hint: 'Did you mean "pagerduty"?',
};
