import { Dashboard, panels } from 'sightline';
import { leanvibe } from './leanvibe.ts';

const m = leanvibe.metrics;
const here = { service: 'leanvibe' };

/** Durations and the limits of their budget: of 95 in 100, and of 99 where it promises that too. */
const speed = (title: string, buckets: { toPromql(): string }, quantiles: 'p95' | 'p95 and p99') =>
  panels.latency(buckets, {
    title,
    description: `p50, p95 and p99. The budget of the service limits ${quantiles}.`,
    alerts: ['PerformanceBudgetExceeded', ...(quantiles === 'p95' ? [] : ['PerformanceBudgetExceededP99'])],
    width: 6,
  });

/** The page that hangs on the wall. */
new Dashboard(leanvibe, 'overview', {
  uid: 'leanvibe-overview',
  title: 'LeanVibe: overview',
  description: 'Probes, budgets, freezes, speed and alerts at a glance, every ten seconds.',
  refresh: '10s',
  range: '1h',
  rows: [
    {
      title: 'Now',
      panels: [
        panels.freezeBanner(here, { title: 'Deployments', width: 12 }),
        panels.number('min by (probe) (probe_success{service="leanvibe"})', {
          title: 'Probes',
          description: 'Green: the last probe succeeded.',
          unit: 'bool',
          legend: '{{probe}}',
          states: [
            { is: 0, text: 'down', color: 'red' },
            { is: 1, text: 'up', color: 'green' },
          ],
          width: 12,
        }),
        panels.alertTable(here, { title: 'Active alerts and what to do', height: 7 }),
      ],
    },
    {
      title: 'Probes',
      panels: [
        panels.stateTimeline('min by (probe) (probe_success{service="leanvibe"})', {
          title: 'Probes over time',
          description: 'Each probe: green while it succeeded.',
          legend: '{{probe}}',
          width: 12,
        }),
        panels.graph('max by (probe) (probe_duration_seconds{service="leanvibe"})', {
          title: 'Duration of probes',
          description: 'How long each probe took.',
          unit: 's',
          legend: '{{probe}}',
          width: 12,
        }),
      ],
    },
    {
      title: 'Error budgets',
      panels: [
        panels.budgetBars(here, { alerts: ['SLOErrorBudgetAtRisk', 'SLOErrorBudgetExhausted'] }),
        panels.budgetHistory(here, { width: 12 }),
        panels.freezeHistory(here, { width: 12 }),
        panels.sloBurn(here, '1h', { alerts: ['SLOBurnRateFast'], width: 12 }),
      ],
    },
    {
      title: 'Speed against its limits',
      panels: [
        speed('API', m.latency.buckets(), 'p95 and p99'),
        speed('WebSocket', m.websocketLatency.buckets(), 'p95 and p99'),
        speed('AI', m.aiDuration.buckets(), 'p95'),
        speed('Database', m.dbDuration.buckets(), 'p95'),
      ],
    },
  ],
});
