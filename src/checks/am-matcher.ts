import { suggest } from '../core/names.ts';
import type { RouteMatcher } from '../ir/routing.ts';
import { defineCheck, type Finding } from './check.ts';

/** A condition on a label that no alert has, and messages grouped by one. */
export const amMatcher = defineCheck({
  code: 'AM-MATCHER',
  severity: 'error',
  why: 'A label that no alert carries is a slip of the pen: the condition never holds, or always, and groups are not told apart by it.',
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
    const grouped: readonly (readonly [string, string, readonly string[]])[] = [
      ...plan.routing.root.routes
        .filter(route => route.written === true)
        .map(({ receiver, groupBy, path }) => [`messages to \`${receiver}\``, path, groupBy ?? []] as const),
      ...model.teams.map(
        ({ id, grouping, path }) => [`messages of the team \`${id}\``, path, Object.values(grouping).flat()] as const,
      ),
    ];
    const unknown = (labels: readonly string[], path: string, use: string): readonly Finding[] =>
      [...new Set(labels)]
        .filter(label => label !== '...' && !has(label))
        .map(label => {
          const hint = suggest(label, names);
          return {
            path,
            message: `No alert has the label \`${label}\` that the ${use}.`,
            ...(hint === undefined ? {} : { hint }),
          };
        });
    return [
      ...written.flatMap(([what, path, matchers]) =>
        unknown(
          matchers.map(({ label }) => label),
          path,
          `${what} asks for`,
        ),
      ),
      ...grouped.flatMap(([what, path, labels]) => unknown(labels, path, `${what} are grouped by`)),
    ];
  },
});
