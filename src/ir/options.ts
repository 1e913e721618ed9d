import { isDnsLabel, nearest, suggest } from '../core/names.ts';
import { isSecretRef } from './secret.ts';

/** How one option of a registry entry is read. */
export type OptionKind = 'text' | 'name' | 'secret' | 'number' | 'boolean' | 'texts' | 'numbers';

export interface OptionRule {
  readonly kind: OptionKind;
  readonly required?: boolean;
}

/** The options of a registry entry by name. */
export type OptionRules<Options> = { readonly [K in keyof Options & string]-?: OptionRule };

/** A mistake in options, in the author's terms. `secret` tells a value where a secret's name belongs. */
export interface OptionMistake {
  readonly kind: 'type' | 'unknown' | 'missing' | 'secret' | 'value';
  readonly message: string;
  readonly hint?: string;
}

const accepts: Readonly<Record<OptionKind, (value: unknown) => boolean>> = {
  text: value => typeof value === 'string' && value !== '',
  name: value => typeof value === 'string' && isDnsLabel(value),
  secret: isSecretRef,
  number: value => typeof value === 'number' && Number.isFinite(value),
  boolean: value => typeof value === 'boolean',
  texts: value => Array.isArray(value) && value.every(item => typeof item === 'string'),
  numbers: value => Array.isArray(value) && value.every(item => typeof item === 'number' && Number.isFinite(item)),
};

const expected: Readonly<Record<OptionKind, string>> = {
  text: 'a non-empty string',
  name: 'a name of lower case letters, digits and dashes',
  secret: "a secret's name, `secret('name')`",
  number: 'a number',
  boolean: 'true or false',
  texts: 'a list of strings',
  numbers: 'a list of numbers',
};

/** How a value of the kind is written, for hints. */
const written: Readonly<Record<OptionKind, string>> = {
  text: "'…'",
  name: "'…'",
  secret: "secret('…') with the name of a file or Kubernetes Secret",
  number: '…',
  boolean: 'true or false',
  texts: "['…']",
  numbers: '[…]',
};

/** Every mistake in options of unknown origin; an empty list means that they have the declared type. */
export const optionMistakes = (
  title: string,
  rules: Readonly<Record<string, OptionRule>>,
  input: unknown,
): readonly OptionMistake[] => {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return [{ kind: 'type', message: `${title} takes an object of options.` }];
  const mistakes: OptionMistake[] = [];
  // An option that was mistyped is not missing as well.
  const meant = new Set<string | undefined>();
  const given = new Map<string, unknown>(Object.entries(input));
  for (const [name, value] of given) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      meant.add(nearest(name, Object.keys(rules)));
      const hint = suggest(name, Object.keys(rules));
      mistakes.push({
        kind: 'unknown',
        message: `${title} has no option \`${name}\`.`,
        ...(hint === undefined ? {} : { hint }),
      });
    } else if (value !== undefined && !accepts[rule.kind](value)) {
      mistakes.push(
        rule.kind === 'secret'
          ? {
              kind: 'secret',
              message: `Option \`${name}\` of ${title} must name a secret, not hold its value.`,
              hint: `Write ${name}: secret('…') with the name of a file or Kubernetes Secret.`,
            }
          : { kind: 'type', message: `Option \`${name}\` of ${title} must be ${expected[rule.kind]}.` },
      );
    }
  }
  for (const [name, rule] of Object.entries(rules))
    if (rule.required === true && given.get(name) === undefined && !meant.has(name))
      mistakes.push({
        kind: 'missing',
        message: `${title} needs \`${name}\`: ${expected[rule.kind]}.`,
        hint: `Add ${name}: ${written[rule.kind]}.`,
      });
  return mistakes;
};
