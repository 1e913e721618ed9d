import { aboutWhat } from '../analysis/compared.ts';
import type { PlannedExpression } from '../analysis/expressions.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { panelsOf } from '../ir/dashboard.ts';
import { limitOf } from '../model/alert-limits.ts';
import { alertsOfPanel, namedAlerts } from '../model/named-alerts.ts';
import { bounds } from '../promql/bounds.ts';
import { parse } from '../promql/parse.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** A panel whose lines are not where its alert fires. */
export const dashThresh = defineCheck({
  code: 'DASH-THRESH',
  severity: 'warning',
  why: 'A graph below its line while its alert fires, or above it while it is silent, makes people distrust both.',
  run: subject => [...named(subject), ...alike(subject)],
});

const hint = 'Name the alert in `alerts` and leave `thresholds` out: the panel then has the alert’s own number.';

/** Numbers that went through a division or a change of unit differ in their last digits. */
const equal = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const has = (numbers: readonly number[], wanted: number): boolean => numbers.some(number => equal(number, wanted));

const numbers = (values: readonly number[]): string =>
  values.length === 1 ? `threshold is ${values[0]}` : `thresholds are ${values.join(' and ')}`;

/** Panels that name alerts and have thresholds of their own. */
const named = ({ model, plan }: Subject): readonly Finding[] => {
  const all = namedAlerts(model, plan.groups);
  return model.dashboards.flatMap(({ rows, title, path, service }) =>
    rows
      .flatMap(row => row.panels)
      .flatMap(panel => {
        const drawn = (panel.thresholds ?? []).map(({ at }) => at);
        if (drawn.length === 0 || panel.alerts === undefined) return [];
        return panel.alerts.flatMap(name => {
          const limits = alertsOfPanel(all, name, service, panel).flatMap(alert => limitOf(alert, panel)?.value ?? []);
          const [missing] = limits.filter(limit => !has(drawn, limit));
          return missing === undefined
            ? []
            : [
                {
                  path,
                  message: `The panel "${panel.title}" of dashboard "${title}" is about the alert \`${name}\`, whose limit is ${missing}, but its ${numbers(drawn)}.`,
                  hint,
                },
              ];
        });
      }),
  );
};

/** What an alert compares first, and with which number. */
interface Comparison {
  readonly alert: string;
  readonly value: number;
}

const comparisons = (expressions: readonly PlannedExpression[]): ReadonlyMap<string, readonly Comparison[]> => {
  const found = new Map<string, Comparison[]>();
  for (const { rule, parsed } of expressions) {
    const [bound] = rule?.kind === 'alert' && parsed.expr !== undefined ? bounds(parsed.expr) : [];
    // More than nothing has no line: it would begin at 0, where all is well.
    const compared = bound === undefined || bound.value === 0 ? undefined : parse(bound.compared).expr;
    if (rule?.kind !== 'alert' || bound === undefined || compared === undefined) continue;
    const about = aboutWhat(compared);
    const known = found.get(about);
    const comparison = { alert: rule.alert, value: bound.value };
    if (known === undefined) found.set(about, [comparison]);
    else known.push(comparison);
  }
  return found;
};

const thresholdsOf = ({ fieldConfig }: JsonObject): readonly number[] => {
  const defaults = isJsonObject(fieldConfig) ? fieldConfig['defaults'] : undefined;
  const thresholds = isJsonObject(defaults) ? defaults['thresholds'] : undefined;
  if (!isJsonObject(thresholds) || thresholds['mode'] !== 'absolute') return [];
  const steps: JsonValue | undefined = thresholds['steps'];
  return (Array.isArray(steps) ? steps : []).flatMap(step =>
    isJsonObject(step) && typeof step['value'] === 'number' ? [step['value']] : [],
  );
};

/** The queries of each panel, by the uid of its dashboard and its pointer. */
const expressionsByPanel = (
  expressions: readonly PlannedExpression[],
): ReadonlyMap<string, readonly PlannedExpression[]> => {
  const found = new Map<string, PlannedExpression[]>();
  for (const expression of expressions) {
    const { dashboard, query } = expression;
    if (dashboard === undefined || query === undefined) continue;
    const place = `${dashboard.uid} ${query.pointer.split('/targets/')[0]}`;
    const known = found.get(place);
    if (known === undefined) found.set(place, [expression]);
    else known.push(expression);
  }
  return found;
};

/** Panels that show what some alert compares, and have another number. One at 0 is where colours begin. */
const alike = ({ model, plan, facts }: Subject): readonly Finding[] => {
  const compared = comparisons(facts.expressions);
  const byPlace = expressionsByPanel(facts.expressions);
  const naming = new Set(
    model.dashboards.flatMap(({ path, rows }) =>
      rows.flatMap(row =>
        row.panels.flatMap(({ title, alerts = [] }) => alerts.map(name => `${path} ${title} ${name}`)),
      ),
    ),
  );
  return plan.dashboards.flatMap(({ uid, title, path, body }) =>
    panelsOf(body).flatMap(({ panel, pointer }) => {
      const drawn = thresholdsOf(panel);
      if (drawn.length === 0) return [];
      const about = new Set(
        (byPlace.get(`${uid} ${pointer}`) ?? []).flatMap(({ parsed }) =>
          parsed.expr === undefined ? [] : [aboutWhat(parsed.expr)],
        ),
      );
      const alerts = [...about].flatMap(text => compared.get(text) ?? []);
      const limits = alerts.map(({ value }) => value);
      const others = drawn.filter(number => number !== 0 && !has(limits, number));
      return alerts
        .filter(
          ({ alert, value }) =>
            others.length > 0 && !has(drawn, value) && !naming.has(`${path} ${panel['title']} ${alert}`),
        )
        .map(({ alert, value }) => ({
          path,
          message: `The panel "${panel['title']}" of dashboard "${title}" shows what the alert \`${alert}\` compares with ${value}, but its ${numbers(others)}.`,
          hint,
        }));
    }),
  );
};
