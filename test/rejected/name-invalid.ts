import { base } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A service whose name is no DNS name. */
export const nameInvalid: Rejection = {
  code: 'NAME-INVALID',
  catalogue: { ...base, services: [...base.services, { id: 'shop_api', owner: 'platform' }] },
  at: ['acme/shop_api'],
  hint: 'Write "shop-api".',
};
