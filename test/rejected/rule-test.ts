import { api, withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert whose pattern only the server can decide, and which brings no test. */
export const ruleTest: Rejection = {
  code: 'RULE-TEST',
  catalogue: withStack({
    ruleTests: true,
    services: [
      {
        ...api,
        alerts: api.alerts.map(alert => ({ ...alert, expr: 'up{service="api",job=~"\\\\p{L}.*"} == 0' })),
      },
    ],
  }),
  at: ['acme/api/RequestsMissing'],
  hint: "Write one: tests: [{ name: '…', series: { '…': '0x10 1x20' }, at: '10m', expect: [{}] }].",
};
