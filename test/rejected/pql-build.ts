import { AlertRule } from '../../src/constructs/alert-rule.ts';
import { Service } from '../../src/constructs/service.ts';
import { counter } from '../../src/promql/declare.ts';
import { acceptedStack } from '../accepted/stack.ts';
import type { Rejection } from './rejection.ts';

const { stack, team } = acceptedStack();
const orders = counter('orders_total', { labels: ['status'] });
const api = new Service(stack, 'api', { owner: team, port: 8000, metrics: { orders } });
new AlertRule(api, 'OrdersFail', {
  expr: api.metrics.orders.where({ status: /ERR.*/i }).rate('5m').sum().lt(1),
  severity: 'warning',
  summary: 'Orders fail.',
  action: 'Read the log.',
  runbook: 'errors',
});

/** A condition with a flag that PromQL has not. */
export const pqlBuild: Rejection = {
  code: 'PQL-BUILD',
  ...stack.toProgram(),
  at: ['acme/api/OrdersFail'],
  hint: undefined,
};
