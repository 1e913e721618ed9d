import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Log lines that nobody counts. */
export const logCount: Rejection = {
  code: 'LOG-COUNT',
  catalogue: withService({
    metrics: { leaks: { name: 'log_leaks_total', kind: 'counter', labels: {}, from: 'logs' } },
  }),
  at: ['acme/api'],
  hint: "Run a collector that counts the lines, and say so: new LogPipeline(…, { counts: ['log_leaks_total'] }).",
};
