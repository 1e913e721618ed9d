import { describe, expect, test } from 'vitest';
import { deployedFiles, documentsOf, renderedFiles } from '../external/rendered-files.ts';
import { validator } from './load.ts';
import { typos } from './typos.ts';

const inDist = deployedFiles(new Map(renderedFiles('dist').map(({ path, text }) => [path, text])));
const namedInDist = (file: string) =>
  inDist.flatMap(({ name, target, text }) => (name === file ? [{ file: `${target}: ${name}`, text }] : []));

/** What `make synth` renders, by the schema that it must satisfy. */
const emitted = [
  ...renderedFiles('rules').map(({ path, text }) => ({ schema: 'rules', file: path, text })),
  ...namedInDist('prometheus.yml').map(file => ({ schema: 'prometheus', ...file })),
  ...namedInDist('alertmanager.yml').map(file => ({ schema: 'alertmanager', ...file })),
  ...namedInDist('blackbox.yml').map(file => ({ schema: 'blackbox', ...file })),
];

test.each(['rules', 'prometheus', 'alertmanager', 'blackbox'])('something is emitted for the schema of %s', schema => {
  expect(emitted.filter(each => each.schema === schema).length).toBeGreaterThan(0);
});

describe.each(emitted)('$file', ({ schema, text }) => {
  const validate = validator(schema);
  const documents = documentsOf(text);
  const [document] = documents;

  test('is one valid document', () => {
    expect(documents.length).toBe(1);
    expect(validate(document)).toEqual([]);
  });

  test('with any key misspelt is invalid', () => {
    const planted = typos(document);
    expect(planted.length).toBeGreaterThan(0);
    expect(planted.filter(typo => validate(typo.document).length === 0).map(({ at }) => at)).toEqual([]);
  });
});
