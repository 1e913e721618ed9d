import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, verbose: true });
const compiled = new Map<string, ValidateFunction>();

/**
 * The check of a document against `test/schemas/<name>.schema.json`: one message per mistake, `pointer: what is wrong`,
 * and an empty list for a valid document. A schema is compiled once per process.
 */
export const validator = (name: string): ((value: unknown) => readonly string[]) => {
  const validate = compiled.get(name) ?? ajv.compile(readSchema(name));
  compiled.set(name, validate);
  return value => (validate(value) ? [] : [...new Set((validate.errors ?? []).filter(isCause).map(describe))]);
};

/** The schema itself, for tests that walk it. */
export const readSchema = (name: string): object => {
  const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, `${name}.schema.json`), 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error(`${name}.schema.json holds no object`);
  return schema;
};

/** Ajv reports `if` and `propertyNames` beside the error that caused them, and each branch of a failed choice. */
const isCause = ({ keyword, schemaPath }: ErrorObject): boolean =>
  keyword !== 'if' && keyword !== 'propertyNames' && !/(any|one)Of\/\d+\//.test(schemaPath);

const describe = (error: ErrorObject): string => `${error.instancePath}: ${what(error)}`;

const what = (error: ErrorObject): string => {
  const { keyword, params, parentSchema, data, propertyName } = error;
  switch (keyword) {
    case 'additionalProperties':
      return `unknown key "${params['additionalProperty']}"`;
    case 'required':
      return `key "${params['missingProperty']}" is missing`;
    case 'enum':
      return `${JSON.stringify(data)} is none of ${params['allowedValues'].join(', ')}`;
    case 'const':
      return `${JSON.stringify(data)} is not ${JSON.stringify(params['allowedValue'])}`;
    case 'pattern': {
      const wanted = parentSchema?.['description'] ?? `text like ${params['pattern']}`;
      return `${JSON.stringify(propertyName ?? data)} is not ${wanted}`;
    }
    case 'false schema':
      return 'must not be here';
    case 'uniqueItems':
      return `has ${JSON.stringify(Array.isArray(data) ? data[params['i']] : data)} twice`;
    case 'not':
      return `must not have all of ${keysOf([parentSchema?.['not']])}`;
    case 'oneOf':
      return `needs exactly one of ${keysOf(parentSchema?.['oneOf'])}`;
    case 'anyOf':
      return `needs one of ${keysOf(parentSchema?.['anyOf'])}`;
    default:
      return error.message ?? keyword;
  }
};

/** The keys that a choice between `{required: […]}` schemas is about. */
const keysOf = (choices: readonly { readonly required?: readonly string[] }[]): string =>
  choices
    .flatMap(choice => choice.required ?? [])
    .map(key => `"${key}"`)
    .join(', ');
