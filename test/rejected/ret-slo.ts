import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A budget over 30 days from 15 days of metrics. */
export const retSlo: Rejection = {
  code: 'RET-SLO',
  catalogue: withStack({ retention: { metrics: '15d' } }),
  at: ['acme/api/availability', 'acme/api/latency'],
  hint: "Keep metrics for at least one day longer than the window: retention: {metrics: '31d'}.",
};
