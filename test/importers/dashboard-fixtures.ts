import { readdirSync, readFileSync } from 'node:fs';
import type { SuppressionEntry } from '../../src/catalogue/catalogue.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { adoptionOf } from '../../src/importers/adopt.ts';
import { dashboardParts, importedDashboardCatalogue } from '../../src/importers/dashboard-stack.ts';
import { type ImportedDashboards, importDashboards } from '../../src/importers/import-dashboards.ts';
import type { GivenFile } from '../../src/importers/read-rule-file.ts';
import { dashboardDrawing } from '../../src/synth/dashboard-drawing.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

const folder = new URL('./fixtures/dashboards/', import.meta.url);
const reference = new URL('../../dashboards/', import.meta.url);

export const today = '2027-01-01';

export const drawing = dashboardDrawing();

/** A machine in full, a page of before Grafana 5, and one of every data source and kind of choice. */
export const samples: readonly GivenFile[] = ['machine.json', 'old.json', 'mixed.json'].map(name => ({
  name,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));

/** What the reference stack renders. */
export const rendered: readonly GivenFile[] = readdirSync(reference, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.json'))
  .toSorted()
  .map(name => ({ name, text: readFileSync(new URL(name, reference), 'utf8') }));

export const jsonOf = (text: string): JsonObject => {
  const value: JsonValue = JSON.parse(text);
  return isJsonObject(value) ? value : {};
};

/** The stack of files that can be read. */
export const imported = (files: readonly GivenFile[]): ImportedDashboards => {
  const { stack, findings } = importDashboards(files, drawing);
  if (stack === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return stack;
};

/** What is lowered in the printed program; a real import lowers what the checks of the day find. */
export const adoption = (stack: ImportedDashboards): readonly SuppressionEntry[] =>
  adoptionOf(
    dashboardParts(stack),
    [
      ['imported', 'AM-UNROUTED'],
      ['imported/platform', 'AM-PAGE'],
      ['imported/shop-old', 'DASH-DS'],
      ['imported/home-imported', 'DASH-DS'],
      ['imported/home-imported', 'PQL-JOIN'],
      ['imported/home-imported', 'PQL-SYNTAX'],
    ].map(([path = '', code = '']) => ({ path, code, severity: 'error', message: '' })),
    '2027-01-31',
  );

/** What a stack's program lowers. */
export const lowered = async (stack: ImportedDashboards): Promise<readonly SuppressionEntry[]> => {
  const catalogue = importedDashboardCatalogue(stack);
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today, targets: [] });
  return adoptionOf(dashboardParts(stack), diagnostics, '2027-03-01');
};

/** The program that the samples become; it is loaded as a module, and compiled with all others. */
export const printed = (): string => readFileSync(new URL('../dashboards.stack.ts', folder), 'utf8');
