import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A namespace in capitals. */
export const targetName: Rejection = {
  code: 'TARGET-NAME',
  catalogue: withStack({ targets: { kubernetes: { namespace: 'Monitoring', hostNamespace: 'monitoring-host' } } }),
  at: ['acme'],
  hint: 'Use at most 63 lower case letters, digits and `-`.',
};
