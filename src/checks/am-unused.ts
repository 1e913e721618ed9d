import type { Route } from '../ir/routing.ts';
import { defineCheck } from './check.ts';

const receiversOf = (route: Route): readonly string[] => [route.receiver, ...route.routes.flatMap(receiversOf)];

/** A receiver that no route leads to. */
export const amUnused = defineCheck({
  code: 'AM-UNUSED',
  severity: 'warning',
  why: 'A receiver that no route leads to looks like somebody who is told, and is told nothing.',
  run: ({ plan }) => {
    const reached = new Set(receiversOf(plan.routing.root));
    return plan.routing.receivers
      .filter(({ name }) => !reached.has(name))
      .map(({ name, path }) => ({
        path,
        message: `No route leads to the receiver \`${name}\`.`,
        hint: 'Make it the channel of a team, or remove it.',
      }));
  },
});
