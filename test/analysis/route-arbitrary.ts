import fc from 'fast-check';
import type { Route, RouteMatcher } from '../../src/ir/routing.ts';

/** Few labels and values, so that routes and label sets meet often. */
const names = ['a', 'b', 'c', 'd'] as const;
const values = ['x', 'y', 'xy', 'x.y', 'z+', 'é', 'x"y', 'x\\y', 'a|b', '(x)'] as const;
/** Read alike by RE2 and JavaScript. */
const patterns = [
  'x|y',
  'x.*',
  '.+',
  '.*',
  '[xz].?',
  'x\\.y',
  '(?:x|z)\\+?',
  '',
  '[^x]+',
  'x.y',
  'é|z.',
  'y{1,2}',
] as const;

const matcher: fc.Arbitrary<RouteMatcher> = fc.oneof(
  fc.record({
    label: fc.constantFrom(...names),
    op: fc.constantFrom('=' as const, '!=' as const),
    value: fc.constantFrom('', ...values),
  }),
  fc.record({
    label: fc.constantFrom(...names),
    op: fc.constantFrom('=~' as const, '!~' as const),
    value: fc.constantFrom(...patterns),
  }),
);

/** A route with up to that many levels below it. */
const tree = (levels: number): fc.Arbitrary<Route> =>
  fc
    .record({
      receiver: fc.constantFrom('r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'),
      matchers: fc.array(matcher, { maxLength: 2 }),
      continue: fc.boolean(),
      routes: levels === 0 ? fc.constant([]) : fc.array(tree(levels - 1), { maxLength: 3 }),
    })
    .map(route => ({ ...route, path: '' }));

/** A route tree: as in Alertmanager its root takes everything. */
export const routeTree: fc.Arbitrary<Route> = fc
  .record({ receiver: fc.constant('root'), routes: fc.array(tree(3), { minLength: 1, maxLength: 4 }) })
  .map(({ receiver, routes }) => ({ receiver, matchers: [], routes, path: '' }));

/** A label set; labels may be missing. */
export const labelSet: fc.Arbitrary<Readonly<Record<string, string>>> = fc.dictionary(
  fc.constantFrom(...names),
  fc.constantFrom(...values),
  { maxKeys: names.length, noNullPrototype: true },
);

/** What labels can be, for one alert: some values, `''` for a label that can be missing, or anything. */
export const labelChoices: fc.Arbitrary<Readonly<Record<string, readonly string[]>>> = fc.dictionary(
  fc.constantFrom(...names),
  fc.uniqueArray(fc.constantFrom('', ...values), { minLength: 1, maxLength: 3 }),
  { noNullPrototype: true },
);
