import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertLabels, LabelValues } from '../../src/analysis/alert-labels.ts';
import { matchingRoutes } from '../../src/analysis/route.ts';
import { alertRoutes, compileRoutes } from '../../src/analysis/route-reach.ts';
import type { Route } from '../../src/ir/routing.ts';
import { labelChoices, labelSet, routeTree } from './route-arbitrary.ts';

type Choices = Readonly<Record<string, readonly string[] | undefined>>;

/** An alert whose labels are these; one with `undefined` can be anything, one that is missing is never there. */
const alertWith = (choices: Choices): AlertLabels => ({
  of: (label): LabelValues => {
    if (!Object.hasOwn(choices, label)) return { values: [''], canLack: true, cardinality: 1 };
    const values = choices[label];
    return { values, canLack: values?.includes('') ?? true, cardinality: values?.length };
  },
  names: Object.keys(choices),
  open: false,
});

const reached = (tree: Route, choices: Choices): ReadonlySet<Route> =>
  new Set(alertRoutes(compileRoutes(tree), alertWith(choices)).flatMap(({ routes }) => routes));

const labelSets = (choices: Readonly<Record<string, readonly string[]>>): readonly Readonly<Record<string, string>>[] =>
  Object.entries(choices).reduce<readonly Readonly<Record<string, string>>[]>(
    (sets, [label, values]) => sets.flatMap(set => values.map(value => ({ ...set, [label]: value }))),
    [{}],
  );

const single = (labels: Readonly<Record<string, string>>): Choices =>
  Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, [value]]));

describe('the routes of an alert', () => {
  test('are those of its label set, when it has one', () => {
    fc.assert(
      fc.property(routeTree, labelSet, (tree, labels) => {
        expect(reached(tree, single(labels))).toEqual(new Set(matchingRoutes(tree, labels)));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test('are those of all its label sets, when their values are known', () => {
    fc.assert(
      fc.property(routeTree, labelChoices, (tree, choices) => {
        expect(reached(tree, choices)).toEqual(new Set(labelSets(choices).flatMap(set => matchingRoutes(tree, set))));
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  test('leave out no route that a label could lead to whose values nobody knows', () => {
    fc.assert(
      fc.property(routeTree, labelSet, fc.subarray(['a', 'b', 'c', 'd']), (tree, labels, unknown) => {
        const choices = { ...single(labels), ...Object.fromEntries(unknown.map(label => [label, undefined])) };
        const found = reached(tree, choices);
        expect(matchingRoutes(tree, labels).filter(route => !found.has(route))).toEqual([]);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  const leaf = (receiver: string, label: string, value: string): Route => ({
    receiver,
    matchers: [{ label, op: '=', value }],
    routes: [],
    path: '',
  });
  const tree: Route = {
    receiver: 'root',
    matchers: [],
    routes: [leaf('first', 'team', 'a'), leaf('second', 'team', 'a'), leaf('third', 'team', 'b')],
    path: '',
  };

  test.each<[string, Choices, readonly string[]]>([
    ['end with the first sibling that surely takes it', { team: ['a'] }, ['first']],
    ['are those of each value', { team: ['a', 'b'] }, ['first', 'third']],
    ['include the parent when the label can be missing', { team: ['', 'b'] }, ['root', 'third']],
    ['go on after a sibling that may not take it', { team: undefined }, ['first', 'second', 'third', 'root']],
    ['are the parent’s when no child asks for its labels', { service: ['a'] }, ['root']],
  ])('%s', (_, choices, receivers) => {
    expect([...reached(tree, choices)].map(({ receiver }) => receiver)).toEqual(receivers);
  });

  test('name the values by which they differ', () => {
    expect(alertRoutes(compileRoutes(tree), alertWith({ team: ['a', 'b'] })).map(({ labels }) => labels)).toEqual([
      { team: 'a' },
      { team: 'b' },
    ]);
  });
});
