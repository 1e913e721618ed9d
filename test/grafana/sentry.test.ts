import { describe, expect, test } from 'vitest';
import { configureGrafana } from '../../src/grafana/configure.ts';
import { grafanaEdges, grafanaWorkload } from '../../src/grafana/workload.ts';
import type { Model } from '../../src/model/model.ts';
import { planOf, shop, site } from './model-fixture.ts';

const withSentry: Model = {
  ...shop,
  sentry: { organization: 'shop', url: 'https://sentry.shop.example', token: { secret: 'sentry-token' } },
};

const sourcesOf = (model: Model): string =>
  JSON.stringify(
    configureGrafana(model, planOf(model), site).find(({ mount }) => mount.includes('/datasources/'))?.body,
  );

describe('Sentry', () => {
  test('is asked with a token that lies in a file', () => {
    expect(sourcesOf(withSentry)).toContain(
      JSON.stringify({
        name: 'Sentry',
        uid: 'sentry',
        type: 'grafana-sentry-datasource',
        access: 'proxy',
        orgId: 1,
        editable: false,
        jsonData: { url: 'https://sentry.shop.example', orgSlug: 'shop' },
        secureJsonData: { authToken: '$__file{/run/secrets/sentry-token}' },
      }),
    );
    expect(grafanaWorkload(withSentry).secrets).toContainEqual({ secret: 'sentry-token' });
  });

  test('is asked with one release of its plugin, while the plugins of the image stay untouched', () => {
    expect(grafanaWorkload(withSentry).env).toMatchObject({
      GF_INSTALL_PLUGINS: 'grafana-sentry-datasource 2.2.12',
      GF_INSTALL_PLUGINS_FORCE: 'true',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    });
  });

  test('and the catalogue of plugins are all that Grafana may reach outside', () => {
    expect(grafanaEdges(withSentry).filter(({ to }) => to === 'external')).toEqual(
      ['sentry.shop.example', 'grafana.com'].map(address => ({
        from: 'grafana',
        to: 'external',
        address,
        port: '443',
        purpose: 'query',
      })),
    );
  });

  test('costs nothing where nobody declares it', () => {
    expect(sourcesOf(shop)).not.toContain('sentry');
    expect(Object.keys(grafanaWorkload(shop).env)).not.toContain('GF_INSTALL_PLUGINS');
    expect(grafanaEdges(shop).filter(({ to }) => to === 'external')).toEqual([]);
  });
});

test.each([
  ['prometheus', 'Prometheus'],
  ['thanos', 'Thanos'],
  ['mimir', 'Mimir'],
  ['cortex', 'Cortex'],
] as const)('a storage of kind %s is told to the data source as %s', (queryKind, expected) => {
  const model: Model = { ...shop, prometheus: { ...shop.prometheus, query: 'http://store.example:9090', queryKind } };
  expect(sourcesOf(model)).toContain(`"prometheusType":"${expected}"`);
});
