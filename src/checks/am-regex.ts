import type { Inhibition, Route, RouteMatcher } from '../ir/routing.ts';
import { isRe2 } from '../promql/re2.ts';
import { defineCheck, type Finding } from './check.ts';

/** A pattern that Alertmanager cannot read. */
export const amRegex = defineCheck({
  code: 'AM-REGEX',
  severity: 'error',
  why: 'Alertmanager refuses its whole configuration for one pattern that RE2 does not know, and runs on with the old one.',
  run: ({ plan, model }) => [
    ...routes(plan.routing.root),
    ...plan.routing.inhibitions.flatMap(inhibition),
    ...model.routing.silences.flatMap(({ id, matchers, path }) => findings(matchers, `silence \`${id}\``, path)),
  ],
});

const routes = (route: Route): readonly Finding[] => [
  ...findings(route.matchers, `route to \`${route.receiver}\``, route.path),
  ...route.routes.flatMap(routes),
];

const inhibition = ({ name, source, target, path }: Inhibition): readonly Finding[] =>
  findings([...source, ...target], `inhibition \`${name}\``, path);

const findings = (matchers: readonly RouteMatcher[], what: string, path: string): readonly Finding[] =>
  matchers
    .filter(({ op }) => op === '=~' || op === '!~')
    .flatMap(({ label, value }) => {
      const problem = isRe2(value);
      return problem === undefined
        ? []
        : [
            {
              path,
              message: `The pattern "${value}" for \`${label}\` of the ${what} is not valid in RE2: ${problem}.`,
              hint: 'Write it without lookaround and backreferences; patterns match the whole value.',
            },
          ];
    });
