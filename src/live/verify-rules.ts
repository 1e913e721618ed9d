import { compareText, type Diagnostic, report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { ruleFails, rulesForeign, rulesMissing } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import { counted, someOf, unseen, type Verified } from './verified.ts';

/** A rule by the names that Prometheus knows it by; several may share them. */
export interface NamedRule {
  readonly group: string;
  readonly name: string;
}

interface LoadedRule extends NamedRule {
  readonly error: string;
}

const what = 'Rules are loaded';

/**
 * Whether the loaded rules are the rendered ones, and can be evaluated. Some stacks let a ruler evaluate a part of them: the
 * servers are looked at together.
 */
export const verifyRules = async (
  servers: readonly Prometheus[],
  rendered: readonly NamedRule[],
): Promise<Verified> => {
  const loaded: LoadedRule[] = [];
  for (const server of servers) {
    const answer = await server.get('/api/v1/rules');
    if ('failure' in answer) return unseen(what, answer.failure);
    loaded.push(...loadedRules(answer.value));
  }
  const path = servers[0]?.name ?? '';
  const missing = without(rendered, loaded);
  const foreign = without(loaded, rendered);
  const failing = loaded.filter(({ error }) => error !== '');
  return {
    what,
    detail: `${rendered.length - missing.length} of ${counted(rendered.length, 'rule')}`,
    findings: [
      ...(missing.length === 0
        ? []
        : [
            report(
              rulesMissing,
              path,
              `${counted(missing.length, 'rendered rule')} ${missing.length === 1 ? 'is' : 'are'} not loaded: ${someOf(missing.map(labelOf))}.`,
              'Deploy the rendered rules and reload Prometheus; with --ruler name the ruler that evaluates the others.',
            ),
          ]),
      ...(foreign.length === 0
        ? []
        : [
            report(
              rulesForeign,
              path,
              `${counted(foreign.length, 'rule')} ${foreign.length === 1 ? 'is' : 'are'} loaded and ${foreign.length === 1 ? 'was' : 'were'} not rendered: ${someOf(foreign.map(labelOf))}.`,
              'Remove what an earlier version left behind.',
            ),
          ]),
      ...failing
        .slice(0, 5)
        .map(
          (rule): Diagnostic =>
            report(
              ruleFails,
              path,
              `The rule \`${labelOf(rule)}\` cannot be evaluated: ${rule.error.replace(/\s+/g, ' ').replace(/\.$/, '')}.`,
              'Look at its expression in Prometheus under /rules.',
            ),
        ),
    ],
  };
};

const labelOf = ({ group, name }: NamedRule): string => `${group}: ${name}`;

/** What is in the first list more often than in the second. */
const without = (rules: readonly NamedRule[], others: readonly NamedRule[]): readonly NamedRule[] => {
  const left = new Map<string, number>();
  for (const rule of others) left.set(labelOf(rule), (left.get(labelOf(rule)) ?? 0) + 1);
  return rules
    .filter(rule => {
      const count = left.get(labelOf(rule)) ?? 0;
      left.set(labelOf(rule), count - 1);
      return count <= 0;
    })
    .toSorted((a, b) => compareText(labelOf(a), labelOf(b)));
};

const loadedRules = (data: JsonValue): readonly LoadedRule[] => {
  const groups = isJsonObject(data) ? data['groups'] : undefined;
  if (!Array.isArray(groups)) return [];
  return groups.filter(isJsonObject).flatMap(group => {
    const rules = group['rules'];
    return Array.isArray(rules)
      ? rules.filter(isJsonObject).map(rule => ({
          group: text(group['name']),
          name: text(rule['name']),
          error: rule['health'] === 'err' ? text(rule['lastError']) || 'no reason given' : '',
        }))
      : [];
  });
};

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** The rules of a rule file that was read from YAML. */
export const rulesOfFile = (file: JsonValue): readonly NamedRule[] => {
  const groups = isJsonObject(file) ? file['groups'] : undefined;
  if (!Array.isArray(groups)) return [];
  return groups.filter(isJsonObject).flatMap(group => {
    const rules = group['rules'];
    return Array.isArray(rules)
      ? rules
          .filter(isJsonObject)
          .map(rule => ({ group: text(group['name']), name: text(rule['alert']) || text(rule['record']) }))
      : [];
  });
};
