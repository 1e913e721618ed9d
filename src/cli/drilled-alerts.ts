import { suggest } from '../core/names.ts';
import type { LabelSet } from '../live/samples.ts';
import { UsageMistake } from './command.ts';
import type { RenderedAlert } from './rendered-alerts.ts';
import type { RenderedReach } from './rendered-reach.ts';

/** An alert that is to be drilled. */
export interface DrilledAlert {
  /** Its name among them. */
  readonly labels: LabelSet;
  /** Receivers that the rendered routes lead to, where that was looked up. */
  readonly expects?: readonly string[];
}

/**
 * An alert for each set of receivers that an alert with the given labels reaches, by the report of the rendered stack.
 * Sets that differ only in their order are one.
 */
export const oneOfEachRoute = (
  alerts: readonly RenderedAlert[],
  reaches: readonly RenderedReach[],
  given: LabelSet,
): readonly DrilledAlert[] => {
  const chosen = new Map<string, DrilledAlert>();
  for (const { name, labels, receivers } of reaches) {
    const key = receivers.toSorted().join('\n');
    if (receivers.length === 0 || chosen.has(key) || !fits(labels, given)) continue;
    const rule = alerts.find(alert => alert.name === name && fits(alert.labels, labels));
    if (rule !== undefined && !fits(rule.labels, given)) continue;
    chosen.set(key, { labels: { ...rule?.labels, ...labels, alertname: name }, expects: receivers });
  }
  return [...chosen.values()];
};

/** Whether no label has another value than the given one. */
const fits = (labels: LabelSet, given: LabelSet): boolean =>
  Object.entries(given).every(([label, value]) => labels[label] === undefined || labels[label] === value);

/** The labels of the one rendered alert that is meant; the given labels choose among rules of one name. */
export const chooseAlert = (
  alerts: readonly RenderedAlert[],
  name: string,
  given: LabelSet,
): DrilledAlert | UsageMistake => {
  const named = alerts.filter(alert => alert.name === name);
  if (named.length === 0) {
    const hint = suggest(name, [...new Set(alerts.map(alert => alert.name))].toSorted());
    return new UsageMistake(`There is no rendered alert "${name}".${hint === undefined ? '' : ` ${hint}`}`);
  }
  const fitting = named.filter(({ labels }) => fits(labels, given));
  const sets = [...new Set(fitting.map(({ labels }) => JSON.stringify(labels)))];
  const [first] = fitting;
  if (first !== undefined && sets.length === 1) return { labels: { alertname: name, ...first.labels } };
  const differing = ['service', 'slo', 'severity', 'team'].find(
    label => new Set(named.map(({ labels }) => labels[label])).size > 1,
  );
  const known = [...new Set(named.flatMap(({ labels }) => labels[differing ?? ''] ?? []))].map(
    value => `--label ${differing}=${value}`,
  );
  return new UsageMistake(
    `${fitting.length === 0 ? 'No rule' : `${sets.length} rules`} called "${name}" ${fitting.length === 0 ? 'has' : 'have'} these labels; choose with ${known.length === 0 ? '--label NAME=VALUE' : known.join(' or ')}.`,
  );
};
