import { suggest } from '../core/names.ts';
import type { RouteMatcher } from '../ir/routing.ts';
import { defineCheck, type Finding } from './check.ts';

/** A condition on a label that no alert has. */
export const amMatcher = defineCheck({
  code: 'AM-MATCHER',
  severity: 'error',
  why: 'A label that no alert carries is a slip of the pen: the condition never holds, or always.',
  run: ({ facts, plan, model }) => {
    const open = facts.alerts.some(({ labels }) => labels.open);
    const names = [...new Set(facts.alerts.flatMap(({ labels }) => labels.names))];
    const has = (label: string): boolean =>
      names.includes(label) || (open && facts.alerts.some(({ labels }) => labels.of(label).values === undefined));
    const written: readonly (readonly [string, string, readonly RouteMatcher[]])[] = [
      ...plan.routing.root.routes
        .filter(route => route.written === true)
        .map(({ receiver, matchers, path }) => [`route to \`${receiver}\``, path, matchers] as const),
      ...plan.routing.inhibitions
        .filter(rule => rule.written === true)
        .map(({ name, source, target, path }) => [`inhibition \`${name}\``, path, [...source, ...target]] as const),
      ...model.routing.silences.map(({ id, matchers, path }) => [`silence \`${id}\``, path, matchers] as const),
    ];
    return written.flatMap(([what, path, matchers]) =>
      [...new Set(matchers.map(({ label }) => label))]
        .filter(label => !has(label))
        .map((label): Finding => {
          const hint = suggest(label, names);
          return {
            path,
            message: `No alert has the label \`${label}\` that the ${what} asks for.`,
            ...(hint === undefined ? {} : { hint }),
          };
        }),
    );
  },
});
