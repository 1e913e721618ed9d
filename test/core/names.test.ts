import { describe, expect, test } from 'vitest';
import { isDnsLabel, kebabCase, nearest, pascalCase, suggest } from '../../src/core/names.ts';

describe('the nearest name', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['slak', ['slack', 'email'], 'slack'],
    ['prot', ['path', 'port'], 'port'],
    ['http_request_total', ['http_requests_total', 'http_responses_total'], 'http_requests_total'],
    ['telegram', ['slack', 'email'], undefined],
    ['id', ['uid', 'job'], 'uid'],
    ['ab', ['ba'], 'ba'],
    ['x', [], undefined],
  ])('to %s among %j is %s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });

  test('is the first of those that are equally near', () => {
    expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
  });
});

describe('a suggestion', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['slak', ['slack', 'email'], 'Did you mean "slack"?'],
    ['telegram', ['slack', 'email'], 'Known: "slack", "email".'],
    ['telegram', [], undefined],
    [
      'zzzzzz',
      Array.from({ length: 13 }, (_, i) => `n${i}`),
      'Known: "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "n10", "n11", ….',
    ],
  ])('for %s among %j', (name, candidates, expected) => {
    expect(suggest(name, candidates)).toBe(expected);
  });
});

describe('a DNS label', () => {
  test.each<[string, boolean]>([
    ['api', true],
    ['a', true],
    ['0-day', true],
    ['x'.repeat(63), true],
    ['x'.repeat(64), false],
    ['', false],
    ['-api', false],
    ['api-', false],
    ['Api', false],
    ['a_b', false],
    ['a.b', false],
  ])('%s: %s', (name, expected) => {
    expect(isDnsLabel(name)).toBe(expected);
  });
});

describe('names change their case', () => {
  test.each<[string, string, string]>([
    ['HighErrorRate', 'high-error-rate', 'HighErrorRate'],
    ['APIUnavailable', 'api-unavailable', 'APIUnavailable'],
    ['high_error rate', 'high-error-rate', 'HighErrorRate'],
    ['DASH-UID', 'dash-uid', 'DASHUID'],
    ['--x--', 'x', 'X'],
    ['p95Latency', 'p95-latency', 'P95Latency'],
  ])('%s is %s and %s', (name, kebab, pascal) => {
    expect([kebabCase(name), pascalCase(name)]).toEqual([kebab, pascal]);
  });
});
