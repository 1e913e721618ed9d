import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A scrape job with the name of Prometheus’ own. */
export const jobDup: Rejection = {
  code: 'JOB-DUP',
  catalogue: withService({ scrape: { job: 'prometheus' } }),
  at: ['acme/api'],
  hint: 'Set another `job` on one of them: in `scrape` of a service, or in the scrape job.',
};
