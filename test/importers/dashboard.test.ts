import { beforeAll, describe, expect, test } from 'vitest';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { dashboardDifferences } from '../../src/importers/dashboard-differences.ts';
import { importedDashboardCatalogue, locateImportedDashboard } from '../../src/importers/dashboard-stack.ts';
import { importDashboards } from '../../src/importers/import-dashboards.ts';
import { prepareDashboard } from '../../src/importers/prepare-dashboard.ts';
import { printDashboards } from '../../src/importers/print-dashboards.ts';
import { readDashboard } from '../../src/importers/read-dashboard.ts';
import { panelsOf } from '../../src/ir/dashboard.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import {
  adoption,
  drawing,
  imported,
  jsonOf,
  lowered,
  printed,
  rendered,
  samples,
  today,
} from './dashboard-fixtures.ts';
import stack from './fixtures/dashboards.stack.ts';

/** The pages of a catalogue, by the path of their construct. */
const pagesOf = async (catalogue: unknown): Promise<ReadonlyMap<string, JsonObject>> => {
  const { plan } = await synthesize({ catalogue, diagnostics: [] }, { today, targets: [] });
  return new Map((plan?.dashboards ?? []).map(({ path, body }) => [path, body]));
};

/** The choice of metrics on pages of the stack itself. */
const ours = { type: 'datasource', name: 'datasource', query: 'prometheus' } as const;

const withoutEmpty = (catalogue: object): object =>
  Object.fromEntries(Object.entries(catalogue).filter(([, value]) => !Array.isArray(value) || value.length > 0));

