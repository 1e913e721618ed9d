import { defineProblem } from '../core/diagnostic.ts';

/** What can be wrong with somebody else's files. */

export const importFile = defineProblem({
  code: 'IMPORT-FILE',
  severity: 'error',
  why: 'A file that cannot be read would be missing from the import in silence: nothing is imported without it.',
});

export const importRefused = defineProblem({
  code: 'IMPORT-RULE',
  severity: 'error',
  why: 'Prometheus refuses a file for one rule like this; it is left out of the import until it is repaired.',
});

export const importSlo = defineProblem({
  code: 'IMPORT-SLO',
  severity: 'error',
  why: 'A promise whose indicator or target cannot be read would be kept on paper only; it is left out of the import.',
});

export const importDashboard = defineProblem({
  code: 'IMPORT-DASHBOARD',
  severity: 'error',
  why: 'A page that shows something else than before is trusted all the same: an import compares what it wrote with what it read.',
});

export const importRouting = defineProblem({
  code: 'IMPORT-ROUTING',
  severity: 'error',
  why: 'Alertmanager refuses its whole configuration for one mistake like this, and routes without it would lead elsewhere: nothing is imported.',
});

export const importReceiver = defineProblem({
  code: 'IMPORT-RECEIVER',
  severity: 'error',
  why: 'Who was told in this way is told no longer; it is left out of the import.',
});

export const importSecret = defineProblem({
  code: 'IMPORT-SECRET',
  severity: 'warning',
  why: 'A credential is known to whoever can read its file; a program knows its name only, and the value must be brought.',
});

export const importLine = defineProblem({
  code: 'IMPORT-LINE',
  severity: 'error',
  why: 'Prometheus refuses a whole page for one line like this: nothing of the target is stored.',
});

export const importNote = defineProblem({
  code: 'IMPORT-NOTE',
  severity: 'warning',
  why: 'What an import leaves out, or says in another way, is a difference that somebody must agree to.',
});

/** Every problem of this room. */
export const problems = [
  importFile,
  importRefused,
  importSlo,
  importDashboard,
  importRouting,
  importReceiver,
  importSecret,
  importLine,
  importNote,
] as const;
