import { parseDurationToken, parseNumber } from './literals.ts';
import { isNumberWord } from './names.ts';
import type { Session } from './session.ts';

/** Whether the current token is a number: digits, `inf`, `nan`, or a duration, which counts in seconds. */
export const isNumberHere = ({ scanner }: Session): boolean =>
  scanner.kind === 'number' || scanner.kind === 'duration' || (scanner.kind === 'word' && isNumberWord(scanner.value));

/** Reads the number at the current token, a duration as seconds. */
export const readNumber = (session: Session): { readonly value: number; readonly duration?: true } | undefined => {
  const { scanner } = session;
  const { from, to, kind } = scanner;
  const text = scanner.value;
  if (kind === 'duration') {
    const milliseconds = parseDurationToken(text);
    if (milliseconds === undefined) {
      return session.fail(`\`${text}\` is no duration.`, 'Write units once each, largest first: `1h30m`.');
    }
    session.require('durationAsNumber', 'A duration as a number', from, to);
    scanner.next();
    return { value: milliseconds / 1_000, duration: true };
  }
  const value = parseNumber(text);
  if (value === undefined) return session.fail(`\`${text}\` is no number.`);
  if (text.includes('_')) session.require('underscoresInNumbers', 'An underscore in a number', from, to);
  scanner.next();
  return { value };
};
