import { defineProblem } from '../core/diagnostic.ts';

/** What can be wrong with the shape of a catalogue, whatever it means. */

export const catalogueType = defineProblem({
  code: 'CAT-TYPE',
  severity: 'error',
  why: 'A property of the wrong type, or a missing one, has no meaning that could be emitted.',
});

export const catalogueUnknown = defineProblem({
  code: 'CAT-UNKNOWN',
  severity: 'error',
  why: 'A property nobody reads is a typo: what it was meant to say would be lost in silence.',
});

/** Every problem of this room. */
export const problems = [catalogueType, catalogueUnknown] as const;
