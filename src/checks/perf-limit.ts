import { compareDecimals, formatDecimal } from '../core/decimal.ts';
import { defineCheck, type Finding } from './check.ts';

/** A performance budget that limits nothing, or the wrong way round. */
export const perfLimit = defineCheck({
  code: 'PERF-LIMIT',
  severity: 'error',
  why: 'The slowest hundredth cannot be faster than the slowest twentieth: such a limit is exceeded whenever the other one is reached.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.performance.flatMap(({ limits, path, id }): readonly Finding[] => {
        const [p95, p99] = limits;
        if (p95 === undefined)
          return [
            {
              path,
              message: `The performance budget \`${id}\` has no limit.`,
              hint: "Give it p95, p99 or both: p95: '500ms'.",
            },
          ];
        return p99 === undefined || compareDecimals(p95.within, p99.within) <= 0
          ? []
          : [
              {
                path,
                message: `The performance budget \`${id}\` allows ${formatDecimal(p95.within)} s at p95 and only ${formatDecimal(p99.within)} s at p99.`,
                hint: 'Give p99 at least as much time as p95.',
              },
            ];
      }),
    ),
});
