import { readFileSync } from 'node:fs';
import type { SuppressionEntry } from '../../src/catalogue/catalogue.ts';
import { importSlos, type SlosImport } from '../../src/importers/import-slos.ts';
import { printSloStack } from '../../src/importers/print-slo-stack.ts';
import type { GivenFile } from '../../src/importers/read-rule-file.ts';

const folder = new URL('./fixtures/slo/', import.meta.url);

/** The formats that are read, each with a file of its own and the program that it becomes. */
export const formats = ['openslo', 'pyrra', 'sloth'] as const;

export const source = (format: string): GivenFile => ({
  name: `${format}.yml`,
  text: readFileSync(new URL(`${format}.yml`, folder), 'utf8'),
});

/** The program beside the file; it is loaded as a module, and compiled with all others. */
export const program = (format: string): string => readFileSync(new URL(`${format}.stack.ts`, folder), 'utf8');

const lowered = (path: string, code: string): SuppressionEntry => ({
  path,
  code,
  reason: 'imported, not yet adopted',
  until: '2027-01-31',
  as: 'warning',
});

/** What is lowered in the printed programs; a real import lowers what the checks of the day find. */
export const adoptions: Readonly<Record<string, readonly SuppressionEntry[]>> = {
  openslo: [],
  pyrra: [lowered('imported', 'AM-UNROUTED'), lowered('imported/edge', 'AM-PAGE')],
  sloth: [
    lowered('imported', 'AM-UNROUTED'),
    lowered('imported/checkout', 'SLO-SYMPTOM'),
    lowered('imported/checkout', 'PQL-NAN'),
  ],
};

export const imported = (format: string): Promise<SlosImport> => importSlos([source(format)]);

export const printed = async (format: string): Promise<string> =>
  printSloStack((await imported(format)).stack, adoptions[format]);

/** A file of one Sloth objective: its lines below `slos`. */
export const slothText = (...lines: readonly string[]): string =>
  ['version: prometheus/v1', 'service: api', 'slos:', ...lines.map(line => `  ${line}`)].join('\n');

/** What an import of a text says: line, code, message. */
export const findingsOf = async (text: string): Promise<readonly (readonly [number, string, string])[]> => {
  const { findings } = await importSlos([{ name: 'slos.yml', text }]);
  return findings.map(({ line, code, message }) => [line, code, message]);
};
