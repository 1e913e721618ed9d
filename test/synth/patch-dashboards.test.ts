import { describe, expect, test } from 'vitest';
import type { PatchEntry } from '../../src/catalogue/catalogue.ts';
import { patchDashboards } from '../../src/synth/patch-dashboards.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base } from '../accepted/base.ts';
import { patchedDashboard } from '../accepted/patched-dashboard.ts';
import { planOf, shop } from '../grafana/model-fixture.ts';

const { dashboards } = planOf(shop);
const warehouse = dashboards.find(({ uid }) => uid === 'warehouse');

const patch = (at: string, value: unknown, own: Partial<PatchEntry> = {}): PatchEntry => ({
  reader: 'grafana',
  mount: '/etc/grafana/dashboards/fulfilment/warehouse.json',
  op: 'replace',
  at,
  value,
  ...own,
});

describe('a patch of a dashboard', () => {
  test('changes what is drawn and what is asked', () => {
    const patched = patchDashboards(dashboards, [patch('/panels/1/targets/0/expr', 'up')], 'shop');
    expect(patched.diagnostics).toEqual([]);
    expect(patched.others).toEqual([]);
    const found = patched.dashboards.find(({ uid }) => uid === 'warehouse');
    expect(JSON.stringify(found?.body)).toContain('"expr":"up"');
    expect(found?.queries.find(({ pointer }) => pointer === '/panels/1/targets/0/expr')).toMatchObject({ expr: 'up' });
  });

  test('leaves other dashboards and the patches of other files alone', () => {
    const other = patch('/x', 1, { reader: 'prometheus', mount: '/etc/prometheus/prometheus.yml' });
    const source = patch('/x', 1, { mount: '/etc/grafana/provisioning/datasources/sightline.yaml' });
    const patched = patchDashboards(dashboards, [other, patch('/title', 'W'), source], 'shop');
    expect(patched.others).toEqual([other, source]);
    expect(patched.dashboards.filter((dashboard, index) => dashboard !== dashboards[index])).toHaveLength(1);
  });

  test('finds the queries that the renderer wrote, of every kind of panel', () => {
    const [found] = patchDashboards(
      warehouse === undefined ? [] : [warehouse],
      [patch('/title', 'W')],
      'shop',
    ).dashboards;
    const texts = (list: typeof found) => list?.queries.map(({ legend: _legend, ...query }) => query);
    expect(found?.queries.length).toBeGreaterThan(15);
    expect(texts(found)).toEqual(texts(warehouse));
  });

  test('is missed once, however many targets there are', async () => {
    const { diagnostics } = await synthesize(
      { catalogue: patchedDashboard('replace', '/panels/99/title', 'T'), diagnostics: [] },
      { today: '2026-01-01', targets: ['kubernetes', 'compose'] },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['PATCH']);
  });

  test('is in the file that is deployed and in that of `dashboards`', async () => {
    const { files, diagnostics } = await synthesize(
      { catalogue: patchedDashboard('replace', '/panels/1/title', 'Patched'), diagnostics: [] },
      { today: '2026-01-01', targets: ['compose'] },
    );
    expect(diagnostics).toEqual([]);
    const holding = [...files].filter(([, text]) => text.includes('"Patched"')).map(([path]) => path);
    expect(holding).toEqual([
      'dashboards/platform/api-requests.json',
      'dist/compose/config/grafana/etc/grafana/dashboards/platform/api-requests.json',
    ]);
  });

  test('is nothing where there is none', () => {
    expect(patchDashboards(dashboards, base.patches ?? [], 'shop').dashboards).toBe(dashboards);
  });
});
