import { api, withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

const ratio = 'sum(rate(http_requests_total{service="api"}[5m]))';

/** An imported rule that reads, every 30 s, what is recorded every minute. */
export const grpDelay: Rejection = {
  code: 'GRP-DELAY',
  catalogue: withStack({
    services: [api],
    ruleGroups: [
      { id: 'slow', interval: '1m', rules: [{ kind: 'record', record: 'old:requests:rate5m', expr: ratio }] },
      {
        id: 'fast',
        interval: '30s',
        rules: [{ kind: 'record', record: 'old:requests:double', expr: '2 * old:requests:rate5m' }],
      },
    ],
  }),
  at: ['acme/fast/old:requests:double'],
  hint: 'Put both rules into one group, the record first.',
};
