import { describe, expect, test } from 'vitest';
import { importSlos } from '../../src/importers/import-slos.ts';
import { findingsOf, formats, imported, slothText } from './slo-fixtures.ts';

const formatHint =
  'Objectives are read from OpenSLO (`apiVersion: openslo/v1`), Sloth (`version: prometheus/v1`, or `kind: PrometheusServiceLevel`) and Pyrra (`kind: ServiceLevelObjective`).';

describe('a file that nothing is imported from', () => {
  test.each([
    ['is empty', '', 1, 'slos.yml is empty.'],
    ['has comments only', '# nothing\n---\n', 1, 'slos.yml is empty.'],
    ['is text', 'hello', 1, 'slos.yml is no file of objectives.'],
    ['says no version', 'slos: []', 1, 'slos.yml is no file of objectives: it has no `apiVersion`.'],
    ['has other resources only', 'apiVersion: v1\nkind: Secret\n', 1, 'slos.yml holds no objectives.'],
    ['has a service without objectives', slothText(), 1, 'slos.yml holds no objectives.'],
    [
      'is an older OpenSLO',
      '---\napiVersion: openslo/v1alpha\nkind: SLO\nmetadata: { name: a }\n',
      2,
      'slos.yml is written in `openslo/v1alpha`, of which only `openslo/v1` is read.',
    ],
    [
      'has an object without a name',
      'apiVersion: openslo/v1\nkind: SLO\n',
      1,
      'slos.yml has an object of OpenSLO without `kind` or `metadata.name`.',
    ],
    [
      'is no YAML',
      'version: prometheus/v1\nslos: [',
      2,
      'slos.yml is no YAML that can be read: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      'is huge',
      `# ${'x'.repeat(9 * 1024 * 1024)}\n`,
      1,
      'slos.yml is not read: it has 10 MB, and at most 8 MB are read.',
    ],
    [
      'is nested without end',
      `a: 1\nb: ${'['.repeat(20_000)}`,
      2,
      'slos.yml is not read: brackets are nested deeper than 200 levels in line 2.',
    ],
  ])('%s', async (_, text, line, message) => {
    const found = await findingsOf(text);
    expect(found.filter(([, code]) => code === 'IMPORT-FILE')).toEqual([[line, 'IMPORT-FILE', message]]);
  });

  test('says what can be read', async () => {
    const { findings } = await importSlos([{ name: 'slos.yml', text: 'hello' }]);
    expect(findings.map(({ hint }) => hint)).toEqual([formatHint]);
  });
});

const events =
  "sli: { events: { error_query: 'sum(rate(a[{{.window}}]))', total_query: 'sum(rate(b[{{.window}}]))' } }";
const objective = (...lines: readonly string[]): string => slothText('- name: x', ...lines.map(line => `  ${line}`));

describe('an objective that is refused', () => {
  test.each([
    ['has no target', objective(events), 'it has no `objective`'],
    [
      'has a target that is no number',
      objective('objective: most', events),
      '`objective` must be a number, not "most"',
    ],
    [
      'promises nothing',
      objective('objective: 0', events),
      '`objective` is 0, and no share of good events above 0 and up to 100',
    ],
    ['has no indicator', objective('objective: 99'), 'it has no `sli`'],
    [
      'has two indicators',
      objective('objective: 99', "sli: { raw: { error_ratio_query: 'a' }, events: { error_query: a } }"),
      'its `sli` must have either `events` or `raw`',
    ],
    [
      'has half an indicator',
      objective('objective: 99', "sli: { events: { error_query: 'rate(a[{{.window}}])' } }"),
      'it has no `total_query`',
    ],
    [
      'has a query that is no PromQL',
      objective('objective: 99', "sli: { raw: { error_ratio_query: 'rate(a[{{.window}}]' } }"),
      'its query is no PromQL that Prometheus takes: Where the expression ends, `,` or `)` after an argument is expected',
    ],
    [
      'has a template of something else',
      objective('objective: 99', 'sli: { raw: { error_ratio_query: \'rate(a{b="{{ .service }}"}[{{.window}}])\' } }'),
      'its query holds the template `{{ .service }}`',
    ],
    [
      'has a variable of a dashboard',
      objective('objective: 99', "sli: { raw: { error_ratio_query: 'rate(a[{{.window}}] offset $lag)' } }"),
      'its query holds the variable `$lag`',
    ],
    ['has no name', slothText('- objective: 99', `  ${events}`), 'it has no `name`'],
  ])('%s', async (_, text, reason) => {
    const refused = (await findingsOf(text)).filter(([, code]) => code === 'IMPORT-SLO');
    expect(refused.map(([, , message]) => message.replace(/^The objective `\w+` is not carried over: /, ''))).toEqual([
      `${reason}.`,
    ]);
  });

  test('is named in the program', async () => {
    const all = await Promise.all(formats.map(imported));
    const refused = all.flatMap(({ stack }) => [
      ...stack.services.flatMap(service => service.refused),
      ...stack.refused,
    ]);
    expect(refused.map(({ name, place }) => [name, place.file])).toEqual([
      ['billing-clouds', 'openslo.yml'],
      ['queue-function', 'pyrra.yml'],
      ['plugged', 'sloth.yml'],
      ['windowless', 'sloth.yml'],
      ['too-much', 'sloth.yml'],
    ]);
  });
});

describe('what is left out', () => {
  test.each([
    ['openslo', [6, 12, 31, 39, 39, 46, 47, 49, 53, 61, 83, 84, 85, 97, 98, 99, 103, 103, 122, 129, 135, 147, 171]],
    ['pyrra', [6, 11, 25, 26, 27, 51, 56, 59, 67, 70, 71, 77, 88, 105]],
    ['sloth', [4, 18, 19, 21, 25, 30, 51, 52, 66, 69, 74, 77, 89, 91, 97, 99]],
  ])('has a finding at its line in the file of %s', async (format, lines) => {
    expect((await imported(format)).findings.map(({ line }) => line)).toEqual(lines);
  });

  test.each([
    [
      'a key that is a typo',
      objective('objective: 99', events, 'descripton: x'),
      'The objective `x` has the key `descripton`, which is not carried over: Sloth does not know it.',
    ],
    [
      'a map that is text',
      objective('objective: 99', events, 'alerting: none'),
      '`alerting` of the objective `x` is not carried over: it must be a map.',
    ],
    [
      'a list that is text',
      'version: prometheus/v1\nservice: api\nslos: none\n',
      '`slos` of the file is not carried over: it must be a list.',
    ],
    [
      'a flag that is a word',
      objective('objective: 99', events, 'alerting: { page_alert: { disable: maybe } }'),
      '`disable` of `page_alert` of the alerts of `x` is not carried over: it must be `true` or `false`.',
    ],
  ])('says so of %s', async (_, text, message) => {
    expect((await findingsOf(text)).map(([, , said]) => said)).toContain(message);
  });
});
