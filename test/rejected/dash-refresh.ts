import { api, base } from '../accepted/base.ts';
import { panelsOf } from '../accepted/panels-of.ts';
import type { Rejection } from './rejection.ts';

const asked = panelsOf({
  expr: 'sum(rate(http_requests_total{service="api",instance=~"$instance"}[$__rate_interval]))',
});

/** A choice of instances that is read once, when the page opens. */
export const dashRefresh: Rejection = {
  code: 'DASH-REFRESH',
  catalogue: {
    ...base,
    services: [{ ...api, ...asked }],
    patches: [
      {
        reader: 'grafana',
        mount: '/etc/grafana/dashboards/platform/api-requests.json',
        op: 'replace',
        at: '/templating/list/1/refresh',
        value: 1,
      },
    ],
  },
  at: ['acme/api/api-requests'],
  hint: 'Write `refresh: 2`: it is then asked anew whenever the time range changes.',
};
