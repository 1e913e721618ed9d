import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A scrape that may outlast its interval. */
export const scrapeTime: Rejection = {
  code: 'SCRAPE-TIME',
  catalogue: withService({ scrape: { interval: '5s', timeout: '10s' } }),
  at: ['acme/api'],
  hint: 'Set a timeout of at most 5s, or leave it out.',
};
