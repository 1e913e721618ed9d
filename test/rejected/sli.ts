import { Service } from '../../src/constructs/service.ts';
import { AvailabilitySlo } from '../../src/constructs/slo.ts';
import { acceptedStack } from '../accepted/stack.ts';
import type { Rejection } from './rejection.ts';

const { stack, team } = acceptedStack();
const api = new Service(stack, 'api', { owner: team });
new AvailabilitySlo(api, 'availability', { objective: '99.9%', runbook: 'errors' });

/** A promise of a service that counts nothing. */
export const sli: Rejection = {
  code: 'SLI',
  ...stack.toProgram(),
  at: ['acme/api/availability'],
  hint: 'Add runtime: flask(), or give the objective `errors` and `total`.',
};
