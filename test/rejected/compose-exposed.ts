import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Ports of the stack on every network of the machine. */
export const composeExposed: Rejection = {
  code: 'COMPOSE-EXPOSED',
  catalogue: withStack({ targets: { compose: { bindAddress: '0.0.0.0' } } }),
  at: ['acme'],
  hint: 'Leave `bindAddress` out and put a proxy with TLS before the stack.',
  targets: ['compose'],
};
