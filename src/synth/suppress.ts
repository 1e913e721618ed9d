import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import { isWithin } from '../catalogue/paths.ts';
import { problems as catalogueProblems } from '../catalogue/problems.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { problems as modelProblems, runbookMissing } from '../model/problems.ts';
import {
  patchMissed,
  pathCollision,
  suppressionExpired,
  suppressionRefused,
  suppressionUnused,
  targetUnknown,
  versionRefused,
} from './problems.ts';

/**
 * Findings behind which a part of the program is missing from the output: silenced, the loss would be silent. A missing
 * runbook leaves everything else whole.
 */
const final: ReadonlySet<string> = new Set(
  [
    ...catalogueProblems,
    ...modelProblems.filter(problem => problem !== runbookMissing),
    pathCollision,
    patchMissed,
    targetUnknown,
    versionRefused,
  ].map(({ code }) => code),
);

/**
 * Takes out, or lowers, what the author silenced for a while. `today` is `YYYY-MM-DD`: the result depends on nothing
 * but its arguments.
 */
export const suppress = (
  diagnostics: readonly Diagnostic[],
  all: readonly SuppressionEntry[],
  today: string,
): readonly Diagnostic[] => {
  if (all.length === 0) return diagnostics;
  const suppressions = all.filter(({ code }) => !final.has(code));
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
    ...all
      .filter(({ code }) => final.has(code))
      .map(({ path, code }) =>
        report(
          suppressionRefused,
          path,
          `${code} cannot be silenced: what it is about would be missing from the output.`,
          'Solve it, and remove the suppression.',
        ),
      ),
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
