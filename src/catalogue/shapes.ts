import type { Shape } from '../core/shape.ts';
import { budgetShape, capacityShape, exposureShape, replicasShape } from './capacity-shape.ts';
import { weekdays } from './channel-test.ts';
import { dashboardShape } from './dashboard-shape.ts';
import { routingShapes, teamRoutingShapes } from './routing-shapes.ts';
import { prometheusShape, scrapeJobShape, scrapeShape } from './scrape-shapes.ts';
import {
  anyText,
  anything,
  boolean,
  constructs,
  duration,
  list,
  number,
  object,
  one,
  period,
  port,
  record,
  secret,
  text,
  texts,
  url,
} from './shape-parts.ts';
import { performanceShape, sloShape } from './slo-shape.ts';

/**
 * The shape of every entry of the catalogue, for programs that no compiler has checked. The types beside it say the
 * same to tsc.
 *
 * @module
 */

/** Options are validated by the registry entry that they belong to. */
const kindUse = object({ kind: text, options: anything });
const severity = one('critical', 'warning', 'info');

const metric = object(
  {
    name: text,
    kind: one('counter', 'gauge', 'histogram', 'nativeHistogram', 'summary', 'info'),
    labels: record(anything),
  },
  { unit: text, help: text, buckets: list(number), zeroInitialised: boolean, from: one('logs') },
);

