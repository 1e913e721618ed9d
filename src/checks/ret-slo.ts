import { formatDuration, parseDuration } from '../core/duration.ts';
import { lookback } from '../model/slo-window.ts';
import { defineCheck, type Finding } from './check.ts';

const day = 86_400_000;

/** Metrics are deleted before the window of an objective is over. */
export const retSlo = defineCheck({
  code: 'RET-SLO',
  severity: 'error',
  why: 'A budget over 30 days cannot be computed from 15 days of data.',
  run: ({ model }) =>
    // A ruler reads a storage of its own, whose retention is not this one.
    model.objectives.longWindows === 'ruler'
      ? []
      : model.services.flatMap(service =>
          service.slos.flatMap(({ window, path, id }): readonly Finding[] => {
            const back = parseDuration(lookback(window)) ?? 0;
            return (parseDuration(model.retention.metrics) ?? 0) >= back + day
              ? []
              : [
                  {
                    path,
                    message: `The objective \`${id}\` looks back ${lookback(window)}, and metrics are kept for ${model.retention.metrics}.`,
                    hint: `Keep metrics for at least one day longer than the window: retention: {metrics: '${formatDuration(back + day)}'}.`,
                  },
                ];
          }),
        ),
});
