import type { Facts } from '../analysis/facts.ts';
import { selectedService } from '../analysis/selected.ts';
import { parseDuration } from '../core/duration.ts';
import type { RuleGroup as PlayedGroup, Rule as PlayedRule } from '../evaluate/rule.ts';
import type { Plan } from '../ir/plan.ts';
import type { Rule } from '../ir/rule-group.ts';
import type { DurationExpr, Expr, Selector } from '../promql/syntax.ts';
import { children, walk } from '../promql/walk.ts';

/** What a scenario can change. */
export interface Touched {
  /** Services whose series it can change; undefined when it can be any. */
  readonly services: ReadonlySet<string> | undefined;
  /** Names of series that it sets. */
  readonly names: ReadonlySet<string>;
}

/** An alert that is left out, and why. */
export interface Unplayed {
  readonly alert: string;
  readonly path: string;
  /** Milliseconds that its rules look back. */
  readonly reach: number;
}

/** An alert's expression, and how far it looks back in milliseconds. */
export interface AlertExpr {
  readonly expr: Expr;
  readonly reach: number;
}

/** The rules that a scenario is played through. */
export interface RelevantRules {
  readonly groups: readonly PlayedGroup[];
  readonly unplayed: readonly Unplayed[];
  readonly exprs: readonly Expr[];
  /** The expressions of alerts, and how far each looks back in milliseconds. */
  readonly alerts: readonly AlertExpr[];
  /** Names of alerts that read no series: a heartbeat fires for ever, by intent. */
  readonly constant: ReadonlySet<string>;
}

const lengthOf = (duration: DurationExpr | undefined): number =>
  duration?.kind === 'duration' ? duration.milliseconds : 0;

const selectorsOf = (expr: Expr): readonly Selector[] => {
  const found: Selector[] = [];
  walk(expr, node => {
    if (node.kind === 'selector') found.push(node);
  });
  return found;
};

const nameOf = ({ name, matchers }: Selector): string | undefined =>
  name ?? matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;

const milliseconds = (text: string | undefined): number => parseDuration(text ?? '0s') ?? 0;

/** A rule that could be read, and the records that it reads. */
interface ReadRule {
  readonly rule: Rule;
  readonly expr: Expr;
  readonly selectors: readonly Selector[];
}

/**
 * Rules whose result a scenario can change, and those that always fire. A rule that looks back further than the history
 * goes would see a window that is not full: it is left out, with everything that reads it.
 */
export const relevantRules = (plan: Plan, facts: Facts, touched: Touched, history: number): RelevantRules => {
  const rules: readonly ReadRule[] = facts.expressions.flatMap(({ rule, parsed: { expr } }) =>
    rule === undefined || expr === undefined ? [] : [{ rule, expr, selectors: selectorsOf(expr) }],
  );
  const byRecord = new Map<string, ReadRule[]>();
  for (const each of rules)
    if (each.rule.kind === 'record') byRecord.set(each.rule.record, [...(byRecord.get(each.rule.record) ?? []), each]);
  const read = (selector: Selector): readonly ReadRule[] =>
    (byRecord.get(nameOf(selector) ?? '') ?? []).filter(({ rule }) =>
      selector.matchers.every(
        ({ label, op, value }) => op !== '=' || label === '__name__' || (rule.labels[label] ?? value) === value,
      ),
    );
  const memo = <T>(otherwise: T, compute: (rule: ReadRule) => T): ((rule: ReadRule) => T) => {
    const known = new Map<ReadRule, T>();
    return rule => {
      const before = known.get(rule);
      if (before !== undefined) return before;
      // Records that read each other end here.
      known.set(rule, otherwise);
      const result = compute(rule);
      known.set(rule, result);
      return result;
    };
  };
  const isTouched = memo(false, ({ selectors }): boolean =>
    selectors.some(selector => {
      const records = read(selector);
      if (records.length > 0) return records.some(isTouched);
      if (touched.names.has(nameOf(selector) ?? '')) return true;
      const service = selectedService(selector.matchers);
      return touched.services === undefined || service === undefined || touched.services.has(service);
    }),
  );
  const reachOf = memo(0, ({ expr }): number => {
    const visit = (node: Expr): number => {
      const inner = Math.max(0, ...children(node).map(visit));
      if (node.kind === 'selector') return lengthOf(node.offset) + Math.max(0, ...read(node).map(reachOf));
      return node.kind === 'range' || node.kind === 'subquery'
        ? inner + lengthOf(node.range) + lengthOf(node.offset)
        : inner;
    };
    return visit(expr);
  });
  const byRule = new Map(rules.map(each => [each.rule, each]));
  const unplayed: Unplayed[] = [];
  const exprs: Expr[] = [];
  const alerts: AlertExpr[] = [];
  const constant = new Set<string>();
  const groups = plan.groups.flatMap((group): readonly PlayedGroup[] => {
    const played = group.rules.flatMap((rule): readonly PlayedRule[] => {
      const each = byRule.get(rule);
      if (each === undefined || !(each.selectors.length === 0 || isTouched(each))) return [];
      const reach = reachOf(each);
      if (reach > history) {
        if (rule.kind === 'alert') unplayed.push({ alert: rule.alert, path: rule.path, reach });
        return [];
      }
      exprs.push(each.expr);
      if (rule.kind === 'alert') alerts.push({ expr: each.expr, reach });
      if (rule.kind === 'alert' && each.selectors.length === 0) constant.add(rule.alert);
      const { labels } = rule;
      return rule.kind === 'record'
        ? [{ record: rule.record, expr: each.expr, labels }]
        : [
            {
              alert: rule.alert,
              expr: each.expr,
              labels,
              for: milliseconds(rule.for),
              keepFiringFor: milliseconds(rule.keepFiringFor),
            },
          ];
    });
    const queryOffset = milliseconds(group.queryOffset);
    return played.length === 0
      ? []
      : [{ name: group.name, interval: milliseconds(group.interval) || 60_000, rules: played, queryOffset }];
  });
  return { groups, unplayed, exprs, alerts, constant };
};
