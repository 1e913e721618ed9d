import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Addresses of a name, and no port to scrape them on. */
export const discovery: Rejection = {
  code: 'DISCOVERY',
  catalogue: withStack({
    scrapeJobs: [{ id: 'fleet', discover: { kind: 'dns', names: ['fleet.example.com'], type: 'A' } }],
  }),
  at: ['acme/fleet'],
  hint: 'Add port: …, or ask for SRV records.',
};
