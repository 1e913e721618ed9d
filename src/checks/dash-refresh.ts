import { variablesOf } from '../analysis/dashboard-variables.ts';
import { defineCheck } from './check.ts';

/** Grafana's number for a variable that is asked anew whenever the time range changes. */
const onTimeRangeChanged = 2;

/** A choice whose values stay those of the moment at which the page was opened. */
export const dashRefresh = defineCheck({
  code: 'DASH-REFRESH',
  severity: 'info',
  why: 'Who looks at last week is offered the instances of today, and cannot choose the one that failed.',
  run: ({ plan }) =>
    plan.dashboards.flatMap(({ title, path, body }) =>
      variablesOf(body)
        .filter(({ type, body: own }) => type === 'query' && own['refresh'] !== onTimeRangeChanged)
        .map(({ name }) => ({
          path,
          message: `The variable \`$${name}\` of dashboard "${title}" offers the values of the time when the page was opened.`,
          hint: 'Write `refresh: 2`: it is then asked anew whenever the time range changes.',
        })),
    ),
});
