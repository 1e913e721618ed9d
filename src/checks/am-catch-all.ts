import { defineCheck } from './check.ts';

/** A written route without conditions that keeps what it takes. */
export const amCatchAll = defineCheck({
  code: 'AM-CATCH-ALL',
  severity: 'error',
  why: 'A route that asks for nothing takes every alert, pages included, away from the teams that own them.',
  run: ({ plan }) =>
    plan.routing.root.routes
      .filter(({ written, matchers, continue: goesOn }) => written === true && matchers.length === 0 && goesOn !== true)
      .map(({ path, receiver }) => ({
        path,
        message: `The route to \`${receiver}\` has no condition: it takes every alert, and no team hears of its own.`,
        hint: "Say which alerts it takes: when: {category: 'security'}. With also: true it gets a copy of all of them.",
      })),
});
