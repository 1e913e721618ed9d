import { api, base, platform } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Two dashboards of different folders with one uid. */
export const dashUid: Rejection = {
  code: 'DASH-UID',
  catalogue: {
    ...base,
    teams: [platform, { ...platform, id: 'shop' }],
    services: [
      api,
      {
        id: 'shop-api',
        owner: 'shop',
        dashboards: [
          {
            id: 'shop',
            uid: 'api-requests',
            title: 'Shop',
            rows: [
              {
                title: 'About',
                panels: [{ kind: 'text', title: 'About', description: 'The shop.', text: 'The shop.' }],
              },
            ],
          },
        ],
      },
    ],
  },
  at: ['acme/shop-api/shop'],
  hint: 'Give one of them another uid.',
};
