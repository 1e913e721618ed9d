import { withService } from '../accepted/base.ts';
import { panelsOf } from '../accepted/panels-of.ts';
import type { Rejection } from './rejection.ts';

/** A query that asks for a region, which nobody can choose. */
export const dashVar: Rejection = {
  code: 'DASH-VAR',
  catalogue: withService(
    panelsOf({ expr: 'sum(rate(http_requests_total{service="api",method=~"$verb"}[$__rate_interval]))' }),
  ),
  at: ['acme/api/api-requests'],
  hint: 'Known without saying: `$service`, `$team`, `$job`, `$instance` and Grafana’s `$__…`.',
};
