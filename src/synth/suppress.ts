import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import { isWithin } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { suppressionExpired, suppressionUnused } from './problems.ts';

/**
 * Takes out, or lowers, what the author silenced for a while. `today` is `YYYY-MM-DD`: the result depends on nothing
 * but its arguments.
 */
export const suppress = (
  diagnostics: readonly Diagnostic[],
  suppressions: readonly SuppressionEntry[],
  today: string,
): readonly Diagnostic[] => {
  if (suppressions.length === 0) return diagnostics;
  const used = new Set<SuppressionEntry>();
  const kept = diagnostics.flatMap(diagnostic => {
    const covering = suppressions.filter(
      ({ code, path }) => code === diagnostic.code && isWithin(diagnostic.path, path),
    );
    for (const suppression of covering) used.add(suppression);
    const valid = covering.find(({ until }) => until >= today);
    if (valid === undefined) return [diagnostic];
    return valid.as === undefined ? [] : [{ ...diagnostic, severity: valid.as }];
  });
  return [
    ...kept,
    ...suppressions.flatMap(suppression => {
      const { path, code, until, reason } = suppression;
      if (!used.has(suppression))
        return [report(suppressionUnused, path, `The suppression of ${code} silences nothing.`, 'Remove it.')];
      return until < today
        ? [
            report(
              suppressionExpired,
              path,
              `The suppression of ${code} ended on ${until} (reason: ${reason}).`,
              'Solve the finding, or extend it with a new reason.',
            ),
          ]
        : [];
    }),
  ];
};
