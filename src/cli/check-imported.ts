import type { Catalogue, SuppressionEntry } from '../catalogue/catalogue.ts';
import type { Adoptable } from '../importers/adopt.ts';
import type { Place } from '../importers/finding.ts';
import type { LocatedDiagnostic } from './reporter.ts';

/** Days until the findings of an imported stack are errors again. */
const adoptionDays = 90;

/** What an import has made, and where its parts come from. */
export interface ImportedProgram {
  readonly catalogue: Catalogue;
  readonly adoptable: Adoptable;
  readonly locate: (path: string) => Place | undefined;
  /** Names of the files in the order in which they were given. */
  readonly files: readonly string[];
}

export interface CheckedImport {
  /** What the program lowers for a while. */
  readonly adoption: readonly SuppressionEntry[];
  /** What is found in it all the same, at the lines of the files. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Checks what was imported, as it will be checked once it is adopted. */
export const checkImported = async (
  { catalogue, adoptable, locate, files }: ImportedProgram,
  now: Date,
): Promise<CheckedImport> => {
  const [{ adoptionOf }, { synthesize }, { suppress }] = await Promise.all([
    import('../importers/adopt.ts'),
    import('../synth/synthesize.ts'),
    import('../synth/suppress.ts'),
  ]);
  const today = day(now);
  // Without a target: what is asked here is what is wrong with what was imported.
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today, targets: [] });
  const adoption = adoptionOf(adoptable, diagnostics, day(new Date(now.getTime() + adoptionDays * 86_400_000)));
  // What the empty stack around it lacks is said when it is rendered.
  const located = suppress(diagnostics, adoption, today).flatMap((diagnostic): readonly LocatedDiagnostic[] => {
    const place = locate(diagnostic.path);
    return place === undefined && diagnostic.severity !== 'error' ? [] : [{ ...diagnostic, ...place }];
  });
  return {
    adoption,
    diagnostics: located.toSorted(
      (a, b) => files.indexOf(a.file ?? '') - files.indexOf(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0),
    ),
  };
};

const day = (date: Date): string => date.toISOString().slice(0, 10);
