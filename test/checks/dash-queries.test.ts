import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';
import { variable } from './dash-fixture.ts';

type Own = Readonly<Record<string, unknown>>;

/** What is said about the accepted dashboard with something laid over it in Grafana's own words. */
const found = async (
  own: Own,
  panel: Own = {},
): Promise<readonly (readonly [string, string, string | undefined])[]> => {
  const catalogue = withService({
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      ...own,
      rows: dashboard.rows.map(row => ({ ...row, panels: row.panels.map(entry => ({ ...entry, ...panel })) })),
    })),
  });
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
  return diagnostics.map(({ code, message, hint }) => [code, message, hint]);
};

const source = { type: 'datasource', name: 'datasource', label: 'Metrics', query: 'prometheus' };
const asking = (query: string): Own => ({
  grafana: { templating: { list: [source, variable('choice', query, { refresh: 2 })] } },
});
const used: Own = { description: 'Of $choice.' };
const marks = (own: Own): Own => ({
  grafana: {
    annotations: { list: [{ name: 'Starts', datasource: { type: 'prometheus', uid: '${datasource}' }, ...own }] },
  },
});

describe('what a variable asks', () => {
  const where = 'The variable `$choice` of dashboard "API requests"';

  test.each<[string, string, readonly (readonly [string, string])[]]>([
    [
      'label_values(http_request_total, method)',
      'METRIC-UNKNOWN',
      [
        [
          `${where} uses the metric \`http_request_total\`, which nothing in the stack exposes or records.`,
          'Did you mean "http_requests_total"?',
        ],
      ],
    ],
    [
      'query_result(sum by (method) (http_request_total))',
      'METRIC-UNKNOWN',
      [
        [
          `${where} uses the metric \`http_request_total\`, which nothing in the stack exposes or records.`,
          'Did you mean "http_requests_total"?',
        ],
      ],
    ],
    [
      'http_request_total{service="api"}',
      'METRIC-UNKNOWN',
      [
        [
          `${where} uses the metric \`http_request_total\`, which nothing in the stack exposes or records.`,
          'Did you mean "http_requests_total"?',
        ],
      ],
    ],
    [
      'label_values(http_requests_total{service="api"}, methd)',
      'LABEL-UNKNOWN',
      [
        [
          `${where} offers the values of the label \`methd\`, which is not there. \`http_requests_total\` is declared without the label \`methd\`.`,
          'Did you mean "method"?',
        ],
      ],
    ],
    [
      'label_values(http_requests_total{service="api", methd="GET"}, method)',
      'LABEL-UNKNOWN',
      [
        [
          `In the variable \`$choice\` of dashboard "API requests": \`methd="GET"\` selects nothing. \`http_requests_total\` is declared without the label \`methd\`.`,
          'Did you mean "method"?',
        ],
      ],
    ],
  ])('%s is %s', async (query, code, expected) => {
    expect(await found(asking(query), used)).toEqual(expected.map(([message, hint]) => [code, message, hint]));
  });

  test('a query that is not PromQL is refused', async () => {
    expect((await found(asking('query_result(sum by (up)'), used)).map(([code]) => code)).toEqual(['PQL-SYNTAX']);
  });

  test.each([
    'label_values(http_requests_total{service="api"}, method)',
    'label_values(up, instance)',
    'label_values(method)',
    'label_names()',
    'metrics(http_.*)',
    'query_result(topk(3, sum by (method) (http_requests_total{service="api"})))',
    'label_values(http_requests_total{service="api",status=~"$choice"}, method)',
  ])('%s is accepted', async query => {
    expect(await found(asking(query), used)).toEqual([]);
  });
});

describe('what an annotation asks', () => {
  test.each<[string, Own, string, string]>([
    [
      'a metric that nobody exposes',
      { expr: 'process_started{service="api"}' },
      'METRIC-UNKNOWN',
      'The annotation "Starts" of dashboard "API requests" uses the metric `process_started`, which nothing in the stack exposes or records.',
    ],
    [
      'a label that is not there',
      { expr: 'http_requests_total{service="api",verb="GET"}' },
      'LABEL-UNKNOWN',
      'In the annotation "Starts" of dashboard "API requests": `verb="GET"` selects nothing. `http_requests_total` is declared without the label `verb`.',
    ],
    [
      'a text with a label that the query drops',
      { expr: 'sum(http_requests_total{service="api"})', textFormat: 'by {{method}}' },
      'DASH-LEGEND',
      'The text of the annotation "Starts" of dashboard "API requests" shows the label `method`, which is not there. `sum` drops the label `method`.',
    ],
    [
      'a tag of such a label',
      { expr: 'sum by (status) (http_requests_total{service="api"})', tagKeys: 'status, method' },
      'DASH-LEGEND',
      'The text of the annotation "Starts" of dashboard "API requests" shows the label `method`, which is not there. `sum by (status)` drops the label `method`.',
    ],
  ])('%s', async (_, own, code, message) => {
    const messages = await found(marks(own));
    expect(messages.map(([first, second]) => [first, second])).toEqual([[code, message]]);
  });

  test('labels that are there are accepted', async () => {
    const own = {
      expr: 'sum by (method) (rate(http_requests_total{service="api"}[5m])) > 1',
      titleFormat: '{{method}}',
      tagKeys: 'method',
    };
    expect(await found(marks(own))).toEqual([]);
  });
});
