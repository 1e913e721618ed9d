import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A certificate whose key nobody named. */
export const scrapeTls: Rejection = {
  code: 'SCRAPE-TLS',
  catalogue: withService({ scrape: { tls: { certificate: { secret: 'scraper-certificate' } } } }),
  at: ['acme/api'],
  hint: 'Give both `certificate` and `key`, or neither.',
};
