import { api, withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Two runbooks that are rendered to one page: `api-errors` of `shop` and `errors` of `shop-api`. */
export const outPath: Rejection = {
  code: 'OUT-PATH',
  catalogue: withStack({
    services: [
      { id: 'shop-api', owner: 'platform', runbooks: api.runbooks },
      { id: 'shop', owner: 'platform', runbooks: [{ ...api.runbooks[0], id: 'api-errors' }] },
    ],
  }),
  at: ['acme/shop-api/errors'],
  hint: 'Rename one of the things they come from.',
};
