import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Nothing outside notices when the monitoring dies. */
export const amDeadman: Rejection = {
  code: 'AM-DEADMAN',
  catalogue: withStack({ heartbeat: undefined }),
  at: ['acme'],
  hint: "Add heartbeat: deadman({secretUrl: secret('…')}) of a service that raises the alarm when it hears nothing for 5 minutes.",
};
