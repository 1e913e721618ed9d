import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A budget over 30 days from 30 days of metrics: the last of them is never complete. */
export const retSlo: Rejection = {
  code: 'RET-SLO',
  catalogue: withStack({ retention: { metrics: '30d' } }),
  at: ['acme/api/availability', 'acme/api/latency'],
  hint: "Keep metrics for at least one day longer than the window: retention: {metrics: '31d'}.",
};
