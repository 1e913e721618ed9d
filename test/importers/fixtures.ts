import { readFileSync } from 'node:fs';
import type { SuppressionEntry } from '../../src/catalogue/catalogue.ts';
import { adoptionOf } from '../../src/importers/adopt.ts';
import { importRules, type RulesImport } from '../../src/importers/import-rules.ts';
import { adoptableParts } from '../../src/importers/imported-stack.ts';
import type { GivenFile } from '../../src/importers/read-rule-file.ts';

const folder = new URL('./fixtures/', import.meta.url);

export const fixture = (name: string): GivenFile => ({ name, text: readFileSync(new URL(name, folder), 'utf8') });

/** A service's rules, resources of a cluster, and everything that is unusual. */
export const fixtures: readonly GivenFile[] = ['api.yml', 'operator.yml', 'odd.yml'].map(fixture);

/** The program that the fixtures become; it is loaded as a module, and compiled with all others. */
export const printed = (): string => readFileSync(new URL('imported.stack.ts', folder), 'utf8');

/** What is lowered in the printed program; a real import lowers what the checks of the day find. */
export const adoption = ({ stack }: RulesImport): readonly SuppressionEntry[] =>
  adoptionOf(
    adoptableParts(stack),
    [
      ['imported', 'AM-UNROUTED'],
      ['imported/shop', 'AM-PAGE'],
      ['imported/platform', 'AM-PAGE'],
      ['imported/api-alerts/ApiDown', 'AM-UNROUTED'],
      ['imported/api-alerts/ApiDown', 'ALERT-ANN'],
      ['imported/node/NodeClockSkew', 'ALERT-ANN'],
      ['imported/broken/Fine', 'ALERT-ANN'],
      ['imported/broken/Typo', 'METRIC-UNKNOWN'],
      ['imported/broken/Typo', 'PQL-SYNTAX'],
    ].map(([path = '', code = '']) => ({ path, code, severity: 'error', message: '' })),
    '2027-01-31',
  );

export const imported = async (): Promise<RulesImport> => importRules(fixtures);
