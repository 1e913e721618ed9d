import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/core/json.ts';
import { importDashboards } from '../../src/importers/import-dashboards.ts';
import { drawing, jsonOf, samples } from './dashboard-fixtures.ts';

const machine = samples[0]?.text ?? '';
const deep = `{"title":"T","panels":[${'['.repeat(200)}${']'.repeat(200)}]}`;

describe('a file that is no dashboard', () => {
  test.each<[string, string, string]>([
    ['nothing', '', '1: d.json is empty.'],
    ['a text', 'hello', '1: d.json is no JSON that can be read: line 1 holds something that JSON does not have.'],
    ['half of a dashboard', machine.slice(0, 5_000), 'd.json is no JSON that can be read: it ends too early.'],
    [
      'a mistake further down',
      '{\n  "title": "T",\n  "panels": [,]\n}',
      '3: d.json is no JSON that can be read: line 3 ',
    ],
    ['a list', '[]', '1: d.json is no dashboard: it is a list.'],
    ['a number', '7', '1: d.json is no dashboard: it is a single value.'],
    ['an empty object', '{}', '1: d.json is no dashboard: it has no list of `panels`.'],
    ['an object of another kind', '{"groups":[]}', '1: d.json is no dashboard: it has no list of `panels`.'],
    ['a page without a title', '{"panels":[]}', '1: d.json is no dashboard: it has no `title`.'],
    ['a library panel', '{"name":"x","model":{"type":"stat"}}', '1: d.json is a library panel, and no dashboard.'],
    [
      'schema v2',
      '{"apiVersion":"dashboard.grafana.app/v2beta1","kind":"Dashboard","spec":{"title":"T","elements":{},"layout":{}}}',
      '1: d.json is a dashboard of schema v2, which is not read.',
    ],
    [
      'schema v2 without its wrapper',
      '{"title":"T","elements":{},"layout":{}}',
      'is a dashboard of schema v2, which is not read.',
    ],
    ['brackets without end', deep, '1: d.json is not read: brackets are nested deeper than 100 levels.'],
    [
      'more than people write',
      `{"title":"${'x'.repeat(9 * 1024 * 1024)}"}`,
      '1: d.json is not read: it has 10 MB, and at most 8 MB are read.',
    ],
  ])('is refused when it holds %s', (_, text, message) => {
    const { stack, findings } = importDashboards([{ name: 'd.json', text }], drawing);
    expect(stack).toBeUndefined();
    expect(findings.map(({ code }) => code)).toEqual(['IMPORT-FILE']);
    expect(findings.map(({ line, message: said }) => `${line}: ${said}`)[0]).toContain(message);
  });

  test('stops the import of the others', () => {
    const { stack, findings } = importDashboards([...samples, { name: 'e.json', text: '{}' }], drawing);
    expect([stack, findings.map(({ file }) => file)]).toEqual([undefined, ['e.json']]);
  });
});

describe('a file that is a dashboard in some wrapper', () => {
  const page = '{"title":"T","uid":"t","panels":[{"type":"text","title":"","options":{"content":"# A"}}]}';
  test.each([
    ['bare', page],
    ['of the HTTP interface', `{"meta":{"slug":"t"},"dashboard":${page}}`],
    [
      'of a resource',
      `{"apiVersion":"dashboard.grafana.app/v1beta1","kind":"Dashboard","metadata":{"name":"t"},"spec":${page}}`,
    ],
    ['with a byte order mark', `\uFEFF${page}`],
  ])('is read %s', (_, text) => {
    const { stack, findings } = importDashboards([{ name: 'd.json', text }], drawing);
    expect(findings).toEqual([]);
    expect(stack?.dashboards.map(({ entry }) => [entry.title, entry.rows[0]?.panels[0]?.text])).toEqual([['T', '# A']]);
  });

  test.each<[string, string]>([
    ['panels that are none', '{"title":"T","panels":[null,7,"x",[],{}]}'],
    [
      'targets and fields of another shape',
      '{"title":"T","panels":[{"type":"stat","targets":{"a":1},"fieldConfig":[],"options":7,"gridPos":"x"}]}',
    ],
    [
      'lists of another shape',
      '{"title":"T","panels":[],"templating":7,"annotations":{"list":"x"},"links":{},"tags":"a","time":[],"__inputs":{}}',
    ],
    [
      'rows of another shape',
      '{"title":"T","rows":[null,{"panels":7},{"panels":[{"type":"graph","yaxes":7,"thresholds":"x"}]}]}',
    ],
    [
      'names of the language',
      '{"title":"constructor","uid":"__proto__","panels":[{"type":"toString","constructor":{"a":1}}]}',
    ],
  ])('is read or refused, never thrown, with %s', (_, text) => {
    const { stack, findings } = importDashboards([{ name: 'd.json', text }], drawing);
    expect(findings.filter(({ code }) => code === 'IMPORT-DASHBOARD')).toEqual([]);
    expect(stack?.dashboards).toHaveLength(1);
  });
});

/** The value with what stands at a pointer replaced. */
const replaced = (value: JsonValue, [step, ...rest]: readonly string[], by: JsonValue): JsonValue => {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: JsonValue, index) => (String(index) === step ? replaced(item, rest, by) : item));
  return isJsonObject(value) ? { ...value, [step]: replaced(value[step] ?? null, rest, by) } : value;
};

const pointersOf = (value: JsonValue, at: string): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [`${at}/${key}`, ...pointersOf(item ?? null, `${at}/${key}`)])
    : [];

test('whatever stands anywhere in a dashboard, the page that is written is equal', () => {
  const body = jsonOf(samples.find(({ name }) => name === 'mixed.json')?.text ?? '');
  const pointers = pointersOf(body, '');
  const values: readonly JsonValue[] = [
    null,
    -1,
    1.5,
    '',
    '$a',
    '${DS_X}',
    true,
    [],
    {},
    [null],
    { type: 'loki' },
    { list: 7 },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...pointers), fc.constantFrom(...values), (pointer, value) => {
      const text = JSON.stringify(replaced(body, pointer.split('/').slice(1), value));
      const { findings } = importDashboards([{ name: 'd.json', text }], drawing);
      expect(findings.filter(({ code }) => code === 'IMPORT-DASHBOARD')).toEqual([]);
    }),
    { seed: 7, numRuns: 60 },
  );
});
