import { readFileSync } from 'node:fs';
import type { SuppressionEntry } from '../../src/catalogue/catalogue.ts';
import type { ImportedAlerting } from '../../src/importers/alertmanager-stack.ts';
import { importAlertmanager } from '../../src/importers/import-alertmanager.ts';
import { fixture } from './fixtures.ts';

/** A configuration with everything that is usual, and some that is not. */
export const configuration = fixture('alertmanager.yml');

/** The program that it becomes; it is loaded as a module, and compiled with all others. */
export const printedAlerting = (): string =>
  readFileSync(new URL('./fixtures/alertmanager.stack.ts', import.meta.url), 'utf8');

/** What is lowered in the printed program. */
export const alertingAdoption: readonly SuppressionEntry[] = [
  {
    path: 'imported/platform',
    code: 'AM-PAGE',
    reason: 'imported, not yet adopted',
    until: '2027-01-31',
    as: 'warning',
  },
];

/** The stack of a configuration that is taken. */
export const importedFrom = async (text: string): Promise<ImportedAlerting> => {
  const { stack, findings } = await importAlertmanager({ name: 'alertmanager.yml', text });
  if (stack === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return stack;
};
