import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise about 300 ms, measured with buckets of 200 and 500 ms. */
export const histBound: Rejection = {
  code: 'HIST-BOUND',
  catalogue: withService({ slos: [{ ...api.slos[1], sli: { ...api.slos[1].sli, within: '300ms' } }] }),
  at: ['acme/api/latency'],
  hint: 'Promise one of its bounds (0.1, 0.2, 0.5, 1 s), or add 0.3 to the buckets in the application.',
};
