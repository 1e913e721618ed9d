import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A token over plain http. */
export const scrapeAuth: Rejection = {
  code: 'SCRAPE-AUTH',
  catalogue: withService({ scrape: { auth: { kind: 'bearer', token: { secret: 'api-token' } } } }),
  at: ['acme/api'],
  hint: "Use https: `scheme: 'https'`, or an https:// address.",
};
