import { formatDuration, parseDuration } from '../core/duration.ts';
import { defineCheck, type Finding } from './check.ts';

/** A waiting time that the evaluations of the group cannot hit. */
export const forInterval = defineCheck({
  code: 'FOR-INTERVAL',
  severity: 'warning',
  why: 'An alert fires at an evaluation: a waiting time between two of them is rounded up, and the alert comes later than written.',
  run: ({ facts }) =>
    facts.alerts.flatMap(({ rule, group }): readonly Finding[] => {
      const waits = parseDuration(rule.for ?? '0s') ?? 0;
      const interval = parseDuration(group.interval) ?? 0;
      if (interval === 0 || waits % interval === 0) return [];
      return [
        {
          path: rule.path,
          message: `The alert \`${rule.alert}\` waits ${formatDuration(waits)} and is evaluated every ${formatDuration(interval)}: it waits ${formatDuration(Math.ceil(waits / interval) * interval)} in fact.`,
          hint: `Set for: '${formatDuration(Math.ceil(waits / interval) * interval)}', or evaluate the rules more often.`,
        },
      ];
    }),
});
