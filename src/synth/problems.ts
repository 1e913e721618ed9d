import { defineProblem } from '../core/diagnostic.ts';

/** Everything that the pipeline itself can find, in one place for the documentation. */
export const targetUnknown = defineProblem({
  code: 'TARGET',
  severity: 'error',
  why: 'Only the targets of the registry can be rendered.',
});

export const pathCollision = defineProblem({
  code: 'OUT-PATH',
  severity: 'error',
  why: 'Two outputs with one path: the second would overwrite the first.',
});

export const outUnwritable = defineProblem({
  code: 'OUT-WRITE',
  severity: 'error',
  why: 'Nothing is written unless everything can be.',
});

export const outForeign = defineProblem({
  code: 'OUT-FOREIGN',
  severity: 'error',
  why: 'A file that somebody else wrote is never overwritten or deleted.',
});

export const outEdited = defineProblem({
  code: 'OUT-EDITED',
  severity: 'warning',
  why: 'Rendered files are written anew from the program: an edit by hand is lost with the next run.',
});

export const suppressionRefused = defineProblem({
  code: 'SUPPRESS-REFUSED',
  severity: 'error',
  why: 'Some errors leave out a part of the program or make no sense to render: silencing them would hide the loss.',
});

export const patchMissed = defineProblem({
  code: 'PATCH',
  severity: 'error',
  why: 'A patch that finds nothing to change was written for another output; its effect is missing in silence.',
});

export const versionDropped = defineProblem({
  code: 'VERSION-DROP',
  severity: 'info',
  why: 'The targeted release lacks a key; the configuration was written without it.',
});

export const versionRefused = defineProblem({
  code: 'VERSION',
  severity: 'error',
  why: 'The targeted release cannot do what the program asks for.',
});

export const suppressionExpired = defineProblem({
  code: 'SUPPRESS-EXPIRED',
  severity: 'error',
  why: 'A finding was silenced until a day that has passed: decide again.',
});

export const silenceEnded = defineProblem({
  code: 'AM-SILENCE',
  severity: 'error',
  why: 'A silence is a decision for a while; when it is over somebody decides again.',
});

export const holidaysPast = defineProblem({
  code: 'AM-HOLIDAYS',
  severity: 'warning',
  why: 'Holidays are days of one year: when the last is over, mail is sent on the next ones as on any day.',
});

export const suppressionUnused = defineProblem({
  code: 'SUPPRESS-UNUSED',
  severity: 'warning',
  why: 'A suppression that silences nothing will silence something one day, unseen.',
});

/** Every problem of this room. */
export const problems = [
  targetUnknown,
  pathCollision,
  outUnwritable,
  outForeign,
  outEdited,
  suppressionRefused,
  patchMissed,
  versionDropped,
  versionRefused,
  suppressionExpired,
  silenceEnded,
  holidaysPast,
  suppressionUnused,
] as const;
