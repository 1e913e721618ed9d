import { formatNumber, toNumber } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { defineCheck, type Finding } from './check.ts';

/** Too few events for the strictness of a promise. */
export const sloLowtraffic = defineCheck({
  code: 'SLO-LOWTRAFFIC',
  severity: 'warning',
  why: 'With ten events in a window, one that fails is an error ratio of 10 %: a single failure exceeds every threshold below.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(({ traffic, tiers, path, id }): readonly Finding[] => {
        if (traffic === undefined) return [];
        const events = (window: string): number => traffic * seconds(window);
        const quiet = tiers.filter(
          ({ short, threshold }) => toNumber(threshold) > 0 && events(short) * toNumber(threshold) < 1,
        );
        const [first] = quiet;
        return first === undefined
          ? []
          : [
              {
                path,
                message: `At ${formatNumber(traffic)} events per second, \`${id}\` sees about ${formatNumber(Number(events(first.short).toPrecision(2)))} in ${first.short}: one that fails exceeds the threshold of ${quiet.map(({ tier }) => `\`${tier}\``).join(', ')}.`,
                hint: `Promise less, use longer windows (\`tiers\`), or probe the service so that there are more events.`,
              },
            ];
      }),
    ),
});
