import { orgLabel } from '../ir/conventions.ts';
import type { AlertingRule } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import type { Inference } from '../promql/inference.ts';
import { labelFact } from '../promql/label-set.ts';
import { externalLabels } from './external-labels.ts';

/** What a label of an alert can be. */
export interface LabelValues {
  /** Every value, `''` where the alert can lack the label; undefined when it can be anything. */
  readonly values: readonly string[] | undefined;
  /** Of a label that can be anything: whether the alert can lack it. */
  readonly canLack: boolean;
  /** How many values it has at most, when that is known. */
  readonly cardinality: number | undefined;
}

/** The label sets that one alerting rule can give, label by label. */
export interface AlertLabels {
  readonly of: (label: string) => LabelValues;
  /** Labels that something is known about, and that the alert can have. */
  readonly names: readonly string[];
  /** Whether it can have labels that nobody knows of. */
  readonly open: boolean;
}

const fixed = (value: string): LabelValues => ({ values: [value], canLack: value === '', cardinality: 1 });
const anything: LabelValues = { values: undefined, canLack: true, cardinality: undefined };
const absent = fixed('');

/**
 * The labels of a rule's alerts: what its expression gives, what the rule sets, its name, and what the server adds
 * when it sends them. An expression that could not be read can give anything.
 */
export const alertLabels = (model: Model, rule: AlertingRule, inference: Inference | undefined): AlertLabels => {
  const external = new Set([orgLabel, ...externalLabels(model)]);
  const service = model.services.find(({ id }) => id === rule.labels['service']);
  // Labels of targets that have one value, or few, throughout the stack or the service.
  const ofTargets: Targets = {
    team: model.teams.map(({ id }) => id),
    env: [model.environment],
    ...(service === undefined ? {} : { tier: [String(service.tier)] }),
  };
  const find = (label: string): LabelValues => {
    if (label === 'alertname') return fixed(rule.alert);
    const own = rule.labels[label];
    // A template's value is known when it fires, and not before.
    if (own !== undefined) return own.includes('{{') ? anything : fixed(own);
    const inferred = inference === undefined ? anything : valuesOf(inference, label, ofTargets);
    return inferred.canLack && external.has(label) ? { ...anything, canLack: false } : inferred;
  };
  const known = new Map<string, LabelValues>();
  const of = (label: string): LabelValues => {
    const before = known.get(label);
    if (before !== undefined) return before;
    const values = find(label);
    known.set(label, values);
    return values;
  };
  const named = [...(inference?.labels.known.keys() ?? [])].filter(label => label !== '__name__');
  return {
    of,
    names: [...new Set([...named, ...Object.keys(rule.labels), 'alertname'])].filter(
      label => of(label).values?.every(value => value === '') !== true,
    ),
    open: inference === undefined || inference.labels.rest.presence !== 'never',
  };
};

type Targets = Readonly<Record<string, readonly string[]>>;

const valuesOf = (inference: Inference, label: string, ofTargets: Targets): LabelValues => {
  const { presence, values, cardinality } = labelFact(inference.labels, label);
  if (presence === 'never') return absent;
  const canLack = presence === 'maybe';
  const listed = values ?? (Object.hasOwn(ofTargets, label) ? ofTargets[label] : undefined);
  if (listed === undefined) return { values: undefined, canLack, cardinality };
  const all = canLack ? [...new Set(['', ...listed])] : listed;
  return { values: all, canLack: all.includes(''), cardinality: all.length };
};
