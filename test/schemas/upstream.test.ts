import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject } from '../../src/core/json.ts';
import { readSchema, validator } from './load.ts';
import { typos } from './typos.ts';
import { mistakes } from './upstream/mistakes.ts';
import { type Checked, samples } from './upstream/samples.ts';

const schemas: readonly Checked[] = ['prometheus', 'rules', 'alertmanager', 'blackbox'];

/** Keys whose value maps names of the author's choice. */
const freeMaps: ReadonlySet<string> = new Set([
  'annotations',
  'attributes',
  'custom_fields',
  'details',
  'external_labels',
  'headers',
  'http_headers',
  'labels',
  'modules',
  'endpoint_params',
  'params',
  'required_matchers',
]);

/** The names of every property anywhere in a schema. */
const schemaKeys = (schema: unknown): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap(schemaKeys);
  if (!isJsonObject(schema)) return [];
  const { properties, ...rest } = schema;
  const own = isJsonObject(properties)
    ? [...Object.keys(properties), ...Object.values(properties).flatMap(schemaKeys)]
    : [];
  return [...own, ...Object.values(rest).flatMap(schemaKeys)];
};

const documentKeys = (document: unknown): readonly string[] => {
  if (Array.isArray(document)) return document.flatMap(documentKeys);
  return isJsonObject(document)
    ? Object.entries(document).flatMap(([key, value]) => [key, ...documentKeys(value)])
    : [];
};

test.each(samples)('the sample $file is valid', ({ schema, document }) => {
  expect(validator(schema)(document)).toEqual([]);
});

test.each(mistakes)('$schema: $mistake is caught', ({ schema, yaml, says }) => {
  expect(validator(schema)(parse(yaml))).toEqual(says);
});

describe.each(samples)('in $file', ({ schema, document }) => {
  test('every misspelt key is caught', () => {
    const planted = typos(document, freeMaps);
    expect(planted.length).toBeGreaterThan(3);
    expect(planted.filter(typo => validator(schema)(typo.document).length === 0).map(typo => typo.at)).toEqual([]);
  });
});

test.each(schemas)('the samples of %s use every key that its schema knows', schema => {
  const used = new Set(
    samples.filter(sample => sample.schema === schema).flatMap(({ document }) => documentKeys(document)),
  );
  expect(schemaKeys(readSchema(schema)).filter(key => !used.has(key))).toEqual([]);
});
