import { expect, test } from 'vitest';
import { childPath, isWithin, stackPath } from '../../src/catalogue/paths.ts';

test('a path begins with the organisation', () => {
  expect(childPath(childPath(stackPath({ org: 'acme' }), 'api'), 'health')).toBe('acme/api/health');
});

test.each<[string, string, boolean]>([
  ['acme/api', 'acme/api', true],
  ['acme/api/health', 'acme/api', true],
  ['acme/api-2', 'acme/api', false],
  ['acme', 'acme/api', false],
])('%s lies within %s: %s', (path, ancestor, expected) => {
  expect(isWithin(path, ancestor)).toBe(expected);
});
