import { patchedDashboard } from '../accepted/patched-dashboard.ts';
import type { Rejection } from './rejection.ts';

/** A panel whose description somebody took away. */
export const dashText: Rejection = {
  code: 'DASH-TEXT',
  catalogue: patchedDashboard('remove', '/panels/1/description'),
  at: ['acme/api/api-requests'],
  hint: 'Say what a reader learns from it and what is bad; an empty panel says why it is empty.',
};
