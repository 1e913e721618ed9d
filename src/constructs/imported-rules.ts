import type {
  ImportedAlertEntry,
  ImportedRecordEntry,
  ImportedRuleEntry,
  RuleGroupEntry,
} from '../catalogue/rule-group.ts';
import { dedent } from '../core/dedent.ts';
import { ObservabilityStack } from './observability-stack.ts';
import { promqlOf, propsOf, type Query, queryMistakes } from './read-props.ts';
import { Recorded } from './recorded.ts';

interface Expression {
  /** A query of the builder, or PromQL text. Text that begins with a line break may be indented as the program is. */
  readonly expr: Query | string;
}

/** One rule under the names of a rule file: `record` and `expr`, or `alert`, `expr`, `for`, `labels`, `annotations`. */
export type ImportedRule =
  | (Omit<ImportedRecordEntry, 'kind' | 'expr'> & Expression & { readonly alert?: never })
  | (Omit<ImportedAlertEntry, 'kind' | 'expr'> & Expression & { readonly record?: never });

export interface ImportedRulesProps extends Omit<RuleGroupEntry, 'id' | 'rules'> {
  readonly rules: readonly ImportedRule[];
}

/**
 * A group of rules that exist already, kept exactly as they are: nothing is added to labels or annotations. The way in
 * for rules from elsewhere; `AlertRule` and `RecordingRule` of a service ask for more and give more.
 */
export class ImportedRules extends Recorded {
  /** @param id Name of the group, unless `name` says another. */
  constructor(stack: ObservabilityStack, id: string, props: ImportedRulesProps) {
    super(stack, id);
    const { rules = [], ...rest } = propsOf(props);
    const given: readonly ImportedRule[] = Array.isArray(rules) ? rules : [];
    for (const rule of given) this.note(queryMistakes(propsOf(rule).expr, this.node.path));
    this.scopeAs(stack, ObservabilityStack, 'a stack')?.record('ruleGroups', () => ({
      ...rest,
      id,
      rules: given.map(ruleEntry),
    }));
  }
}

const ruleEntry = (rule: ImportedRule): ImportedRuleEntry => {
  const expr = exprText(rule?.expr ?? '');
  return rule?.alert === undefined ? { kind: 'record', ...rule, expr } : { kind: 'alert', ...rule, expr };
};

const exprText = (expr: Query | string): string => {
  const text = promqlOf(expr);
  return typeof text === 'string' && text.startsWith('\n') ? dedent(text) : text;
};
