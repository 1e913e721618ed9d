import { writeFileSync } from 'node:fs';
import { seen } from '../test/full/seen.ts';
import { allProblems, diagnosticsPage } from './diagnostics-page.ts';
import { documented, integrationsPage } from './integrations-page.ts';

const pages = {
  'diagnostics.md': diagnosticsPage(allProblems),
  'integrations.md': integrationsPage(documented, seen),
};

for (const [name, page] of Object.entries(pages)) writeFileSync(new URL(`../docs/${name}`, import.meta.url), page);
