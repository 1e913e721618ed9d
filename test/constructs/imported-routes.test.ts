import { describe, expect, test } from 'vitest';
import { routing } from '../../src/alertmanager/routing.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import {
  fastapi,
  Hours,
  ImportedRoutes,
  ObservabilityStack,
  Receiver,
  Service,
  Team,
  webhook,
} from '../../src/index.ts';
import { resolve } from '../../src/model/resolve.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

const hook = (name: string) => webhook({ url: `https://hooks.example.com/${name}` });

const newStack = () => {
  const stack = new ObservabilityStack('acme', { environment: 'test' });
  const platform = new Team(stack, 'platform', { timezone: 'UTC' });
  new Service(stack, 'api', { owner: platform, tier: 2, port: 8000, runtime: fastapi() });
  const first = new Receiver(stack, 'first', { sends: [hook('first')] });
  const second = new Receiver(stack, 'second', { sends: [hook('second')] });
  const nights = new Hours(stack, 'nights', { timezone: 'UTC', spans: [{ times: [{ from: '22:00', to: '24:00' }] }] });
  new ImportedRoutes(stack, 'tree', {
    root: {
      to: first,
      groupBy: ['job'],
      repeatInterval: '12h',
      routes: [
        {
          matchers: ['team="shop"', 'severity!~"info|none"'],
          continue: true,
          groupWait: '0s',
          routes: [{ to: second, matchers: ['severity="critical"'], notDuring: [nights] }],
        },
      ],
    },
    inhibitions: [{ source: ['a="b"'], target: ['a="c"'], equal: ['job'] }],
  });
  return { stack, first };
};

const codes = async (catalogue: Catalogue) => {
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2027-01-01', targets: [] });
  return diagnostics.map(({ code, path, message }) => `${code} ${path}: ${message}`);
};

describe('an imported route tree', () => {
  test('is the tree, when no team has a channel', () => {
    const { root, receivers } = routing(resolve(newStack().stack.toProgram().catalogue).model);
    expect(receivers.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(root).toEqual({
      receiver: 'first',
      matchers: [],
      groupBy: ['job'],
      repeatInterval: '12h',
      path: 'acme/tree',
      routes: [
        {
          receiver: 'first',
          matchers: [
            { label: 'team', op: '=', value: 'shop' },
            { label: 'severity', op: '!~', value: 'info|none' },
          ],
          continue: true,
          groupWait: '0s',
          path: 'acme/tree/routes/0',
          routes: [
            {
              receiver: 'second',
              matchers: [{ label: 'severity', op: '=', value: 'critical' }],
              muteTimeIntervals: ['nights'],
              path: 'acme/tree/routes/0/routes/0',
              routes: [],
            },
          ],
        },
      ],
    });
  });

  test('comes behind the heartbeat, and behind teams that have channels', () => {
    const { stack, first } = newStack();
    new Team(stack, 'sales', { timezone: 'UTC', notify: first });
    const { catalogue } = stack.toProgram();
    const { root } = routing(resolve({ ...catalogue, heartbeat: hook('heartbeat') }).model);
    expect(root.routes.map(({ path, receiver }) => `${path} ${receiver}`)).toEqual([
      'acme heartbeat',
      'acme/sales first',
      'acme/tree/routes/0 first',
    ]);
  });

  test('has its inhibitions behind those of the stack, which leave its alerts alone', () => {
    const { inhibitions } = routing(resolve(newStack().stack.toProgram().catalogue).model);
    expect(inhibitions.at(-1)).toEqual({
      name: 'tree-1',
      source: [{ label: 'a', op: '=', value: 'b' }],
      target: [{ label: 'a', op: '=', value: 'c' }],
      equal: ['job'],
      path: 'acme/tree/inhibitions/0',
    });
    const own = { label: 'alert_group', op: '!=', value: '' };
    for (const name of ['critical-over-warning', 'down-over-symptoms'])
      expect(inhibitions.find(rule => rule.name === name)).toMatchObject({
        source: expect.arrayContaining([own]),
        target: expect.arrayContaining([own]),
      });
  });

  test.each<[string, Partial<Catalogue>, string]>([
    [
      'a receiver that is not there',
      { importedRoutes: [{ id: 'tree', root: { to: 'frist' } }] },
      'AM-REF acme/tree: There is no receiver named `frist`.',
    ],
    [
      'hours that are not there',
      { importedRoutes: [{ id: 'tree', root: { to: 'first', routes: [{ during: ['night'] }] } }] },
      'AM-REF acme/tree/routes/0: There is no set of hours named `night`.',
    ],
    [
      'a matcher that is none',
      { importedRoutes: [{ id: 'tree', root: { to: 'first', routes: [{ matchers: ['team'] }] } }] },
      'AM-MATCHER-TEXT acme/tree/routes/0: The text `team` is no matcher of Alertmanager.',
    ],
    [
      'a second tree',
      {
        importedRoutes: [
          { id: 'tree', root: { to: 'first' } },
          { id: 'two', root: { to: 'first' } },
        ],
      },
      'NAME-DUP acme/two: The stack has the imported route trees `tree` and `two`: there is one root only.',
    ],
  ])('is refused with %s', async (_, change, expected) => {
    expect(await codes({ ...newStack().stack.toProgram().catalogue, ...change })).toContain(expected);
  });

  test('is a tree of the right shape, however deep', async () => {
    const { catalogue } = newStack().stack.toProgram();
    const tree: unknown = { id: 'tree', root: { to: 'first', routes: [{ routes: [{ receiver: 'first' }] }] } };
    const { diagnostics } = await synthesize(
      { catalogue: { ...catalogue, importedRoutes: [tree] }, diagnostics: [] },
      { today: '2027-01-01', targets: [] },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['CAT-UNKNOWN']);
  });
});
