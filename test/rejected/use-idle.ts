import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert of Elasticsearch in a stack without logs. */
export const useIdle: Rejection = {
  code: 'USE-IDLE',
  catalogue: withStack({
    uses: [{ kind: 'elasticsearch', options: { alerts: { ElasticsearchYellow: {} } } }],
  }),
  at: ['acme'],
  hint: 'It comes with logs of a service; until then take it out of `uses`.',
};
