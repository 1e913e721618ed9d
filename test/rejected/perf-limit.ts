import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A limit for the slowest hundredth that is tighter than the one for the slowest twentieth. */
export const perfLimit: Rejection = {
  code: 'PERF-LIMIT',
  catalogue: withService({
    performance: [
      {
        id: 'speed',
        histogram: 'http_request_duration_seconds',
        where: 'service="api"',
        p95: '1s',
        p99: '500ms',
        runbook: 'errors',
      },
    ],
  }),
  at: ['acme/api/speed'],
  hint: 'Give p99 at least as much time as p95.',
};
