import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An agent that has nobody to send to. */
export const agent: Rejection = {
  code: 'AGENT',
  catalogue: withStack({ prometheus: { mode: 'agent', query: 'https://metrics.example.com' } }),
  at: ['acme'],
  hint: 'Add prometheus: {remoteWrite: [{id: …, url: …}]}.',
};
