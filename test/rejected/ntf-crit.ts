import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A critical alert on what is scraped every four minutes. */
export const ntfCrit: Rejection = {
  code: 'NTF-CRIT',
  catalogue: withService({
    scrape: { interval: '4m', timeout: '1m' },
  }),
  at: ['acme/api'],
  with: ['NTF-BUDGET'],
  hint: 'Scrape and evaluate more often, or wait less for more alerts of the group.',
};
