import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Pods where there is no cluster. */
export const targetJob: Rejection = {
  code: 'TARGET-JOB',
  catalogue: withStack({ scrapeJobs: [{ id: 'pods', discover: { kind: 'kubernetes', role: 'pod' } }] }),
  targets: ['compose'],
  at: ['acme/pods'],
  hint: "Write only: ['kubernetes'] on the job, or find its targets otherwise.",
};
