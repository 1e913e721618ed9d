import { readdirSync, readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { adoptionOf } from '../../src/importers/adopt.ts';
import { importRules } from '../../src/importers/import-rules.ts';
import { adoptableParts, importedCatalogue, locateImported } from '../../src/importers/imported-stack.ts';
import { printStack } from '../../src/importers/print-stack.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import stack from './fixtures/imported.stack.ts';
import { adoption, fixture, fixtures, imported, printed } from './fixtures.ts';
import { readRuleTree, ruleTreeOf } from './rule-tree.ts';

const today = '2027-01-01';

/** The rendered files of a catalogue that hold imported rules, as trees. */
const rendered = async (catalogue: unknown) => {
  const { files } = await synthesize({ catalogue, diagnostics: [] }, { today, targets: [] });
  return (file: string) => readRuleTree(files.get(`rules/imported-${file}.yml`) ?? '');
};

/** A catalogue without the lists that hold nothing: a program has each of them. */
const withoutEmpty = (catalogue: object): object =>
  Object.fromEntries(Object.entries(catalogue).filter(([, value]) => !Array.isArray(value) || value.length > 0));

describe('the program that is printed', () => {
  test('is the one beside the fixtures, which compiles', async () => {
    const result = await imported();
    expect(printStack(result.stack, adoption(result))).toBe(printed());
  });

  test('has the catalogue that was checked', async () => {
    const result = await imported();
    const { catalogue, diagnostics } = stack.toProgram();
    expect(diagnostics).toEqual([]);
    expect(withoutEmpty(catalogue)).toEqual(withoutEmpty(importedCatalogue(result.stack, adoption(result))));
  });

  test('renders the same rules as the file that it was read from', async () => {
    const source = readRuleTree(fixture('api.yml').text);
    const groups = source.groups.map(group => ({ ...group, interval: group.interval ?? '30s' }));
    expect((await rendered(stack.toProgram().catalogue))('api')).toEqual({ groups });
    expect(groups.map(({ rules }) => rules.length)).toEqual([5, 6]);
  });

  test('renders the same rules as a PrometheusRule', async () => {
    const [, resource] = loadAll(fixture('operator.yml').text);
    const spec = typeof resource === 'object' && resource !== null && 'spec' in resource ? resource.spec : undefined;
    const groups = ruleTreeOf(spec).groups.map(group => ({ ...group, interval: group.interval ?? '30s' }));
    expect((await rendered(stack.toProgram().catalogue))('node-rules')).toEqual({ groups });
    expect(groups.map(({ rules }) => rules.length)).toEqual([4, 1]);
  });

  test('renders the rules that Prometheus takes out of a file that it refuses', async () => {
    const [odd, broken] = readRuleTree(fixture('odd.yml').text).groups;
    const fine = broken?.rules
      .filter(({ alert }) => alert === 'Fine' || alert === 'Typo')
      .map(({ annotation, ...rule }) => rule);
    const groups = [
      { ...odd, interval: '30s' },
      { ...broken, interval: '30s', rules: fine },
    ];
    expect((await rendered(stack.toProgram().catalogue))('odd')).toEqual({ groups });
    expect([odd?.rules.length, fine?.length]).toEqual([7, 2]);
  });

  test('writes labels of a group on its rules, which keep what they say themselves', async () => {
    const { groups } = (await rendered(stack.toProgram().catalogue))('etcd');
    expect(groups.map(({ rules }) => rules.map(({ labels }) => labels))).toEqual([
      ['critical', 'warning', 'warning'].map(severity => [
        ['severity', severity],
        ['team', 'platform'],
      ]),
    ]);
  });
});

describe('an import', () => {
  test('counts what it carried over', async () => {
    expect((await imported()).fidelity).toEqual({ groups: 8, unchanged: 27, noted: 1, refused: 7 });
  });

  test('renders without an error from the first day on, for every target', async () => {
    const { stack: own } = await imported();
    const before = await synthesize({ catalogue: importedCatalogue(own), diagnostics: [] }, { today, targets: [] });
    const lowered = adoptionOf(adoptableParts(own), before.diagnostics, '2027-03-01');
    const after = await synthesize(
      { catalogue: importedCatalogue(own, lowered), diagnostics: [] },
      { today, targets: ['kubernetes', 'compose'] },
    );
    expect(before.diagnostics.filter(({ code }) => code === 'ALERT-ANN').map(({ severity }) => severity)).toContain(
      'error',
    );
    expect(
      after.diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'SUPPRESS-UNUSED'),
    ).toEqual([]);
    expect([...after.files.keys()].filter(path => path.startsWith('rules/imported-'))).toEqual([
      'rules/imported-api.yml',
      'rules/imported-etcd.yml',
      'rules/imported-node-rules.yml',
      'rules/imported-odd.yml',
    ]);
  });

  test('has its findings as errors again when the time is over', async () => {
    const result = await imported();
    const { diagnostics } = await synthesize(
      { catalogue: importedCatalogue(result.stack, adoption(result)), diagnostics: [] },
      { today: '2027-02-01', targets: [] },
    );
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain('AM-UNROUTED');
  });

  test('never lowers what cannot be rendered', async () => {
    const codes = adoption(await imported()).map(({ path, code }) => `${path} ${code}`);
    expect(codes).toEqual([
      'imported AM-UNROUTED',
      'imported/shop AM-PAGE',
      'imported/platform AM-PAGE',
      'imported/api-alerts ALERT-ANN',
      'imported/node ALERT-ANN',
      'imported/broken ALERT-ANN',
      'imported/broken METRIC-UNKNOWN',
    ]);
  });

  test('locates teams, groups and rules in the files', async () => {
    const locate = locateImported((await imported()).stack);
    const places = [
      'imported/shop',
      'imported/api-records',
      'imported/api-alerts/ApiDown',
      'imported/odd-api-alerts/Twice~2',
      'imported/etcd/etcd:proposals:rate5m',
      'imported',
    ];
    expect(places.map(locate)).toEqual([
      { file: 'api.yml', line: 31 },
      { file: 'api.yml', line: 4 },
      { file: 'api.yml', line: 47 },
      { file: 'odd.yml', line: 13 },
      { file: 'operator.yml', line: 68 },
      undefined,
    ]);
  });

  test('gives files of one name, and groups of one name, names of their own', async () => {
    const text = 'groups: [{ name: platform, rules: [{ alert: A, expr: up == 0 }] }]';
    const { stack: own } = await importRules([
      { name: 'a/rules.yml', text },
      { name: 'b/rules.yml', text },
      { name: 'c/rules.yaml', text },
    ]);
    expect(importedCatalogue(own).ruleGroups?.map(({ id, name, file }) => [id, name, file])).toEqual([
      ['rules-platform', 'platform', 'rules'],
      ['rules-2-platform', 'platform', 'rules-2'],
      ['rules-3-platform', 'platform', 'rules-3'],
    ]);
  });
});

