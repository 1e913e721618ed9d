import { describe, expect, test } from 'vitest';
import type { Artefact } from '../../src/ir/artefact.ts';
import { type Dialect, dialects } from '../../src/ir/dialects.ts';
import { compareVersions, isVersion, latestVersions } from '../../src/ir/versions.ts';
import { legalise } from '../../src/synth/legalise.ts';

const config: Artefact = {
  reader: 'prometheus',
  mount: '/etc/prometheus/prometheus.yml',
  format: 'yaml',
  body: {
    scrape_configs: [{ job_name: 'a', fresh: 1 }, { job_name: 'b' }, { job_name: 'c', fresh: 2 }],
    global: { fresh: 3 },
  },
  origins: { '': 'acme', '/scrape_configs/0': 'acme/api' },
};

const row: Dialect = {
  product: 'prometheus',
  reader: 'prometheus',
  mount: '/etc/prometheus/prometheus.yml',
  pointer: '/scrape_configs/*/fresh',
  since: '3.1.0',
  otherwise: 'drop',
  loses: 'freshness',
};

const at = (version: string, table: readonly Dialect[], artefact = config) =>
  legalise([artefact], { ...latestVersions, prometheus: version }, table);

describe('a key that the targeted release knows', () => {
  test.each(['3.1.0', '3.1', '3.2.0', '4.0.0'])('in %s stays', version => {
    const result = at(version, [row]);
    expect(result.artefacts[0]).toBe(config);
    expect(result.diagnostics).toEqual([]);
  });
});

describe('a key that the targeted release lacks', () => {
  test('is dropped wherever it stands, once told, at the construct that it came from', () => {
    const { artefacts, diagnostics } = at('3.0.1', [row]);
    expect(artefacts).toEqual([
      {
        ...config,
        body: { scrape_configs: [{ job_name: 'a' }, { job_name: 'b' }, { job_name: 'c' }], global: { fresh: 3 } },
      },
    ]);
    expect(diagnostics).toEqual([
      {
        code: 'VERSION-DROP',
        severity: 'info',
        path: 'acme/api',
        message: '`fresh` is left out for prometheus 3.0.1, which has it from 3.1.0 on. Lost: freshness.',
      },
    ]);
  });

  test('is refused where it cannot be left out, and the file stays as it is', () => {
    const { artefacts, diagnostics } = at('2.53.3', [{ ...row, otherwise: 'refuse', pointer: '/global/fresh' }]);
    expect(artefacts).toEqual([config]);
    expect(diagnostics).toEqual([
      {
        code: 'VERSION',
        severity: 'error',
        path: 'acme',
        message: '`fresh` needs prometheus 3.1.0; the stack targets 2.53.3.',
        hint: 'Raise versions.prometheus.',
      },
    ]);
  });

  test.each<[string, Partial<Dialect>]>([
    ['of another reader', { reader: 'thanos' }],
    ['of another file', { mount: '/etc/prometheus/web.yml' }],
    ['at another place', { pointer: '/rule_files/*/fresh' }],
    ['of another product', { product: 'grafana' }],
  ])('%s is none', (_, change) => {
    expect(at('2.53.3', [{ ...row, ...change }])).toEqual({ artefacts: [config], diagnostics: [] });
  });

  test('leaves the given files alone', () => {
    const copy: unknown = JSON.parse(JSON.stringify(config));
    at('2.53.3', [row]);
    expect(config).toEqual(copy);
  });
});

describe('versions', () => {
  test.each([
    ['2.53.3', '3.0.0', -1],
    ['3.10.0', '3.9.9', 1],
    ['3.5', '3.5.0', 0],
  ])('%s against %s: %d', (a, b, expected) => {
    expect(Math.sign(compareVersions(a, b))).toBe(expected);
  });

  test('of the table can be compared', () => {
    expect(
      [...dialects.map(({ since }) => since), ...Object.values(latestVersions)].filter(v => !isVersion(v)),
    ).toEqual([]);
  });
});
