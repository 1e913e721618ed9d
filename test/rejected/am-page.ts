import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A team with critical alerts and nobody to wake. */
export const amPage: Rejection = {
  code: 'AM-PAGE',
  catalogue: withTeam({ page: undefined }),
  at: ['acme/platform'],
  hint: 'Add page: pagerduty({…}), or lower the alerts to warning.',
};
