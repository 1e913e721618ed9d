import { parseDuration } from '../core/duration.ts';
import { defineCheck, type Finding } from './check.ts';

const day = 86_400_000;

/** Metrics are deleted before the window of an objective is over. */
export const retSlo = defineCheck({
  code: 'RET-SLO',
  severity: 'error',
  why: 'A budget over 30 days cannot be computed from 15 days of data.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(({ window, path, id }): readonly Finding[] =>
        (parseDuration(model.retention.metrics) ?? 0) >= (parseDuration(window) ?? 0) + day
          ? []
          : [
              {
                path,
                message: `The objective \`${id}\` looks back ${window}, and metrics are kept for ${model.retention.metrics}.`,
                hint: `Keep metrics for at least one day longer than the window: retention: {metrics: '${(parseDuration(window) ?? 0) / day + 1}d'}.`,
              },
            ],
      ),
    ),
});
