import { describe, expect, test } from 'vitest';
import { adoptionOf } from '../../src/importers/adopt.ts';
import { importSlos } from '../../src/importers/import-slos.ts';
import { importedSloCatalogue, locateImportedSlo, sloParts } from '../../src/importers/slo-stack.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import openslo from './fixtures/slo/openslo.stack.ts';
import pyrra from './fixtures/slo/pyrra.stack.ts';
import sloth from './fixtures/slo/sloth.stack.ts';
import { adoptions, formats, imported, printed, program, slothText, source } from './slo-fixtures.ts';

const stacks = { openslo, pyrra, sloth } as const;
const today = '2027-01-01';

/** Without the empty lists that a program gives for what its constructs do not have. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => key === 'tiers' || !Array.isArray(child) || child.length > 0)
      .map(([key, child]) => [key, withoutEmpty(child)]),
  );
};

describe.each(formats)('the objectives of %s', format => {
  test('are printed as the program beside the file, which compiles', async () => {
    expect(await printed(format)).toBe(program(format));
  });

  test('have the catalogue that is checked', async () => {
    const { stack } = await imported(format);
    const { catalogue, diagnostics } = stacks[format].toProgram();
    expect(diagnostics).toEqual([]);
    expect(withoutEmpty(catalogue)).toEqual(withoutEmpty(importedSloCatalogue(stack, adoptions[format])));
  });

  test('render without an error from the first day on', async () => {
    const { stack } = await imported(format);
    const before = await synthesize(
      { catalogue: importedSloCatalogue(stack), diagnostics: [] },
      { today, targets: [] },
    );
    const lowered = adoptionOf(sloParts(stack), before.diagnostics, '2027-03-01');
    const after = await synthesize(
      { catalogue: importedSloCatalogue(stack, lowered), diagnostics: [] },
      { today, targets: ['compose'] },
    );
    expect(lowered.map(({ code }) => code)).toContain('AM-UNROUTED');
    expect(
      after.diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'SUPPRESS-UNUSED'),
    ).toEqual([]);
    expect([...after.files.keys()].filter(path => path.startsWith('rules/') && path.endsWith('-slo.yml'))).toEqual(
      stack.services.map(({ id }) => `rules/${id}-slo.yml`).sort(),
    );
  });
});

describe('an import', () => {
  test('counts what it carried over', async () => {
    const counts = await Promise.all(formats.map(async format => [format, (await imported(format)).fidelity]));
    expect(Object.fromEntries(counts)).toEqual({
      openslo: { carried: 8, refused: 1 },
      pyrra: { carried: 7, refused: 1 },
      sloth: { carried: 7, refused: 3 },
    });
  });

  test('puts files of several formats together, and objectives of one service', async () => {
    const text = slothText(
      '- name: gateway-errors',
      '  objective: 99',
      "  sli: { events: { error_query: 'sum(rate(a[{{.window}}]))', total_query: 'sum(rate(b[{{.window}}]))' } }",
    ).replace('service: api', 'service: gateway');
    const { stack, findings } = await importSlos([source('pyrra'), { name: 'more.yml', text }]);
    expect(stack.services.find(({ id }) => id === 'gateway')?.slos.map(({ id }) => id)).toEqual([
      'gateway-errors',
      'gateway-latency',
      'gateway-native',
      'gateway-errors-2',
    ]);
    expect(findings.filter(({ file }) => file === 'more.yml').map(({ line, message }) => [line, message])).toEqual([
      [4, 'The objective `gateway-errors` is called `gateway-errors-2` here.'],
    ]);
  });

  test('finds what is referred to in another file', async () => {
    const { text } = source('openslo');
    const documents = text.split('\n---\n');
    const [slos, others] = [true, false].map(isSlo => ({
      name: isSlo ? 'slos.yml' : 'others.yml',
      text: documents.filter(document => /^kind: SLO$/m.test(document) === isSlo).join('\n---\n'),
    }));
    if (slos === undefined || others === undefined) throw new Error('the file has no objectives');
    const { stack } = await importSlos([slos, others]);
    expect(importedSloCatalogue(stack).services).toEqual(
      importedSloCatalogue((await imported('openslo')).stack).services,
    );
  });

  test('never prints what a data source holds', async () => {
    expect(source('openslo').text).toContain('not-for-printing');
    const { findings } = await imported('openslo');
    expect((await printed('openslo')) + JSON.stringify(findings)).not.toContain('not-for-printing');
  });

  test('locates services and objectives in the files', async () => {
    const locate = locateImportedSlo((await imported('sloth')).stack);
    expect(
      ['imported/checkout', 'imported/checkout/latency', 'imported/search-api/found/x', 'imported'].map(locate),
    ).toEqual([
      { file: 'sloth.yml', line: 8 },
      { file: 'sloth.yml', line: 30 },
      { file: 'sloth.yml', line: 89 },
      undefined,
    ]);
  });

  test('gives a service and a team of one name names of their own', async () => {
    const text = slothText(
      '- name: a',
      '  objective: 99',
      '  labels: { team: api }',
      "  sli: { events: { error_query: 'sum(rate(a[{{.window}}]))', total_query: 'sum(rate(b[{{.window}}]))' } }",
    );
    const { stack } = await importSlos([{ name: 'slos.yml', text }]);
    expect([stack.teams, stack.services].map(all => all.map(({ id }) => id))).toEqual([['api'], ['api-2']]);
  });
});
