import { writeFileSync } from 'node:fs';
import { allProblems, diagnosticsPage } from './diagnostics-page.ts';

writeFileSync(new URL('../docs/diagnostics.md', import.meta.url), diagnosticsPage(allProblems));
