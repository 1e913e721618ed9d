import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An option of a target with a typo. */
export const targetOption: Rejection = {
  code: 'TARGET-OPTION',
  catalogue: withStack({ targets: { kubernetes: { namespce: 'monitoring' } } }),
  at: ['acme'],
  hint: 'Did you mean "namespace"?',
};
