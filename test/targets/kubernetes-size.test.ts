import { describe, expect, test } from 'vitest';
import { at, load, objectNamed, objectsIn } from './load.ts';
import { stack } from './plan-fixture.ts';

describe('the size of objects', () => {
  const dashboard = (name: string, bytes: number) => ({
    reader: 'grafana',
    mount: `/etc/grafana/dashboards/${name}.json`,
    format: 'text' as const,
    body: 'é'.repeat(bytes / 2),
    origins: { '': `fixture/${name}` },
  });

  test('files are spread over ConfigMaps below 250,000 bytes', async () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map(name => dashboard(name, 100_000));
    const placed = (await load('kubernetes')).place(stack, many, 'fixture');
    expect(placed.diagnostics).toEqual([]);
    const maps = objectsIn(placed.files).filter(o => o['kind'] === 'ConfigMap');
    expect(maps.map(map => [at(map, 'metadata', 'name'), Object.keys(at(map, 'data') ?? {})])).toEqual([
      ['grafana-config', ['a.json', 'b.json']],
      ['grafana-config-2', ['c.json', 'd.json']],
      ['grafana-config-3', ['e.json']],
    ]);
    for (const object of objectsIn(placed.files))
      expect(Buffer.byteLength(JSON.stringify(object))).toBeLessThan(250_000);
  });

  test.each([20_000, 60_000])('a file of %d bytes moves no file of another directory', async bytes => {
    const main = { ...dashboard('x', bytes), reader: 'prometheus', mount: '/etc/prometheus/prometheus.yml' };
    const rules = ['a', 'b', 'c'].map(name => ({
      ...dashboard(name, 100_000),
      reader: 'prometheus',
      mount: `/etc/prometheus/rules/${name}.yml`,
    }));
    const { files } = (await load('kubernetes')).place(stack, [main, ...rules], 'fixture');
    const maps = objectsIn(files).filter(o => o['kind'] === 'ConfigMap');
    expect(maps.map(map => Object.keys(at(map, 'data') ?? {}))).toEqual([
      ['prometheus.yml'],
      ['a.yml', 'b.yml'],
      ['c.yml'],
    ]);
  });

  test('files of one name in two directories have keys of their own', async () => {
    const twins = ['/etc/prometheus/a/x.yml', '/etc/prometheus/b/x.yml'].map(mount => ({
      ...dashboard('x', 2),
      reader: 'prometheus',
      mount,
    }));
    const placed = (await load('kubernetes')).place(stack, twins, 'fixture').files;
    expect(Object.keys(at(objectNamed(placed, 'ConfigMap', 'prometheus-config'), 'data') ?? {})).toEqual([
      '2-x.yml',
      'x.yml',
    ]);
    const volumes = at(objectNamed(placed, 'StatefulSet', 'prometheus'), 'spec', 'template', 'spec', 'volumes');
    const items = (key: string) => ({
      projected: { sources: [{ configMap: { name: 'prometheus-config', items: [{ key, path: 'x.yml' }] } }] },
    });
    expect(volumes).toMatchObject([
      { name: 'mounted-config', ...items('x.yml') },
      { name: 'mounted-config-2', ...items('2-x.yml') },
      { name: 'scratch-tmp' },
    ]);
  });

  // kubectl keeps the object that it applies, as Go writes JSON, in an annotation; all annotations may have 262,144 bytes.
  const applied = (object: unknown): number =>
    Buffer.byteLength(JSON.stringify(object).replace(/[<>&\u2028\u2029]/g, '\\u0000')) +
    'kubectl.kubernetes.io/last-applied-configuration'.length;

  test.each<[string, string, number]>([
    ['letters', 'x', 248_000],
    ['letters of two bytes', 'é', 124_000],
    ['quotes, which JSON escapes', '"', 124_000],
    ['comparisons, which Go escapes', '<', 41_300],
    ['lines', '\n', 124_000],
  ])('a ConfigMap with as many %s as fit can be applied, and one with more is refused', async (_, letter, most) => {
    const page = (letters: number) => ({ ...dashboard('page', 2), apart: true as const, body: letter.repeat(letters) });
    const fitting = (await load('kubernetes')).place(stack, [page(most)], 'fixture');
    expect(fitting.diagnostics).toEqual([]);
    const maps = objectsIn(fitting.files).filter(object => object['kind'] === 'ConfigMap');
    expect(maps).toHaveLength(1);
    for (const map of maps) expect(applied(map)).toBeLessThan(262_144);
    const larger = (await load('kubernetes')).place(stack, [page(Math.ceil(most * 1.02))], 'fixture');
    expect(larger.diagnostics.map(({ code }) => code)).toEqual(['CM-SIZE']);
  });

  test('a single larger file is refused by the name of its author', async () => {
    const placed = (await load('kubernetes')).place(stack, [dashboard('huge', 250_000)], 'fixture');
    expect(placed.diagnostics).toEqual([
      {
        code: 'CM-SIZE',
        severity: 'error',
        path: 'fixture/huge',
        message:
          'The file `/etc/grafana/dashboards/huge.json` of `grafana` takes 250016 bytes in a ConfigMap; at most 249000 fit.',
        hint: 'Split it: several dashboards, or rules in several groups.',
      },
    ]);
  });
});
