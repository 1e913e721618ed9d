import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { Model } from '../model/model.ts';
import { silenceEnded } from './problems.ts';

/** Silences that are over, or that never begin. `today` is `YYYY-MM-DD`. */
export const endedSilences = ({ routing }: Model, today: string): readonly Diagnostic[] =>
  routing.silences.flatMap(({ id, path, from, until, reason }) => {
    if (until <= from)
      return [
        report(
          silenceEnded,
          path,
          `The silence \`${id}\` ends before it begins: ${from} to ${until}.`,
          'Swap the two.',
        ),
      ];
    return until <= `${today}T00:00:00Z`
      ? [
          report(
            silenceEnded,
            path,
            `The silence \`${id}\` ended on ${until} (reason: ${reason}).`,
            'Remove it, or extend it with a new reason: Alertmanager refuses silences that are over.',
          ),
        ]
      : [];
  });
