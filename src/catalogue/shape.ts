import { type Diagnostic, report } from '../core/diagnostic.ts';
import { nearest, suggest } from '../core/names.ts';
import type { ObjectShape, Shape } from '../core/shape.ts';
import { childPath } from './paths.ts';
import { catalogueType, catalogueUnknown } from './problems.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const show = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const expectation = (shape: Shape): string => {
  switch (shape.kind) {
    case 'text':
      return shape.expected ?? 'a string';
    case 'number':
      return shape.minimum === undefined
        ? 'a number'
        : `a ${shape.whole === true ? 'whole ' : ''}number from ${shape.minimum}${shape.maximum === undefined ? '' : ` to ${shape.maximum}`}`;
    case 'boolean':
      return 'true or false';
    case 'scalar':
      return 'a string, a number or a boolean';
    case 'one':
      return shape.of.map(value => JSON.stringify(value)).join(', ');
    case 'list':
      return 'a list';
    case 'anything':
      return 'a value';
    default:
      return hides(shape) ? "a secret's name" : 'an object';
  }
};

const matches = (shape: Shape, value: unknown): boolean => {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' && (shape.pattern === undefined ? value !== '' : shape.pattern.test(value));
    case 'number':
      return (
        typeof value === 'number' &&
        Number.isFinite(value) &&
        (shape.whole !== true || Number.isInteger(value)) &&
        value >= (shape.minimum ?? Number.NEGATIVE_INFINITY) &&
        value <= (shape.maximum ?? Number.POSITIVE_INFINITY)
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'scalar':
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    case 'one':
      return (typeof value === 'string' || typeof value === 'number') && shape.of.includes(value);
    case 'list':
      return Array.isArray(value);
    case 'anything':
      return value !== undefined;
    default:
      return isObject(value);
  }
};

/** Whether a value in this place may be a secret that was written instead of its name. */
const hides = (shape: Shape): boolean =>
  (shape.kind === 'text' && shape.isHidden === true) || (shape.kind === 'object' && isReference(shape));

/** `{secret: name}` and nothing else. */
const isReference = ({ required }: ObjectShape): boolean =>
  Object.keys(required).length === 1 && Object.values(required).some(hides);

/** The choice that was probably meant. */
const closest = (shape: Shape, value: unknown): string | undefined => {
  if (shape.kind !== 'one' || typeof value !== 'string') return undefined;
  const close = nearest(value, shape.of.map(String));
  return close === undefined ? undefined : `Did you mean "${close}"?`;
};

/** Everything in `value` that does not have the shape. `path` is the construct, `where` the property inside it. */
export const shapeMistakes = (shape: Shape, value: unknown, path: string, where = ''): readonly Diagnostic[] => {
  if (!matches(shape, value)) {
    const subject = where === '' ? 'This' : `\`${where}\``;
    const isHidden = hides(shape) && typeof value === 'string';
    return [
      report(
        catalogueType,
        path,
        `${subject} must be ${expectation(shape)}${isHidden ? '' : `, not ${show(value)}`}.`,
        isHidden ? "Write secret('name') with the name of a file or Kubernetes Secret." : closest(shape, value),
      ),
    ];
  }
  if (shape.kind === 'list' && Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      shapeMistakes(
        shape.of,
        item,
        shape.constructs === true && isObject(item) && typeof item['id'] === 'string'
          ? childPath(path, item['id'])
          : path,
        shape.constructs === true ? '' : `${where}[${index}]`,
      ),
    );
  if (!isObject(value)) return [];
  if (shape.kind === 'record')
    return Object.entries(value).flatMap(([key, item]) => shapeMistakes(shape.of, item, path, join(where, key)));
  if (shape.kind === 'kinds') {
    const kind = value['kind'];
    const selected = typeof kind === 'string' ? own(shape.of, kind) : undefined;
    if (selected !== undefined) return objectMistakes(selected, value, path, where, ['kind']);
    const hint = suggest(String(kind), Object.keys(shape.of));
    return [
      report(
        catalogueType,
        path,
        `\`${join(where, 'kind')}\` must be ${either(Object.keys(shape.of))}, not ${show(kind)}.`,
        hint,
      ),
    ];
  }
  if (shape.kind === 'either')
    return objectMistakes(
      own(value, shape.property) === undefined ? shape.lacking : shape.having,
      value,
      path,
      where,
      [],
    );
  return shape.kind === 'object' ? objectMistakes(shape, value, path, where, []) : [];
};

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
const either = (words: readonly string[]): string =>
  words
    .map(word => `"${word}"`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');

/** A property of the record itself: `constructor` is nothing that anybody declared. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const join = (where: string, key: string): string => (where === '' ? key : `${where}.${key}`);

const objectMistakes = (
  shape: ObjectShape,
  value: Readonly<Record<string, unknown>>,
  path: string,
  where: string,
  ignored: readonly string[],
): readonly Diagnostic[] => {
  const found: Diagnostic[] = [];
  const names = [...Object.keys(shape.required), ...Object.keys(shape.optional)];
  // A property that was mistyped is not missing as well.
  const meant = new Set<string | undefined>();
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || ignored.includes(key)) continue;
    const known = own(shape.required, key) ?? own(shape.optional, key);
    if (known !== undefined) found.push(...shapeMistakes(known, item, path, join(where, key)));
    else {
      meant.add(nearest(key, names));
      found.push(report(catalogueUnknown, path, `There is no property \`${join(where, key)}\`.`, suggest(key, names)));
    }
  }
  for (const [key, item] of Object.entries(shape.required))
    if (value[key] === undefined && !meant.has(key))
      found.push(report(catalogueType, path, `\`${join(where, key)}\` is missing: it must be ${expectation(item)}.`));
  return found;
};
