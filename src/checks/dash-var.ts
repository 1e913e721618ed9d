import { isJsonObject, type JsonValue } from '../core/json.ts';
import type { DashboardPlan } from '../ir/dashboard.ts';
import { defineCheck, type Finding } from './check.ts';

/** `$name`, `${name}`, `${name:regex}` and `[[name]]`. Names that begin with two underscores are Grafana's own. */
const mentions = /\$(?:(\w+)|\{(\w+)(?::[^}]*)?\})|\[\[(\w+)(?::[^\]]*)?\]\]/g;

/** Names of time and value that Grafana fills in links and texts. */
const builtIn: ReadonlySet<string> = new Set(['timeFilter']);

/** A query that asks for a choice which the page does not offer. */
export const dashVar = defineCheck({
  code: 'DASH-VAR',
  severity: 'error',
  why: 'Grafana leaves an unknown variable as it stands: the query finds nothing, or fails.',
  run: ({ plan }) => plan.dashboards.flatMap(undefinedVariables),
});

const undefinedVariables = (dashboard: DashboardPlan): readonly Finding[] => {
  const offered = names(dashboard);
  if (offered === undefined) return [];
  const known = new Set(offered);
  return dashboard.queries.flatMap(({ expr, panel }) => {
    const unknown = [...expr.matchAll(mentions)]
      .map(([, plain, braced, bracketed]) => plain ?? braced ?? bracketed ?? '')
      .filter(name => !name.startsWith('__') && !/^\d/.test(name) && !builtIn.has(name) && !known.has(name));
    return [...new Set(unknown)].map((name): Finding => {
      return {
        path: dashboard.path,
        message: `The panel "${panel}" of dashboard "${dashboard.title}" uses the variable \`$${name}\`, which the page does not have.`,
        hint: 'Known without saying: `$service`, `$team`, `$job`, `$instance` and Grafana’s `$__…`.',
      };
    });
  });
};

/** Undefined for a page without any list of variables: what it offers is not known. */
const names = ({ body }: DashboardPlan): readonly string[] | undefined => {
  const { templating } = body;
  const list: JsonValue | undefined = isJsonObject(templating) ? templating['list'] : undefined;
  if (!Array.isArray(list)) return undefined;
  return list.flatMap(variable =>
    isJsonObject(variable) && typeof variable['name'] === 'string' ? [variable['name']] : [],
  );
};
