import { api, base } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A dashboard without the tag of its service, in a stack whose home no longer lists what there is. */
export const dashOrphan: Rejection = {
  code: 'DASH-ORPHAN',
  catalogue: {
    ...base,
    services: [{ ...api, dashboards: api.dashboards.map(dashboard => ({ ...dashboard, grafana: { tags: [] } })) }],
    patches: [
      {
        reader: 'grafana',
        mount: '/etc/grafana/dashboards/platform/home.json',
        op: 'replace',
        at: '/panels/7/options/content',
        value: 'Ask the platform team.',
      },
    ],
  },
  at: ['acme/api/api-requests'],
  hint: 'Keep the tag of its service or of the platform, link to `/d/api-requests`, or name it as the `dashboard` of an alert.',
};
