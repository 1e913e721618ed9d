import { formatDuration, parseDuration } from '../core/duration.ts';
import type { Route } from '../ir/routing.ts';
import { defineCheck, type Finding } from './check.ts';

/** Alertmanager forgets what it told after this time (`--data.retention`, its default). */
const retention = 432_000_000;

interface Timing {
  readonly groupInterval: number;
  readonly repeatInterval: number;
}

/** Routes repeat what they are told when their groups are looked at, and only then. */
export const amRepeat = defineCheck({
  code: 'AM-REPEAT',
  severity: 'error',
  why: 'A group is looked at once per group interval: a repetition between two of them comes late, and one that is shorter comes as often as the interval.',
  run: ({ plan }) => visit(plan.routing.root, { groupInterval: 300_000, repeatInterval: 14_400_000 }),
});

/** What a route does not say it has from its parent. */
const visit = (route: Route, above: Timing): readonly Finding[] => {
  const own: Timing = {
    groupInterval: parseDuration(route.groupInterval ?? '') ?? above.groupInterval,
    repeatInterval: parseDuration(route.repeatInterval ?? '') ?? above.repeatInterval,
  };
  return [...finding(route, own), ...route.routes.flatMap(child => visit(child, own))];
};

const finding = ({ receiver, path }: Route, { groupInterval, repeatInterval }: Timing): readonly Finding[] => {
  const [interval, repeat] = [formatDuration(groupInterval), formatDuration(repeatInterval)];
  if (repeatInterval > retention)
    return [
      {
        path,
        message: `The route to \`${receiver}\` repeats after ${repeat}, but Alertmanager forgets what it told after ${formatDuration(retention)}.`,
        hint: `Repeat after at most ${formatDuration(retention)}.`,
      },
    ];
  if (groupInterval > 0 && repeatInterval % groupInterval === 0) return [];
  const next = Math.max(1, Math.ceil(repeatInterval / Math.max(groupInterval, 1))) * groupInterval;
  return [
    {
      path,
      message: `The route to \`${receiver}\` repeats after ${repeat}, which is no multiple of its group interval of ${interval}.`,
      hint: `Write repeatInterval: '${formatDuration(next)}', when it comes anyway.`,
    },
  ];
};
