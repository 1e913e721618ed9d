import { durationShape, objectShape, type Shape, textShape } from '../core/shape.ts';

/**
 * The pieces that shapes of the catalogue are made of.
 *
 * @module
 */

export const text: Shape = textShape;
export const number: Shape = { kind: 'number' };
export const boolean: Shape = { kind: 'boolean' };
/** Text that may be empty. */
export const anyText: Shape = { kind: 'text', pattern: /^/ };
export const anything: Shape = { kind: 'anything' };
export const texts: Shape = { kind: 'list', of: text };
export const duration: Shape = durationShape;
export const period: Shape = {
  kind: 'text',
  pattern: /^(?=.*[1-9])(\d+(ms|[smhdwy]))+$/,
  expected: 'a duration longer than nothing, such as 5m',
};
export const port: Shape = { kind: 'number', minimum: 1, maximum: 65_535, whole: true };
export const list = (of: Shape): Shape => ({ kind: 'list', of });
export const constructs = (of: Shape): Shape => ({ kind: 'list', of, constructs: true });
export const one = (...of: readonly (string | number)[]): Shape => ({ kind: 'one', of });
export const record = (of: Shape): Shape => ({ kind: 'record', of });
export const object = objectShape;

export const url: Shape = { kind: 'text', pattern: /^https?:\/\/[^\s/]+/, expected: 'an http or https address' };

/** The name of a secret, never its value. */
export const secret = object({
  secret: {
    kind: 'text',
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    expected: 'the name of a secret: lower case letters, digits and dashes',
    isHidden: true,
  },
});
