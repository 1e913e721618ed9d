import { platform, withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A receiver with a name that no team uses. */
export const amUnused: Rejection = {
  code: 'AM-UNUSED',
  catalogue: withStack({ receivers: [{ id: 'ops-room', sends: [platform.notify] }] }),
  at: ['acme/ops-room'],
  hint: 'Make it the channel of a team, or remove it.',
};