describe('findings', () => {
  test('come in the order of the files and their lines', async () => {
    const { findings } = await imported();
    expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'api.yml:28',
      ...[1, 42, 43, 58, 60].map(line => `operator.yml:${line}`),
      ...[2, 26, 34, 38, 41, 44, 46, 48, 51, 52].map(line => `odd.yml:${line}`),
    ]);
  });

  test.each([
    [
      'without an interval of its own',
      'groups: [{ name: g, rules: [{ record: a, expr: up }] }]',
      "IMPORT-NOTE rules.yml:1 The group `g` has no interval of its own, and is evaluated as often as the stack's own rules are.",
    ],
    [
      'without rules',
      '\ngroups: [{ name: g, interval: 1m }]',
      'IMPORT-NOTE rules.yml:2 The group `g` is not carried over: it has no rules.',
    ],
  ])('tell of a group %s', async (_, text, expected) => {
    const { findings } = await importRules([{ name: 'rules.yml', text }]);
    expect(findings.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`)).toEqual([expected]);
  });

  test('about a rule have a path without further steps', async () => {
    const locate = locateImported((await imported()).stack);
    expect(locate("imported/odd-api-alerts/Ünïcode-Name with 'quotes'")).toEqual({ file: 'odd.yml', line: 5 });
  });
});

describe('the rendered rules of this repository', () => {
  const folder = new URL('../../rules/', import.meta.url);
  const names = readdirSync(folder).filter(name => !name.startsWith('imported-'));

  test.each(names)('%s comes back as it is', async name => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { stack: own, fidelity, findings } = await importRules([{ name, text }]);
    const tree = readRuleTree(text);
    expect(findings).toEqual([]);
    expect(fidelity.unchanged).toBe(tree.groups.reduce((sum, group) => sum + group.rules.length, 0));
    expect((await rendered(importedCatalogue(own)))(name.replace('.yml', ''))).toEqual(tree);
  });

  test('are what the test reads', () => {
    expect(names).toContain('platform.yml');
    expect(fixtures).toHaveLength(3);
  });
});
