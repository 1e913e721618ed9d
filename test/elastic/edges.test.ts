import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import { artefacts, fair, log, model, plan, service, site, trace } from './stack-fixture.ts';

const connections = (of: Model): readonly string[] => {
  const asked = new Set<string>();
  const inner = site({});
  artefacts(
    of,
    site({
      connect: (from, to, port) => {
        asked.add(`${from} ${to} ${port}`);
        return inner.connect(from, to, port);
      },
    }),
  );
  for (const { id, args } of plan(of).workloads)
    for (const piece of args.flatMap(text => (typeof text === 'string' ? [] : text)))
      if (typeof piece === 'object' && 'connect' in piece) asked.add(`${id} ${piece.connect} ${piece.port}`);
  return [...asked].sort();
};

describe('connections that configuration names', () => {
  test.each([
    ['logs and traces', fair, 7],
    ['logs alone', model({ services: [service({ logs: [log({})] })] }), 3],
    ['traces alone', model({ services: [service({ traces: [trace({})] })] }), 2],
  ])('with %s each has its edge', (_, of, count) => {
    const edges = plan(of).edges.map(({ from, to, port }) => `${from} ${to} ${port}`);
    expect(connections(of)).toHaveLength(count);
    expect(edges).toEqual(expect.arrayContaining([...connections(of)]));
  });

  test.each([
    ['elasticsearch-setup', 6],
    ['jaeger', 1],
  ])('%s asks only for secrets that it mounts', (reader, count) => {
    const asked = new Set<string>();
    artefacts(
      fair,
      site({
        secretFile: (by, { secret }) => {
          if (by === reader) asked.add(secret);
          return `/secrets/${secret}`;
        },
      }),
    );
    const { secrets = [] } = plan(fair).workloads.find(({ id }) => id === reader) ?? {};
    expect(asked.size).toBe(count);
    expect(secrets.map(({ secret }) => secret)).toEqual(expect.arrayContaining([...asked]));
  });
});