const probe = object(
  { id: text, kind: one('http'), within: duration, runbook: text },
  {
    path: { kind: 'text', pattern: /^\//, expected: 'a path that starts with /' },
    url: { kind: 'text', pattern: /^https?:\/\/[^\s/]+/, expected: 'an http or https address' },
    class: one('internal', 'external'),
    interval: duration,
    status: list({ kind: 'number', minimum: 100, maximum: 599 }),
    matches: text,
    json: record({ kind: 'scalar' }),
    bearerToken: secret,
    severity,
    notifyWithin: period,
    // Judged by name, with the alerts that there are.
    alerts: anything,
  },
);

const ruleTests = list(
  object(
    {
      name: text,
      series: record(anyText),
      at: duration,
      expect: list(object({}, { labels: record(anyText), value: number })),
    },
    { interval: period },
  ),
);

const alert = object(
  { id: text, expr: text, severity, summary: text, action: text, runbook: text },
  {
    for: duration,
    keepFiringFor: duration,
    notifyWithin: period,
    category: one('availability', 'latency', 'errors', 'saturation', 'business', 'security', 'slo', 'meta'),
    scope: one('service', 'node', 'probe', 'platform'),
    down: boolean,
    group: text,
    description: text,
    dashboard: text,
    labels: record(text),
    tests: ruleTests,
  },
);

const recordRule = object({ id: text, record: text, expr: text }, { labels: record(text), tests: ruleTests });

const ruleGroup = object(
  {
    id: text,
    rules: list({
      kind: 'kinds',
      of: {
        record: object({ record: text, expr: text }, { labels: record(anyText), tests: ruleTests }),
        alert: object(
          { alert: text, expr: text },
          {
            for: duration,
            keepFiringFor: duration,
            labels: record(anyText),
            annotations: record(anyText),
            tests: ruleTests,
          },
        ),
      },
    }),
  },
  {
    name: text,
    file: {
      kind: 'text',
      pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
      expected: 'a file name of letters, digits, dots, dashes and underscores',
    },
    interval: period,
    limit: { kind: 'number', minimum: 0 },
    queryOffset: duration,
    evaluator: one('prometheus', 'ruler'),
  },
);

const runbook = object({ id: text, title: text, steps: texts }, { links: list(object({ title: text, url: text })) });

const logs = object(
  {
    id: text,
    dataset: { kind: 'text', pattern: /^[a-z0-9_.]{1,100}$/, expected: 'lower case letters, digits, _ and dots' },
    inputs: list({ kind: 'kinds', of: { tcp: object({}), file: object({ path: text }) } }),
  },
  {
    fields: record(one('keyword', 'text', 'long', 'double', 'date', 'boolean', 'ip')),
    timestamp: text,
    personal: texts,
    counts: texts,
  },
);

const traces = object(
  { id: text },
  { slowerThan: duration, baseline: { kind: 'number', minimum: 0, maximum: 1 }, attributes: record(text) },
);

const service = object(
  { id: text },
  {
    owner: text,
    tier: one(0, 1, 2, 3),
    port,
    replicas: replicasShape,
    exposure: exposureShape,
    scrape: scrapeShape,
    scrapeJobs: constructs(scrapeJobShape),
    evaluation: duration,
    ruleLimit: { kind: 'number', minimum: 1, whole: true },
    queryOffset: duration,
    runtime: kindUse,
    uses: list(kindUse),
    metrics: record(metric),
    slos: constructs(sloShape),
    performance: constructs(performanceShape),
    probes: constructs(probe),
    alerts: constructs(alert),
    records: constructs(recordRule),
    logs: constructs(logs),
    traces: constructs(traces),
    dashboards: constructs(dashboardShape),
    runbooks: constructs(runbook),
  },
);

const receiver = object({ id: text, sends: list(kindUse) }, { resolved: boolean, nobody: text });

const team = object(
  { id: text, timezone: text },
  {
    contact: text,
    budget: budgetShape,
    ...teamRoutingShapes,
  },
);

/** The whole catalogue. */
export const catalogueShape: Shape = object(
  { org: text, environment: text, owner: text, teams: constructs(team), services: constructs(service) },
  {
    profile: one('local', 'small'),
    versions: object(
      {},
      Object.fromEntries(
        ['prometheus', 'alertmanager', 'blackbox', 'grafana', 'elastic', 'jaeger', 'otel'].map(product => [
          product,
          { kind: 'text', pattern: /^\d+\.\d+(\.\d+)?$/, expected: 'a version such as 3.5.0' } as const,
        ]),
      ),
    ),
    intervals: object({}, { scrape: duration, evaluation: duration }),
    alerting: object(
      {},
      {
        groupWait: duration,
        groupInterval: period,
        channelTest: object(
          {},
          { weekday: one(...weekdays), hour: { kind: 'number', minimum: 0, maximum: 23, whole: true } },
        ),
      },
    ),
    objectives: object({}, { longWindows: one('prometheus', 'ruler') }),
    retention: object(
      {},
      { metrics: duration, logs: object({}, { hot: duration, delete: duration }), traces: duration },
    ),
    capacity: capacityShape,
    runbookBase: text,
    grafanaBase: text,
    sentry: object(
      {
        organization: { kind: 'text', pattern: /^[a-z0-9][a-z0-9_-]*$/, expected: 'the slug of an organisation' },
        token: secret,
      },
      { url },
    ),
    heartbeat: kindUse,
    receivers: constructs(receiver),
    ...routingShapes,
    uses: list(kindUse),
    dashboards: constructs(dashboardShape),
    runbooks: constructs(runbook),
    ruleGroups: constructs(ruleGroup),
    scrapeJobs: constructs(scrapeJobShape),
    prometheus: prometheusShape,
    targets: record(anything),
    external: list(object({}, { name: text, prefix: text })),
    suppressions: list(
      object(
        {
          path: text,
          code: text,
          reason: text,
          until: {
            kind: 'text',
            pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
            expected: 'a day, YYYY-MM-DD',
          },
        },
        { as: one('warning', 'info') },
      ),
    ),
    ruleTests: boolean,
    patches: list(
      object(
        {
          reader: text,
          mount: text,
          op: one('add', 'replace', 'remove'),
          at: { kind: 'text', pattern: /^(\/|$)/, expected: 'a JSON pointer' },
        },
        { value: anything },
      ),
    ),
  },
);
