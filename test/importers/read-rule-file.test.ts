import { describe, expect, test } from 'vitest';
import { readRuleFile } from '../../src/importers/read-rule-file.ts';
import { imported } from './fixtures.ts';

const read = async (text: string, name = 'rules.yml') => {
  const { groups, findings } = await readRuleFile({ name, text });
  return {
    groups,
    rules: groups.flatMap(group => group.rules),
    said: findings.map(
      ({ code, line, message, hint }) => `${code} ${line} ${message}${hint === undefined ? '' : ` ${hint}`}`,
    ),
  };
};

/** A file with one group of one rule, in flow style, at line 1. */
const rule = (text: string): string => `groups: [{ name: g, rules: [${text}] }]\n`;

const format = 'A rule file has a list of `groups`; a PrometheusRule has it below `spec`.';

describe('a file that is no rule file', () => {
  test.each<[string, string, readonly string[]]>([
    ['is empty', '', [`IMPORT-FILE 1 rules.yml is empty. ${format}`]],
    ['holds a comment', '# nothing\n', [`IMPORT-FILE 1 rules.yml is empty. ${format}`]],
    ['is a list', '- a\n', [`IMPORT-FILE 1 rules.yml is not a rule file. ${format}`]],
    [
      'is something else of Prometheus',
      'scrape_configs: []\n',
      [`IMPORT-FILE 1 rules.yml is not a rule file: it has no \`groups\`. ${format}`],
    ],
    [
      'is another resource',
      'kind: ConfigMap\n',
      [
        'IMPORT-NOTE 1 A ConfigMap is not carried over: it is no PrometheusRule.',
        `IMPORT-FILE 1 rules.yml holds no rules. ${format}`,
      ],
    ],
    ['has something else as groups', '\ngroups: many\n', [`IMPORT-FILE 2 \`groups\` must be a list. ${format}`]],
    [
      'is no YAML',
      'groups:\n- name: a\n- name: b: c\n',
      ['IMPORT-FILE 3 rules.yml is no YAML that can be read: Nested mappings are not allowed in compact mappings.'],
    ],
    [
      'is a template of Helm',
      'groups:\n- name: a\n  interval: {{ .Values.interval }}s\n',
      [
        'IMPORT-FILE 3 rules.yml is no YAML that can be read: Unexpected scalar at node end. It is a template: render it first, and import the result.',
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect((await read(text)).said).toEqual(expected);
  });

  test('of no groups is imported as nothing', async () => {
    expect(await read('groups: []\n')).toEqual({ groups: [], rules: [], said: [] });
  });
});

describe('what Prometheus refuses is left out', () => {
  test.each<[string, string, string]>([
    ['a rule that is text', 'up', 'The rule is not carried over: a rule must be a map.'],
    [
      'a rule of neither kind',
      '{ expr: up }',
      'The rule is not carried over: it must have either `record` or `alert`.',
    ],
    [
      'a rule of both kinds',
      '{ alert: A, record: r, expr: up }',
      'The alert `A` is not carried over: it must have either `record` or `alert`.',
    ],
    ['no expression', '{ alert: A }', 'The alert `A` is not carried over: it has no `expr`.'],
    ['a blank expression', '{ alert: A, expr: " " }', 'The alert `A` is not carried over: it has no `expr`.'],
    [
      'an expression of a wrong type',
      '{ record: r, expr: rate(x) }',
      'The recording rule `r` is not carried over: `rate` takes a range vector, not an instant vector. Add a range: `[5m]`.',
    ],
    [
      'a wait on a recording rule',
      '{ record: r, expr: up, for: 5m }',
      'The recording rule `r` is not carried over: a recording rule cannot have `for`.',
    ],
    [
      'annotations on a recording rule',
      '{ record: r, expr: up, annotations: { a: b } }',
      'The recording rule `r` is not carried over: a recording rule cannot have `annotations`.',
    ],
    [
      'a selector as the name of a series',
      '{ record: "r{a=b}", expr: up }',
      'The recording rule `r{a=b}` is not carried over: the name of a series cannot contain braces.',
    ],
    [
      'a wait that is no duration',
      '{ alert: A, expr: up, for: 5 }',
      'The alert `A` is not carried over: `for` must be a duration such as 5m or 1h30m, not "5".',
    ],
    [
      'a second wait that is no duration',
      '{ alert: A, expr: up, keep_firing_for: [] }',
      'The alert `A` is not carried over: `keep_firing_for` must be a duration such as 5m or 1h30m, not [].',
    ],
    [
      'labels that are a list',
      '{ alert: A, expr: up, labels: [a] }',
      'The alert `A` is not carried over: `labels` must be a map.',
    ],
    [
      'a label that is a list',
      '{ alert: A, expr: up, labels: { a: [b] } }',
      'The alert `A` is not carried over: `labels.a` must be text.',
    ],
    [
      'the name of the series as a label',
      '{ record: r, expr: up, labels: { __name__: b } }',
      'The recording rule `r` is not carried over: `__name__` cannot be the name of a label.',
    ],
  ])('%s', async (_, text, message) => {
    const { rules, said } = await read(rule(text));
    expect(said).toEqual([`IMPORT-RULE 1 ${message}`]);
    expect(rules.map(({ kind }) => kind)).toEqual(['refused']);
  });

  test.each<[string, string, string]>([
    ['a group that is text', 'g', 'The group `unnamed` is not carried over: a group must be a map.'],
    ['a group without a name', '{ rules: [] }', 'The group `unnamed` is not carried over: it has no name.'],
    ['rules that are text', '{ name: g, rules: x }', 'The group `g` is not carried over: `rules` must be a list.'],
    [
      'an interval that is none',
      '{ name: g, interval: often }',
      'The group `g` is not carried over: `interval` must be a duration such as 5m or 1h30m, not "often".',
    ],
    [
      'an offset that is none',
      '{ name: g, query_offset: 1 }',
      'The group `g` is not carried over: `query_offset` must be a duration such as 5m or 1h30m, not "1".',
    ],
    [
      'a limit that is none',
      '{ name: g, limit: 1.5 }',
      'The group `g` is not carried over: `limit` must be a whole number.',
    ],
    ['labels that are text', '{ name: g, labels: x }', 'The group `g` is not carried over: `labels` must be a map.'],
  ])('%s', async (_, text, message) => {
    expect((await read(`groups: [${text}]\n`)).said).toEqual([`IMPORT-RULE 1 ${message}`]);
  });

  test('two groups of one name in a file, but not in two resources', async () => {
    const group = '{ name: g, rules: [{ alert: A, expr: up == 0 }] }';
    const resource = (name: string): string =>
      `kind: PrometheusRule\nmetadata: { name: ${name} }\nspec: { groups: [${group}] }\n`;
    expect((await read(`groups:\n- ${group}\n- ${group}\n`)).said).toEqual([
      'IMPORT-RULE 3 The group `g` is not carried over: the file has another group of this name. Rename it.',
    ]);
    expect((await read(`${resource('a')}---\n${resource('b')}`)).said).toEqual([]);
  });

  test('with the line of an expression that is to blame', async () => {
    const text = 'groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |\n      up\n      ==\n      )\n    for: 5m\n';
    expect((await read(text)).said).toEqual([
      'IMPORT-RULE 8 The alert `A` is not carried over: Where `)` stands, an expression is expected.',
    ]);
  });
});

describe('what is left out or said in another way is noted', () => {
  test.each<[string, string, string]>([
    [
      'a key of Thanos',
      'groups: [{ name: g, partial_response_strategy: warn, rules: [] }]',
      'The group `g` has the key `partial_response_strategy`, which is not carried over: Thanos asks several servers; here one Prometheus evaluates the rules.',
    ],
    [
      'a key of Mimir',
      'groups: [{ name: g, source_tenants: [a], rules: [] }]',
      'The group `g` has the key `source_tenants`, which is not carried over: Mimir reads the series of other tenants; here there is one.',
    ],
    [
      'a key of the file',
      '{ namespace: n, groups: [] }',
      'The file has the key `namespace`, which is not carried over: Mimir and Cortex file groups under it; here the file does that.',
    ],
    [
      'a typo',
      rule('{ alert: A, expr: up, lables: {} }'),
      'The alert `A` has the key `lables`, which is not carried over: Prometheus does not know it. Did you mean "labels"?',
    ],
    [
      'labels of a group',
      'groups: [{ name: g, labels: { a: b }, rules: [] }]',
      'The labels of the group `g` are written on each of its rules, which means the same.',
    ],
    [
      'a second document',
      'groups: []\n---\ngroups: []\n',
      'A second document of a rule file is not carried over: Prometheus reads the first one only. Move its groups into a file of their own to import them.',
    ],
  ])('%s', async (_, text, message) => {
    const line = text.includes('---') ? 3 : 1;
    expect((await read(text)).said).toEqual([`IMPORT-NOTE ${line} ${message}`]);
  });
});

describe('a file that is read', () => {
  test.each([
    ['rules.yml', 'rules'],
    ['/etc/prometheus/my rules.yaml', 'my-rules'],
    ['C:\\rules\\api.rules.yml', 'api.rules'],
    ['.yml', 'rules'],
    ['rules.json', 'rules'],
  ])('named %s is rendered into imported-%s.yml', async (name, file) => {
    expect((await read(rule('{ alert: A, expr: up }'), name)).groups.map(group => group.file)).toEqual([file]);
  });

  test.each<[string, string, string]>([
    ['white space around it and at the ends of its lines', 'expr: "  up  \\n  == 0  \\n"', 'up\n  == 0'],
    ['no comment, however long it is', `expr: "up == 0 # ${'x'.repeat(120)}"`, `up == 0 # ${'x'.repeat(120)}`],
  ])('has an expression that loses %s', async (_, expr, expected) => {
    const { rules } = await read(rule(`{ alert: A, ${expr} }`));
    expect(rules.map(each => (each.kind === 'carried' ? each.entry.expr : ''))).toEqual([expected]);
  });

  test('takes an interval and a limit of 0 for none', async () => {
    const { groups } = await read('groups: [{ name: g, interval: 0s, limit: 0, rules: [] }]\n');
    expect(groups.map(({ interval, limit }) => [interval, limit])).toEqual([[undefined, undefined]]);
  });

  test('may have Windows line ends', async () => {
    const { rules, said } = await read(
      'groups:\r\n- name: g\r\n  rules:\r\n  - alert: A\r\n    expr: |\r\n      up\r\n      == 0\r\n',
    );
    expect(said).toEqual([]);
    expect(rules.map(each => (each.kind === 'carried' ? each.entry.expr : ''))).toEqual(['up\n== 0']);
  });

  test('keeps every comment: with its rule, its group, or at the end', async () => {
    const { groups } = (await imported()).stack;
    const [records, alerts] = groups.map(({ source }) => source);
    expect(records?.comments).toEqual(['Rules of the shop API.', 'Owner: the shop team.']);
    expect(records?.rules.map(({ comments }) => comments)).toEqual([
      [],
      ["Errors are 5xx only: a 4xx is the caller's mistake."],
      [],
      [],
      [],
    ]);
    expect(alerts?.comments).toEqual(['--- Alerts ------------------------------------------------------------------']);
    expect(alerts?.rules.map(({ comments }) => comments)).toEqual([[], [], ['scraped every 15 s'], [], [], []]);
    expect(alerts?.trailing).toEqual(['- alert: Retired', '  expr: old_metric > 1']);
  });
});
