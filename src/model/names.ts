import { childPath } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { isDnsLabel, kebabCase } from '../core/names.ts';
import { nameDuplicate, nameInvalid } from './problems.ts';

/** One named thing below a parent, with the word people use for it. */
export interface Named {
  readonly what: string;
  readonly id: string;
}

/** The path of the n-th thing with one name: the first has the plain path, the second ends in `~2`. */
export const duplicatePath = (parent: string, id: string, n: number): string =>
  n === 1 ? childPath(parent, id) : `${childPath(parent, id)}~${n}`;

const article = (what: string): string => `${/^([aeiou]|SLO)/.test(what) ? 'an' : 'a'} ${what}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Siblings with one name. */
export const duplicateNames = (parent: string, siblings: readonly Named[]): readonly Diagnostic[] => {
  const seen = new Map<string, { what: string; count: number }>();
  const found: Diagnostic[] = [];
  for (const { what, id } of siblings) {
    const before = seen.get(id);
    if (before === undefined) {
      seen.set(id, { what, count: 1 });
      continue;
    }
    before.count += 1;
    const both =
      before.what === what
        ? `Two ${what}s are named \`${id}\`.`
        : `${capital(article(before.what))} and ${article(what)} are both named \`${id}\`.`;
    found.push(report(nameDuplicate, duplicatePath(parent, id, before.count), both, 'Rename one of them.'));
  }
  return found;
};

/** Ids that become DNS names and label values. */
export const invalidName = (parent: string, { what, id }: Named): readonly Diagnostic[] => {
  if (isDnsLabel(id)) return [];
  const better = kebabCase(id).slice(0, 63);
  return [
    report(
      nameInvalid,
      childPath(parent, id),
      `The ${what} name "${id}" must be lower case letters, digits and dashes, at most 63.`,
      better === '' ? undefined : `Write "${better}".`,
    ),
  ];
};
