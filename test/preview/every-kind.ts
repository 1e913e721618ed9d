import type { JsonObject } from '../../src/core/json.ts';

const query = (expr: string, more: JsonObject = {}): JsonObject => ({
  datasource: { type: 'prometheus', uid: '${datasource}' },
  refId: 'A',
  expr,
  format: 'time_series',
  instant: false,
  range: true,
  ...more,
});

const now = { instant: true, range: false };

const panel = (type: string, title: string, gridPos: JsonObject, more: JsonObject): JsonObject => ({
  id: 1,
  type,
  title,
  gridPos,
  datasource: { type: 'prometheus', uid: '${datasource}' },
  ...more,
});

const defaults = (more: JsonObject): JsonObject => ({ defaults: more, overrides: [] });

const limits = (...steps: readonly (readonly [number | null, string])[]): JsonObject => ({
  mode: 'absolute',
  steps: steps.map(([value, color]) => ({ value, color })),
});

/** A dashboard with every kind of panel that the preview draws, of an application that `writeShopHistory` has a past of. */
export const everyKind: JsonObject = {
  uid: 'every-kind',
  title: 'Every kind of panel',
  description: 'One panel of each kind.',
  schemaVersion: 42,
  tags: ['shop'],
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  links: [
    { type: 'link', title: 'Handbook', url: 'https://handbook.example/shop' },
    { type: 'dashboards', title: 'Others', tags: ['shop'] },
  ],
  templating: {
    list: [
      { name: 'datasource', type: 'datasource', query: 'prometheus', current: { value: 'prometheus' } },
      {
        name: 'queue',
        label: 'Queue',
        type: 'query',
        query: { query: 'label_values(queue_depth{service="shop"}, queue)' },
        includeAll: true,
        allValue: '.+',
        multi: true,
        current: { value: ['$__all'] },
      },
    ],
  },
  panels: [
    { type: 'row', title: 'Now', collapsed: false, gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
    panel(
      'stat',
      'Requests',
      { x: 0, y: 1, w: 4, h: 4 },
      {
        targets: [query('sum(rate(http_requests_total{service="shop"}[$__rate_interval]))', now)],
        fieldConfig: defaults({ unit: 'reqps', thresholds: limits([null, 'green'], [1000, 'red']) }),
        options: { colorMode: 'value', graphMode: 'none' },
      },
    ),
    panel(
      'stat',
      'Checks',
      { x: 4, y: 1, w: 8, h: 4 },
      {
        targets: [query('probe_success{service="shop"}', { legendFormat: '{{probe}}' })],
        fieldConfig: defaults({
          thresholds: limits([null, 'red'], [1, 'green']),
          mappings: [
            { type: 'value', options: { 0: { text: 'Down', color: 'red' }, 1: { text: 'Up', color: 'green' } } },
          ],
        }),
        options: { colorMode: 'background', graphMode: 'area' },
      },
    ),
    panel(
      'gauge',
      'Pool',
      { x: 12, y: 1, w: 6, h: 4 },
      {
        targets: [
          query('db_connections_in_use{service="shop"} / db_connection_pool_size{service="shop"}', {
            ...now,
            legendFormat: 'In use',
          }),
        ],
        fieldConfig: defaults({
          unit: 'percentunit',
          min: 0,
          max: 1,
          decimals: 0,
          thresholds: limits([null, 'green'], [0.8, 'orange'], [0.95, 'red']),
        }),
      },
    ),
    panel(
      'bargauge',
      'Queues',
      { x: 18, y: 1, w: 6, h: 4 },
      {
        targets: [
          query('sort_desc(queue_depth{service="shop",queue=~"$queue"})', { ...now, legendFormat: '{{queue}}' }),
        ],
        fieldConfig: defaults({ unit: 'short', thresholds: limits([null, 'green'], [100, 'red']) }),
      },
    ),
    { type: 'row', title: 'Over time', collapsed: false, gridPos: { x: 0, y: 5, w: 24, h: 1 }, panels: [] },
    panel(
      'timeseries',
      'Latency',
      { x: 0, y: 6, w: 12, h: 8 },
      {
        description: 'How long requests take.',
        links: [{ title: 'Runbook', url: 'https://runbooks.example/latency' }],
        targets: ['0.5', '0.95'].map((share, i) =>
          query(
            `histogram_quantile(${share}, sum by (le) (rate(http_request_duration_seconds_bucket{service="shop"}[$__rate_interval])))`,
            { refId: i === 0 ? 'A' : 'B', legendFormat: `p${Number(share) * 100}` },
          ),
        ),
        fieldConfig: defaults({
          unit: 's',
          thresholds: limits([null, 'green'], [0.4, 'red']),
          custom: { fillOpacity: 10, axisSoftMin: 0, thresholdsStyle: { mode: 'dashed' } },
        }),
        options: { legend: { calcs: ['mean', 'max'] } },
      },
    ),
    panel(
      'timeseries',
      'Requests by route',
      { x: 12, y: 6, w: 12, h: 8 },
      {
        targets: [
          query('sum by (handler) (rate(http_requests_total{service="shop"}[$__rate_interval]))', {
            legendFormat: '{{handler}}',
          }),
        ],
        fieldConfig: defaults({
          unit: 'reqps',
          custom: { fillOpacity: 30, stacking: { mode: 'normal' }, axisSoftMin: 0 },
        }),
      },
    ),
    panel(
      'heatmap',
      'Distribution',
      { x: 0, y: 14, w: 12, h: 8 },
      {
        targets: [
          query('sum by (le) (increase(http_request_duration_seconds_bucket{service="shop"}[$__rate_interval]))', {
            format: 'heatmap',
            legendFormat: '{{le}}',
          }),
        ],
        options: { yAxis: { unit: 's' } },
      },
    ),
    panel(
      'state-timeline',
      'Probes',
      { x: 12, y: 14, w: 12, h: 8 },
      {
        targets: [query('probe_success{service="shop"}', { legendFormat: '{{probe}}' })],
        fieldConfig: defaults({ unit: 'bool_yes_no', thresholds: limits([null, 'red'], [1, 'green']) }),
      },
    ),
    {
      type: 'row',
      title: 'Folded',
      collapsed: true,
      gridPos: { x: 0, y: 22, w: 24, h: 1 },
      panels: [
        panel(
          'piechart',
          'Answers',
          { x: 0, y: 23, w: 8, h: 7 },
          {
            targets: [
              query('sum by (status) (increase(http_requests_total{service="shop"}[$__range]))', {
                ...now,
                legendFormat: '{{status}}',
              }),
            ],
            fieldConfig: defaults({ unit: 'short' }),
          },
        ),
        panel(
          'table',
          'Queues as a table',
          { x: 8, y: 23, w: 8, h: 7 },
          {
            targets: [query('queue_depth{service="shop"}', { ...now, format: 'table' })],
            fieldConfig: defaults({ unit: 'short' }),
            transformations: [
              {
                id: 'organize',
                options: { excludeByName: { service: true }, renameByName: { queue: 'Queue', Value: 'Waiting' } },
              },
            ],
          },
        ),
        panel(
          'alertlist',
          'Alerts',
          { x: 16, y: 23, w: 8, h: 7 },
          {
            options: { alertInstanceLabelFilter: '{service="shop"}', stateFilter: { firing: true, pending: true } },
          },
        ),
        panel(
          'text',
          'Words',
          { x: 0, y: 30, w: 8, h: 6 },
          {
            options: {
              mode: 'markdown',
              content: '## Where to look\n\n- [Here](/d/every-kind) and **there**\n- `code`',
            },
          },
        ),
        panel(
          'logs',
          'Lines',
          { x: 8, y: 30, w: 8, h: 6 },
          {
            targets: [{ datasource: { type: 'elasticsearch', uid: 'logs' }, refId: 'A', query: 'level:error' }],
          },
        ),
        panel(
          'timeseries',
          'Nothing',
          { x: 16, y: 30, w: 4, h: 6 },
          {
            targets: [query('metric_that_nobody_has')],
            fieldConfig: defaults({ noValue: 'Nobody counts this' }),
          },
        ),
        panel('timeseries', 'Broken', { x: 20, y: 30, w: 4, h: 6 }, { targets: [query('sum by (')] }),
      ],
    },
  ],
};
