import { describe, expect, test } from 'vitest';
import { emitGrafana } from '../../src/grafana/emit.ts';
import { schemaVersion } from '../../src/grafana/schema-version.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withStack } from '../accepted/base.ts';
import { shop } from './model-fixture.ts';

test.each([
  ['13.1.3', 42],
  ['12.2', 42],
  ['12.1.0', 41],
  ['11.6.0', 41],
  ['11.5.9', 39],
  ['10.4.0', 39],
])('Grafana %s writes schema %d', (release, schema) => {
  expect(schemaVersion(release)).toBe(schema);
});

test('every page says the schema of the targeted release, and nothing else differs', async () => {
  const pages = async (grafana: string) => {
    const { plan } = await synthesize(
      { catalogue: withStack({ versions: { grafana } }), diagnostics: [] },
      { today: '2026-01-01', targets: ['compose'] },
    );
    return (plan?.dashboards ?? []).map(({ body }) => body);
  };
  const [older, newest] = await Promise.all([pages('11.6.0'), pages('13.1.3')]);
  expect(older.length).toBeGreaterThan(5);
  expect(older).toEqual(newest.map(body => ({ ...body, schemaVersion: 41 })));
});

describe('the steps between the schemas change nothing', () => {
  const bodies = (emitGrafana(shop, []).dashboards ?? []).map(({ uid, body }) => ({ uid, body }));

  test.each(bodies)('$uid refreshes by a text, offers no times of its own and hides no line', ({ body }) => {
    expect(typeof body['refresh']).toBe('string');
    expect(body['timepicker']).not.toHaveProperty('time_options');
    expect(JSON.stringify(body)).not.toContain('"viz":true');
  });
});
