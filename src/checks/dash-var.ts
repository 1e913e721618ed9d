import { variablesMentioned, variableTexts } from '../analysis/dashboard-texts.ts';
import { variablesOf } from '../analysis/dashboard-variables.ts';
import { nearest } from '../core/names.ts';
import type { DashboardPlan } from '../ir/dashboard.ts';
import { defineCheck, type Finding } from './check.ts';

/** Names of time and value that Grafana fills in without a list. */
const builtIn: ReadonlySet<string> = new Set(['timeFilter']);

/** A query, title or link that asks for a choice which the page does not offer. */
export const dashVar = defineCheck({
  code: 'DASH-VAR',
  severity: 'error',
  why: 'Grafana leaves an unknown variable as it stands: the query finds nothing, or fails, and the link leads nowhere.',
  run: ({ plan }) => plan.dashboards.flatMap(undefinedVariables),
});

const undefinedVariables = (dashboard: DashboardPlan): readonly Finding[] => {
  const known = new Set(variablesOf(dashboard.body).map(({ name }) => name));
  const found = variableTexts(dashboard).flatMap(({ where, text }) =>
    variablesMentioned(text)
      .filter(name => !builtIn.has(name) && !known.has(name))
      .map(
        (name): Finding => ({
          path: dashboard.path,
          message: `The ${where} of dashboard "${dashboard.title}" uses the variable \`$${name}\`, which the page does not have.`,
          hint: wayOut(name, known),
        }),
      ),
  );
  return [...new Map(found.map(finding => [finding.message, finding])).values()];
};

const wayOut = (name: string, known: ReadonlySet<string>): string => {
  const close = nearest(name, [...known]);
  return close === undefined
    ? 'Known without saying: `$service`, `$team`, `$job`, `$instance` and Grafana’s `$__…`.'
    : `Did you mean \`$${close}\`?`;
};
