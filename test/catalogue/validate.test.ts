import { describe, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { api, base, platform, withService, withStack, withTeam } from '../accepted/base.ts';

/** `code path: message hint` of every finding. */
const mistakes = (catalogue: unknown): readonly string[] =>
  validateCatalogue(catalogue).diagnostics.map(
    ({ code, path, message, hint }) => `${code} ${path}: ${message}${hint === undefined ? '' : ` ${hint}`}`,
  );

describe('a catalogue of the right shape', () => {
  test('is returned as it is', () => {
    expect(validateCatalogue(base)).toEqual({ catalogue: base, diagnostics: [] });
  });

  test('may leave a property undefined', () => {
    expect(mistakes(withStack({ profile: undefined }))).toEqual([]);
  });

  test('survives the way through JSON', () => {
    expect(mistakes(JSON.parse(JSON.stringify(base)))).toEqual([]);
  });
});

describe('a catalogue of the wrong shape', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['is no object', 'stack', ['CAT-TYPE stack: This must be an object, not "stack".']],
    ['is a list', [], ['CAT-TYPE stack: This must be an object, not [].']],
    [
      'is empty',
      {},
      ['org', 'environment', 'owner']
        .map(name => `CAT-TYPE stack: \`${name}\` is missing: it must be a string.`)
        .concat(['teams', 'services'].map(name => `CAT-TYPE stack: \`${name}\` is missing: it must be a list.`)),
    ],
    [
      'has a property with a typo',
      withStack({ retension: { metrics: '45d' } }),
      ['CAT-UNKNOWN acme: There is no property `retension`. Did you mean "retention"?'],
    ],
    [
      'has a required property with a typo, which is not missing as well',
      withStack({ scrapeJobs: [{ id: 'fleet', discover: { kind: 'static', adresses: ['a:1'] } }] }),
      ['CAT-UNKNOWN acme/fleet: There is no property `discover.adresses`. Did you mean "addresses"?'],
    ],
    [
      'has a nested property with a typo',
      withStack({ retention: { metric: '45d' } }),
      ['CAT-UNKNOWN acme: There is no property `retention.metric`. Did you mean "metrics"?'],
    ],
    [
      'has a number where a list belongs',
      withStack({ services: 5 }),
      ['CAT-TYPE acme: `services` must be a list, not 5.'],
    ],
    ['has an empty name', withStack({ environment: '' }), ['CAT-TYPE acme: `environment` must be a string, not "".']],
    [
      'has a duration without a unit',
      withStack({ intervals: { scrape: '15' } }),
      ['CAT-TYPE acme: `intervals.scrape` must be a duration such as 30s, 5m or 1h30m, not "15".'],
    ],
    [
      'has a word that is nearly one of the known ones',
      withStack({ profile: 'smal' }),
      ['CAT-TYPE acme: `profile` must be "local", "small", not "smal". Did you mean "small"?'],
    ],
    [
      'has a secret where its name belongs, which is not repeated',
      withService({ scrape: { auth: { kind: 'bearer', token: 'hunter2' } } }),
      [
        "CAT-TYPE acme/api: `scrape.auth.token` must be a secret's name. Write secret('name') with the name of a file or Kubernetes Secret.",
      ],
    ],
    [
      'keeps a pattern where the name of a series belongs',
      withService({ scrape: { alsoKeep: ['http_.*'] } }),
      [
        'CAT-TYPE acme/api: `scrape.alsoKeep[0]` must be the name of a series such as http_requests_total, not "http_.*".',
      ],
    ],
    [
      'has a word that is none of the known ones',
      withStack({ profile: 'huge' }),
      ['CAT-TYPE acme: `profile` must be "local", "small", not "huge".'],
    ],
    [
      'has a version in words',
      withStack({ versions: { prometheus: 'latest' } }),
      ['CAT-TYPE acme: `versions.prometheus` must be a version such as 3.5.0, not "latest".'],
    ],
    [
      'has a team without a time zone',
      withStack({ teams: [{ id: 'platform' }] }),
      ['CAT-TYPE acme/platform: `timezone` is missing: it must be a string.'],
    ],
    [
      'has a team without a name',
      withStack({ teams: [{ ...platform, id: undefined }] }),
      ['CAT-TYPE acme: `id` is missing: it must be a string.'],
    ],
    [
      'has a channel that is text',
      withTeam({ page: 'pagerduty' }),
      ['CAT-TYPE acme/platform: `page` must be an object, not "pagerduty".'],
    ],
    [
      'has a channel without options',
      withTeam({ page: { kind: 'pagerduty' } }),
      ['CAT-TYPE acme/platform: `page.options` is missing: it must be a value.'],
    ],
    [
      'has a port out of range',
      withService({ port: 80_000 }),
      ['CAT-TYPE acme/api: `port` must be a whole number from 1 to 65535, not 80000.'],
    ],
    [
      'has a number that is none',
      withService({ port: Number.NaN }),
      ['CAT-TYPE acme/api: `port` must be a whole number from 1 to 65535, not null.'],
    ],
    [
      'has a tier between two tiers',
      withService({ tier: 1.5 }),
      ['CAT-TYPE acme/api: `tier` must be 0, 1, 2, 3, not 1.5.'],
    ],
    [
      'has a function where data belongs',
      withService({ scrape: () => 1 }),
      ['CAT-TYPE acme/api: `scrape` must be an object, not a function.'],
    ],
    [
      'has a metric of an unknown kind',
      withService({ metrics: { orders: { name: 'orders_total', kind: 'count', labels: {} } } }),
      [
        'CAT-TYPE acme/api: `metrics.orders.kind` must be "counter", "gauge", "histogram", "nativeHistogram", "summary", "info", not "count".',
      ],
    ],
    [
      'has an SLI of an unknown kind',
      withService({ slos: [{ ...api.slos[0], sli: { kind: 'ration', bad: 'a', total: 'b' } }] }),
      [
        'CAT-TYPE acme/api/availability: `sli.kind` must be "composite", "freshness", "gauge", "latency", "nativeLatency", "probe", "ratio", "ratioGood", "raw", "saturation" or "throughput", not "ration". Did you mean "ratio"?',
      ],
    ],
    [
      'has an SLI without a kind',
      withService({ slos: [{ ...api.slos[0], sli: { bad: 'a', total: 'b' } }] }),
      [
        'CAT-TYPE acme/api/availability: `sli.kind` must be "composite", "freshness", "gauge", "latency", "nativeLatency", "probe", "ratio", "ratioGood", "raw", "saturation" or "throughput", not nothing. Known: "composite", "freshness", "gauge", "latency", "nativeLatency", "probe", "ratio", "ratioGood", "raw", "saturation", "throughput".',
      ],
    ],
    [
      'has a property of another kind of SLI',
      withService({ slos: [{ ...api.slos[0], sli: { kind: 'ratio', bad: 'a', total: 'b', within: '1s' } }] }),
      ['CAT-UNKNOWN acme/api/availability: There is no property `sli.within`. Known: "bad", "total".'],
    ],
    [
      'has a number among texts',
      withService({ runbooks: [{ ...api.runbooks[0], steps: ['Read.', 5] }] }),
      ['CAT-TYPE acme/api/errors: `steps[1]` must be a string, not 5.'],
    ],
    [
      'has an ill-typed panel deep in a dashboard',
      withService({
        dashboards: [
          { ...api.dashboards[0], rows: [{ title: 'R', panels: [{ kind: 'graph', title: 'P', description: 'D' }] }] },
        ],
      }),
      [
        'CAT-TYPE acme/api/api-requests: `rows[0].panels[0].kind` must be "timeseries", "stat", "gauge", "bar-gauge", "pie", "heatmap", "table", "logs", "traces", "alert-list", "alert-table", "baseline", "text", "state-timeline", not "graph".',
      ],
    ],
    [
      'has a field of a JSON body that is no scalar',
      withService({ probes: [{ ...api.probes[0], json: { status: ['up'] } }] }),
      ['CAT-TYPE acme/api/health: `json.status` must be a string, a number or a boolean, not ["up"].'],
    ],
    [
      'has a secret by value',
      withService({ probes: [{ ...api.probes[0], bearerToken: { secret: 'Not A Name' } }] }),
      [
        "CAT-TYPE acme/api/health: `bearerToken.secret` must be the name of a secret: lower case letters, digits and dashes. Write secret('name') with the name of a file or Kubernetes Secret.",
      ],
    ],
    [
      'has a suppression without an end',
      withStack({ suppressions: [{ path: 'acme', code: 'AM-PAGE', reason: 'later', until: 'soon' }] }),
      ['CAT-TYPE acme: `suppressions[0].until` must be a day, YYYY-MM-DD, not "soon".'],
    ],
    [
      'has a property that every object inherits',
      withService({ traces: [{ id: 'spans', constructor: 5 }] }),
      [
        'CAT-UNKNOWN acme/api/spans: There is no property `constructor`. Known: "id", "slowerThan", "baseline", "attributes".',
      ],
    ],
    [
      'has a kind that every object inherits',
      withService({ slos: [{ ...api.slos[0], sli: { kind: 'toString' } }] }),
      [
        'CAT-TYPE acme/api/availability: `sli.kind` must be "composite", "freshness", "gauge", "latency", "nativeLatency", "probe", "ratio", "ratioGood", "raw", "saturation" or "throughput", not "toString". Known: "composite", "freshness", "gauge", "latency", "nativeLatency", "probe", "ratio", "ratioGood", "raw", "saturation", "throughput".',
      ],
    ],
    [
      'has a value too long to repeat',
      withService({ port: 'x'.repeat(100) }),
      [`CAT-TYPE acme/api: \`port\` must be a whole number from 1 to 65535, not "${'x'.repeat(56)}….`],
    ],
  ])('%s', (_, catalogue, expected) => {
    expect(mistakes(catalogue)).toEqual(expected);
    expect(validateCatalogue(catalogue).catalogue).toBeUndefined();
  });

  test('has all of its mistakes reported at once', () => {
    expect(mistakes(withService({ port: 'a', tire: 1, owner: 5 }))).toEqual([
      'CAT-TYPE acme/api: `owner` must be a string, not 5.',
      'CAT-TYPE acme/api: `port` must be a whole number from 1 to 65535, not "a".',
      'CAT-UNKNOWN acme/api: There is no property `tire`. Did you mean "tier"?',
    ]);
  });
});
