import type { OptionMistake } from '../ir/options.ts';

/** What several kinds of receiver check alike: each gives the mistakes of one option. */

const mistake = (message: string, hint: string): readonly OptionMistake[] => [{ kind: 'value', message, hint }];

/** The option holds an http or https address, or nothing. */
export const mustBeUrl = (kind: string, name: string, value: string | undefined): readonly OptionMistake[] =>
  value === undefined || /^https?:\/\/[^\s/]+/.test(value)
    ? []
    : mistake(
        `\`${name}\` of ${kind}() must be an http or https address, not "${value}".`,
        'Write it with its scheme: https://example.com/path.',
      );

/** The option holds a whole number between the bounds, or nothing. */
export const mustBeCount = (
  kind: string,
  name: string,
  value: number | undefined,
  minimum: number,
  maximum: number,
): readonly OptionMistake[] =>
  value === undefined || (Number.isInteger(value) && value >= minimum && value <= maximum)
    ? []
    : mistake(
        `\`${name}\` of ${kind}() must be a whole number from ${minimum} to ${maximum}, not ${value}.`,
        `Write ${name}: ${minimum}, or a larger number.`,
      );

/** Exactly one of two options is given. */
export const mustBeOneOf = (
  kind: string,
  options: Readonly<Record<string, unknown>>,
  first: string,
  second: string,
): readonly OptionMistake[] => {
  const given = [first, second].filter(name => options[name] !== undefined);
  if (given.length === 1) return [];
  return mistake(
    `${kind}() takes ${given.length === 0 ? 'one of' : 'only one of'} \`${first}\` and \`${second}\`.`,
    given.length === 0 ? `Give it ${first} or ${second}.` : `Leave out ${first} or ${second}.`,
  );
};
