import { patchedDashboard } from '../accepted/patched-dashboard.ts';
import type { Rejection } from './rejection.ts';

/** A panel that begins in the last columns of the grid. */
export const dashGrid: Rejection = {
  code: 'DASH-GRID',
  catalogue: patchedDashboard('replace', '/panels/1/gridPos/x', 20),
  at: ['acme/api/api-requests'],
  hint: 'Keep column and width together within 24, in whole cells.',
};
