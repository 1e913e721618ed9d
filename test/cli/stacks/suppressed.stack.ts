import { AlertRule } from 'sightline';
import { shop } from './shop.ts';

const { stack, api } = shop();

/** An alert on a metric that nobody declares. */
const alertOn = (id: string, metric: string): AlertRule =>
  new AlertRule(api, id, {
    expr: `${metric} > 0`,
    severity: 'critical',
    summary: 'Something happened.',
    action: 'Look.',
    runbook: 'orders',
  });

alertOn('Known', 'legacy_errors').suppress('METRIC-UNKNOWN', { reason: 'not declared yet', until: '2999-12-31' });
alertOn('Lowered', 'legacy_warnings').suppress('METRIC-UNKNOWN', {
  reason: 'not declared yet',
  until: '2999-12-31',
  as: 'warning',
});
alertOn('Overdue', 'legacy_faults').suppress('METRIC-UNKNOWN', { reason: 'until spring', until: '2020-03-20' });
api.suppress('SLO-REACH', { reason: 'nobody knows', until: '2999-12-31' });

export default stack;
