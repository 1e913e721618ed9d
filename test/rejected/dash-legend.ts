import { withService } from '../accepted/base.ts';
import { panelsOf } from '../accepted/panels-of.ts';
import type { Rejection } from './rejection.ts';

/** A legend of a label that `sum` has dropped. */
export const dashLegend: Rejection = {
  code: 'DASH-LEGEND',
  catalogue: withService(panelsOf({ legend: '{{handler}}' })),
  at: ['acme/api/api-requests'],
  hint: 'Keep `handler` in the query, or write a name instead.',
};