const promql = (body: JsonObject): readonly string[] =>
  [...JSON.stringify(body).matchAll(/"expr":"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text).toSorted();

describe('a dashboard that this project renders', () => {
  const read = imported(rendered);
  let pages: ReadonlyMap<string, JsonObject>;
  beforeAll(async () => {
    pages = await pagesOf(importedDashboardCatalogue(read));
  }, 60_000);

  test.each(rendered.map((file, index): [string, string, number] => [file.name, file.text, index]))(
    '%s is read and rendered the same',
    (_, text, index) => {
      const body = jsonOf(text);
      const dashboard = read.dashboards[index];
      const page = pages.get(dashboard?.path ?? '') ?? {};
      expect(dashboardDifferences({ ...page, uid: body['uid'] ?? '' }, body)).toEqual([]);
      expect(panelsOf(page).map(({ panel }) => [panel['id'], panel['gridPos']])).toEqual(
        panelsOf(body).map(({ panel }) => [panel['id'], panel['gridPos']]),
      );
      expect(dashboard?.panels.filter(({ fidelity }) => fidelity === 'raw')).toEqual([]);
    },
  );

  test('is said in words nearly everywhere', () => {
    const panels = read.dashboards.flatMap(dashboard => dashboard.panels);
    const inWords = panels.filter(({ fidelity }) => fidelity === 'words');
    expect(panels.length).toBeGreaterThan(400);
    expect(inWords.length / panels.length).toBeGreaterThan(0.9);
  });
});

describe('the program that is printed', () => {
  const read = imported(samples);

  test('is the one beside the samples, which compiles', () => {
    expect(printDashboards(read, adoption(read))).toBe(printed());
  });

  test('has the catalogue that was checked', () => {
    const { catalogue, diagnostics } = stack.toProgram();
    expect(diagnostics).toEqual([]);
    expect(JSON.parse(JSON.stringify(withoutEmpty(catalogue)))).toEqual(
      withoutEmpty(importedDashboardCatalogue(read, adoption(read))),
    );
  });

  test.each(samples.map((file, index): [string, string, number] => [file.name, file.text, index]))(
    'renders %s as it was',
    async (name, text, index) => {
      const source = readDashboard({ name, text }).dashboard?.body ?? {};
      const uid = read.dashboards[index]?.entry.uid ?? read.dashboards[index]?.entry.id ?? '';
      const body = { ...prepareDashboard(source, ours).body, uid };
      const page = (await pagesOf(stack.toProgram().catalogue)).get(read.dashboards[index]?.path ?? '') ?? {};
      const differences = dashboardDifferences(page, body);
      // The choice that was added is the stack's own.
      expect(differences.filter(({ pointer }) => !pointer.startsWith('/page/templating/list/0/'))).toEqual([]);
      expect(promql(page)).toEqual(promql(source));
    },
  );

  test('renders without an error from the first day on, for every target', async () => {
    const suppressions = await lowered(read);
    const after = await synthesize(
      { catalogue: importedDashboardCatalogue(read, suppressions), diagnostics: [] },
      { today, targets: ['kubernetes', 'compose'] },
    );
    expect(
      after.diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'SUPPRESS-UNUSED'),
    ).toEqual([]);
    expect([...after.files.keys()]).toEqual(
      expect.arrayContaining([
        'dashboards/platform/rYdddlPWk.json',
        'dashboards/platform/shop-old.json',
        'dashboards/platform/home-imported.json',
      ]),
    );
  });

  test('declares what the pages read as external, and nothing that they do not', async () => {
    const names = read.external;
    expect(names).toContain('node_network_up');
    expect(names).toContain('process_start_time_seconds');
    expect(names).toContain('checkouts_total');
    expect(names).not.toContain('up');
    const catalogue: Catalogue = importedDashboardCatalogue(read);
    const codes = async (own: Catalogue) =>
      (await synthesize({ catalogue: own, diagnostics: [] }, { today, targets: [] })).diagnostics.filter(
        ({ code }) => code === 'METRIC-UNKNOWN',
      );
    expect(await codes(catalogue)).toEqual([]);
    expect((await codes({ ...catalogue, external: [] })).length).toBeGreaterThan(10);
  });
});

describe('the report of an import', () => {
  const { findings } = importDashboards(samples, drawing);
  const said = findings.map(({ file, line, code, message }) => `${file}:${line} ${code}: ${message}`);

  test('names every panel that is raw with its reason, and the line where it stands', () => {
    expect(said.filter(message => message.includes('raw JSON'))).toEqual([
      'old.json:491 IMPORT-NOTE: The panel "Histogram" is carried over as raw JSON: panels of the type `graph` have no words of their own.',
      'old.json:649 IMPORT-NOTE: The panel "Memory" is carried over as raw JSON: it shows graphite.',
      'mixed.json:50 IMPORT-NOTE: The panel "Errors in logs" is carried over as raw JSON: it shows loki.',
      'mixed.json:159 IMPORT-NOTE: The panel "The same as a number" is carried over as raw JSON: it shows the data of another panel.',
      'mixed.json:198 IMPORT-NOTE: The panel "Orders here and there" is carried over as raw JSON: its queries ask several data sources.',
      'mixed.json:246 IMPORT-NOTE: The panel "Payments" is carried over as raw JSON: what it shows stands elsewhere.',
      'mixed.json:260 IMPORT-NOTE: The panel "Where" is carried over as raw JSON: panels of the type `geomap` have no words of their own.',
      'mixed.json:295 IMPORT-NOTE: The panel "Twice" is carried over as raw JSON: its queries ask several data sources.',
      'mixed.json:330 IMPORT-NOTE: The panel "News" is carried over as raw JSON: panels of the type `news` have no words of their own.',
    ]);
  });

  test('says what old panels became, and what they lose', () => {
    const latency = said.filter(message => message.includes('"Latency"')).map(message => message.split('" ')[1]);
    expect(latency).toEqual([
      'loses `zindex` of the series "rate".',
      'loses the alert that Grafana evaluated: write it as an `AlertRule`.',
      'shows gaps where it took nothing for 0.',
      'was a `graph`, and is a `timeseries`.',
    ]);
    expect(said).toContain('old.json:203 IMPORT-NOTE: The panel "Orders" loses the text around its number: " today".');
  });

  test('says what changed for the page', () => {
    expect(said.filter(message => message.includes('The dashboard "'))).toEqual([
      'machine.json:1 IMPORT-NOTE: The dashboard "Machines in full": Its queries ask the choice `$datasource`, where they asked `$ds_metrics`.',
      'old.json:1 IMPORT-NOTE: The dashboard "Shop (old)": Its panels stood in rows of twelve columns, and stand on the grid.',
      'old.json:1 IMPORT-NOTE: The dashboard "Shop (old)": Its queries ask the choice `$datasource`, where they asked `$ds`.',
      'mixed.json:11 IMPORT-NOTE: The dashboard "Shop in all": Its uid is `home-imported`, where it was "home": another page has that one. Links to it change.',
      'mixed.json:11 IMPORT-NOTE: The dashboard "Shop in all": Its queries ask the choice `$datasource`, where they asked the data source "PBFA97CFB590B2093".',
      'mixed.json:11 IMPORT-NOTE: The dashboard "Shop in all": Some of its queries ask a second Prometheus, the data source "second".',
    ]);
  });

  test('has nothing to say about a page that needs no change', () => {
    const own = rendered.find(({ name }) => name === 'platform/slo-overview.json');
    expect(importDashboards(own === undefined ? [] : [own], drawing).findings).toEqual([]);
  });

  test('refuses to write a page that would show something else', () => {
    const faulty = {
      ...drawing,
      draw: (entry: Parameters<typeof drawing.draw>[0]) => ({ ...drawing.draw(entry), weekStart: 'sunday' }),
    };
    const codes = importDashboards(samples.slice(0, 1), faulty).findings.filter(({ severity }) => severity === 'error');
    expect(codes.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'IMPORT-DASHBOARD: The dashboard "Machines in full" would not be what it was: it differs at /page/weekStart.',
    ]);
  });

  test('locates findings of a page in its file', () => {
    expect(locateImportedDashboard(imported(samples))('imported/home-imported')).toEqual({
      file: 'mixed.json',
      line: 11,
    });
  });
});
