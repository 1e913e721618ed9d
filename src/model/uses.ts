import type { KindUse } from '../catalogue/catalogue.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import { integrations } from '../integrations/registry.ts';
import type { OptionMistake } from '../ir/options.ts';
import { receivers } from '../receivers/registry.ts';
import { kindUnknown, optionInvalid, secretInline } from './problems.ts';

interface Entry {
  readonly mistakes: (input: unknown) => readonly OptionMistake[];
}

const mistakesOf = (
  what: string,
  registry: ReadonlyMap<string, Entry>,
  use: KindUse,
  path: string,
): readonly Diagnostic[] => {
  const entry = registry.get(use.kind);
  if (entry === undefined)
    return [report(kindUnknown, path, `There is no ${what} "${use.kind}".`, suggest(use.kind, [...registry.keys()]))];
  return entry
    .mistakes(use.options)
    .map(mistake =>
      report(mistake.kind === 'secret' ? secretInline : optionInvalid, path, mistake.message, mistake.hint),
    );
};

/** Mistakes in the receivers that a team or stack names. */
export const receiverMistakes = (uses: readonly (KindUse | undefined)[], path: string): readonly Diagnostic[] =>
  uses.flatMap(use => (use === undefined ? [] : mistakesOf('receiver', receivers, use, path)));

/** Mistakes in the integrations that a service or stack uses. */
export const integrationMistakes = (uses: readonly KindUse[], path: string): readonly Diagnostic[] =>
  uses.flatMap(use => mistakesOf('integration', integrations, use, path));
