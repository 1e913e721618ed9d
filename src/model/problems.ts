import { defineProblem } from '../core/diagnostic.ts';

/** What can be wrong between the parts of a catalogue. */

export const nameDuplicate = defineProblem({
  code: 'NAME-DUP',
  severity: 'error',
  why: 'A name is an identity: two things with one name would overwrite each other in labels, files and links.',
});

export const nameInvalid = defineProblem({
  code: 'NAME-INVALID',
  severity: 'error',
  why: 'Ids of teams and services become DNS names, label values and file names.',
});

export const ownerMissing = defineProblem({
  code: 'OWNER',
  severity: 'error',
  why: 'An alert of a service that nobody owns reaches nobody.',
});

export const optionInvalid = defineProblem({
  code: 'OPTION',
  severity: 'error',
  why: 'A receiver or integration with wrong options cannot be rendered.',
});

export const secretInline = defineProblem({
  code: 'SEC-INLINE',
  severity: 'error',
  why: 'A secret in a program ends up in version control, in rendered files and in logs.',
});

export const kindUnknown = defineProblem({
  code: 'KIND',
  severity: 'error',
  why: 'A receiver or integration that does not exist renders nothing.',
});

export const runbookMissing = defineProblem({
  code: 'RUNBOOK',
  severity: 'error',
  why: 'A person woken at night follows the link in the alert; it must lead somewhere.',
});

export const portMissing = defineProblem({
  code: 'PORT',
  severity: 'error',
  why: 'Nothing can be scraped or probed without a port.',
});

export const probeAddress = defineProblem({
  code: 'PROBE-TARGET',
  severity: 'error',
  why: 'A probe checks either a path of its service or another URL.',
});

export const zoneUnknown = defineProblem({
  code: 'AM-TZ',
  severity: 'error',
  why: 'Business hours in an unknown zone would be read in UTC or refused by Alertmanager.',
});

export const referenceUnknown = defineProblem({
  code: 'AM-REF',
  severity: 'error',
  why: 'A name that nobody defines stands for nothing: the hours never begin, the limit limits nobody.',
});

export const escalationEmpty = defineProblem({
  code: 'AM-ESCALATION',
  severity: 'error',
  why: 'An escalation is a promise that somebody else hears of it; each level must come later than the one before.',
});

export const matcherUnreadable = defineProblem({
  code: 'AM-MATCHER-TEXT',
  severity: 'error',
  why: 'A condition that Alertmanager cannot read makes it refuse its whole configuration and run on with the old one.',
});

/** Every problem of this room. */
export const problems = [
  nameDuplicate,
  nameInvalid,
  ownerMissing,
  optionInvalid,
  secretInline,
  kindUnknown,
  runbookMissing,
  portMissing,
  probeAddress,
  zoneUnknown,
  referenceUnknown,
  escalationEmpty,
  matcherUnreadable,
] as const;
