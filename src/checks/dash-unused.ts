import { variablesUsed } from '../analysis/dashboard-texts.ts';
import { variablesOf } from '../analysis/dashboard-variables.ts';
import { defineCheck, type Finding } from './check.ts';

/** A choice on the page that changes nothing. */
export const dashUnused = defineCheck({
  code: 'DASH-UNUSED',
  severity: 'warning',
  why: 'Who chooses a value and sees the same numbers takes them for those of the choice.',
  run: ({ plan }) =>
    plan.dashboards.flatMap(dashboard => {
      const used = variablesUsed(dashboard);
      return variablesOf(dashboard.body)
        .filter(({ name }) => !used.has(name))
        .map(
          ({ name }): Finding => ({
            path: dashboard.path,
            message: `Nothing on the dashboard "${dashboard.title}" uses its variable \`$${name}\`.`,
            hint: `Write \`label=~"$${name}"\` in a query, or remove the variable.`,
          }),
        );
    }),
});
