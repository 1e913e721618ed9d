import { analyse } from '../../src/analysis/analyse.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { runChecks } from '../../src/checks/check.ts';
import { checks } from '../../src/checks/registry.ts';
import { derive } from '../../src/derive/registry.ts';
import type { AlertingRule, RecordingRule, Rule } from '../../src/ir/rule-group.ts';
import { resolve } from '../../src/model/resolve.ts';
import { counter, gauge, histogram, summary } from '../../src/promql/declare.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { base } from '../accepted/base.ts';

/** The accepted program with a second service, whose metrics the rules under test are about. */
const catalogue: Catalogue = {
  ...base,
  services: [
    ...base.services,
    {
      id: 'shop',
      owner: 'platform',
      port: 8080,
      metrics: {
        orders: counter('orders_total', { labels: { status: { values: ['ok', 'failed'] }, country: {} } }),
        payments: counter('payments_total', { labels: ['status'], zeroInitialised: true }),
        restarts: counter('restarts_total'),
        queue: gauge('queue_length', { labels: ['queue'] }),
        size: gauge('queue_size'),
        latency: histogram('order_seconds', { labels: ['country'], buckets: [0.5, 1, 2] }),
        pause: summary('gc_pause_seconds'),
        requests: counter('http_requests_total', { labels: ['code'] }),
      },
    },
  ],
  ruleGroups: [{ id: 'imported', rules: [] }],
  external: [{ prefix: 'mesh_' }],
};

const { model } = resolve(catalogue);
const emitted = await emitPlan(model);
const plan = derive(model, emitted, analyse(model, emitted));

const labels = {
  alert_group: 'g',
  category: 'availability',
  priority: 'P2',
  scope: 'service',
  service: 'shop',
  severity: 'warning',
  team: 'platform',
};
const annotations = { summary: 's', description: 'd', action: 'a', runbook_url: 'r', dashboard_url: 'd' };

/** An alert with everything that an alert needs, waiting one minute. */
export const alert = (expr: string, change: Partial<AlertingRule> = {}): AlertingRule => ({
  kind: 'alert',
  alert: 'UnderTest',
  expr,
  for: '1m',
  path: 'under/test',
  ...change,
  labels: { ...labels, ...change.labels },
  annotations: { ...annotations, ...change.annotations },
});

export const record = (name: string, expr: string, change: Partial<RecordingRule> = {}): RecordingRule => ({
  kind: 'record',
  record: name,
  expr,
  labels: {},
  path: `records/${name}`,
  ...change,
});

/** Everything that the checks say about rules of one group and the panels of one dashboard, in order of the checks. */
export const findingsOf = (
  rules: readonly Rule[],
  { interval = '30s', panels = [] }: { readonly interval?: string; readonly panels?: readonly string[] } = {},
): readonly (readonly [code: string, path: string, message: string, hint: string | undefined])[] => {
  const group = { name: 'under-test', file: 'under-test', evaluator: 'prometheus' as const, path: 'acme/imported' };
  const whole = {
    ...plan,
    groups: [...plan.groups, { ...group, interval, rules }],
    dashboards: [
      ...plan.dashboards,
      {
        uid: 'under-test',
        title: 'Test',
        folder: 'f',
        // Of the platform: its other pages list this one.
        body: { tags: ['platform'] },
        path: 'under/test',
        queries: panels.map(expr => ({ pointer: '', panel: 'P', datasource: 'prometheus' as const, expr })),
      },
    ],
  };
  const subject = { catalogue, model, plan: whole, facts: analyse(model, whole) };
  return runChecks(checks, subject).map(({ code, path, message, hint }) => [code, path, message, hint] as const);
};

/** The codes and messages only. */
export const said = (
  rules: readonly Rule[],
  options: Parameters<typeof findingsOf>[1] = {},
): readonly (readonly [code: string, message: string])[] =>
  findingsOf(rules, options).map(([code, , message]) => [code, message] as const);
