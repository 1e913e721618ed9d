import type { Shape, Shapes } from './shape.ts';

/**
 * The shape of every entry of the catalogue, for programs that no compiler has checked. The types beside it say the
 * same to tsc.
 *
 * @module
 */

const text: Shape = { kind: 'text' };
const number: Shape = { kind: 'number' };
const boolean: Shape = { kind: 'boolean' };
/** Text that may be empty. */
const anyText: Shape = { kind: 'text', pattern: /^/ };
const anything: Shape = { kind: 'anything' };
const texts: Shape = { kind: 'list', of: text };
const duration: Shape = {
  kind: 'text',
  pattern: /^(\d+(ms|[smhdwy]))+$|^0$/,
  expected: 'a duration such as 30s, 5m or 1h30m',
};
const period: Shape = {
  kind: 'text',
  pattern: /^(?=.*[1-9])(\d+(ms|[smhdwy]))+$/,
  expected: 'a duration longer than nothing, such as 5m',
};
const port: Shape = { kind: 'number', minimum: 1, maximum: 65_535 };
const list = (of: Shape): Shape => ({ kind: 'list', of });
const constructs = (of: Shape): Shape => ({ kind: 'list', of, constructs: true });
const one = (...of: readonly (string | number)[]): Shape => ({ kind: 'one', of });
const record = (of: Shape): Shape => ({ kind: 'record', of });
const object = (required: Shapes, optional: Shapes = {}): Extract<Shape, { kind: 'object' }> => ({
  kind: 'object',
  required,
  optional,
});

/** Options are validated by the registry entry that they belong to. */
const kindUse: Shape = object({ kind: text, options: anything });
const secret = object({
  secret: {
    kind: 'text',
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    expected: 'the name of a secret: lower case letters, digits and dashes',
  },
});
const severity = one('critical', 'warning', 'info');

const metric = object(
  {
    name: text,
    kind: one('counter', 'gauge', 'histogram', 'nativeHistogram', 'summary', 'info'),
    labels: record(anything),
  },
  { unit: text, help: text, buckets: list(number), zeroInitialised: boolean },
);

const slo = object(
  {
    id: text,
    objective: { kind: 'text', pattern: /^\d+(\.\d+)?%?$/, expected: "a share such as '99.9%' or '0.999'" },
    sli: {
      kind: 'kinds',
      of: {
        ratio: object({ bad: text, total: text }),
        latency: object({ histogram: text, within: duration }, { where: text }),
      },
    },
    runbook: text,
  },
  { window: one('7d', '28d', '30d', '90d'), minBadEvents: { kind: 'number', minimum: 0 } },
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
  },
);

const alert = object(
  { id: text, expr: text, severity, summary: text, action: text, runbook: text },
  {
    for: duration,
    keepFiringFor: duration,
    category: one('availability', 'latency', 'errors', 'saturation', 'business', 'security', 'slo', 'meta'),
    scope: one('service', 'node', 'probe', 'platform'),
    group: text,
    description: text,
    dashboard: text,
    labels: record(text),
  },
);

const recordRule = object({ id: text, record: text, expr: text }, { labels: record(text) });

const ruleGroup = object(
  {
    id: text,
    rules: list({
      kind: 'kinds',
      of: {
        record: object({ record: text, expr: text }, { labels: record(anyText) }),
        alert: object(
          { alert: text, expr: text },
          { for: duration, keepFiringFor: duration, labels: record(anyText), annotations: record(anyText) },
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
  },
);

const runbook = object({ id: text, title: text, steps: texts }, { links: list(object({ title: text, url: text })) });

const query = object({ expr: text }, { legend: anyText });
const panel = object(
  {
    kind: one('timeseries', 'stat', 'gauge', 'heatmap', 'table', 'logs', 'text', 'state-timeline'),
    title: text,
    description: text,
  },
  {
    unit: one(
      'short',
      'percentunit',
      'percent',
      's',
      'ms',
      'bytes',
      'Bps',
      'reqps',
      'ops',
      'cps',
      'bool',
      'none',
      'dateTimeFromNow',
    ),
    queries: list(query),
    text,
    thresholds: list(object({ at: number, color: one('green', 'yellow', 'orange', 'red', 'blue') })),
    width: { kind: 'number', minimum: 1, maximum: 24 },
    height: { kind: 'number', minimum: 1, maximum: 40 },
  },
);

const dashboard = object(
  { id: text, title: text, rows: list(object({ title: text, panels: list(panel) })) },
  {
    uid: {
      kind: 'text',
      pattern: /^[A-Za-z0-9_-]{1,40}$/,
      expected: 'at most 40 letters, digits, dashes and underscores',
    },
    description: text,
    tags: texts,
    refresh: text,
    range: text,
  },
);

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
  },
);

const traces = object(
  { id: text },
  { slowerThan: duration, baseline: { kind: 'number', minimum: 0, maximum: 1 }, attributes: record(text) },
);

const scrape = object(
  {},
  {
    job: text,
    port,
    path: { kind: 'text', pattern: /^\//, expected: 'a path that starts with /' },
    interval: duration,
    timeout: duration,
  },
);

const service = object(
  { id: text },
  {
    owner: text,
    tier: one(0, 1, 2, 3),
    port,
    scrape,
    evaluation: duration,
    runtime: kindUse,
    uses: list(kindUse),
    metrics: record(metric),
    slos: constructs(slo),
    probes: constructs(probe),
    alerts: constructs(alert),
    records: constructs(recordRule),
    logs: constructs(logs),
    traces: constructs(traces),
    dashboards: constructs(dashboard),
    runbooks: constructs(runbook),
  },
);

const team = object(
  { id: text, timezone: text },
  {
    contact: text,
    page: kindUse,
    notify: kindUse,
    mail: kindUse,
    businessHours: object({ days: text, from: text, to: text }),
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
    alerting: object({}, { groupWait: duration, groupInterval: period }),
    retention: object(
      {},
      { metrics: duration, logs: object({}, { hot: duration, delete: duration }), traces: duration },
    ),
    runbookBase: text,
    grafanaBase: text,
    heartbeat: kindUse,
    uses: list(kindUse),
    dashboards: constructs(dashboard),
    runbooks: constructs(runbook),
    ruleGroups: constructs(ruleGroup),
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
