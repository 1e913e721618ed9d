import { withService } from '../accepted/base.ts';
import { panelsOf } from '../accepted/panels-of.ts';
import type { Rejection } from './rejection.ts';

/** A graph whose points are made from one minute each, whatever the time range. */
export const dashRate: Rejection = {
  code: 'DASH-RATE',
  catalogue: withService(panelsOf({ expr: 'sum(rate(http_requests_total{service="api"}[5m]))' })),
  at: ['acme/api/api-requests'],
  hint: 'Write `[$__rate_interval]`: it grows with the time range and never falls below four scrapes.',
};
