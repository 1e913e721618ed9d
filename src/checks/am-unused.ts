import type { Route } from '../ir/routing.ts';
import { defineCheck } from './check.ts';

const receiversOf = (route: Route): readonly string[] => [route.receiver, ...route.routes.flatMap(receiversOf)];

const intervalsOf = (route: Route): readonly string[] => [
  ...(route.activeTimeIntervals ?? []),
  ...(route.muteTimeIntervals ?? []),
  ...route.routes.flatMap(intervalsOf),
];

/** A receiver that no route leads to, and hours that no route keeps. */
export const amUnused = defineCheck({
  code: 'AM-UNUSED',
  severity: 'warning',
  why: 'A receiver that no route leads to looks like somebody who is told, and is told nothing; hours that no route keeps hold nothing back.',
  run: ({ plan, model }) => {
    const kept = new Set(intervalsOf(plan.routing.root));
    const reached = new Set(receiversOf(plan.routing.root));
    return [
      ...plan.routing.receivers
        .filter(({ name }) => !reached.has(name))
        .map(({ name, path }) => ({
          path,
          message: `No route leads to the receiver \`${name}\`.`,
          hint: 'Make it the channel of a team, or remove it.',
        })),
      ...model.routing.intervals
        .filter(({ name }) => !kept.has(name))
        .map(({ name, path }) => ({
          path,
          message: `No route speaks, or is silent, in the hours \`${name}\`.`,
          hint: 'Name them in `during` or `notDuring` of a route, or remove them.',
        })),
      ...model.teams
        .filter(({ holidays, mail }) => holidays.length > 0 && mail === undefined)
        .map(({ id, path }) => ({
          path,
          message: `The team \`${id}\` has holidays, which hold back mail, and no \`mail\` channel.`,
          hint: 'Add mail: email({…}), or remove the holidays.',
        })),
    ];
  },
});
