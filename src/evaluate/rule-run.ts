import { type ActiveAlert, AlertStates } from './alert-state.ts';
import type { EvaluateOptions } from './context.ts';
import { evaluate } from './evaluate.ts';
import { failure, isStop, type Stop, type VectorSample } from './evaluated.ts';
import { compileTemplate, type LabelTemplate } from './label-template.ts';
import type { Labels } from './labels.ts';
import type { AlertingRule, RecordingRule, Rule, RuleGroup } from './rule.ts';
import type { Storage } from './storage.ts';

/** An active alert and where it comes from. */
export interface RaisedAlert extends ActiveAlert {
  readonly group: string;
  readonly alert: string;
}

/** A rule that could not be evaluated at a time. Prometheus goes on with the next rule, and so does the run. */
export interface RuleProblem {
  readonly group: string;
  /** The name of the alert or of the recorded series. */
  readonly rule: string;
  readonly t: number;
  readonly stop: Stop;
}

/** What came of the evaluation of a group. */
export interface GroupStep {
  readonly alerts: readonly RaisedAlert[];
  readonly problems: readonly RuleProblem[];
}

/** What one alerting rule keeps from one evaluation to the next. */
interface Alerting {
  readonly kind: 'alerting';
  readonly rule: AlertingRule;
  readonly states: AlertStates;
  readonly templates: readonly (readonly [name: string, fill: LabelTemplate])[];
}

interface RuleState {
  readonly name: string;
  readonly rule: RecordingRule | Alerting | { readonly kind: 'unusable'; readonly stop: Stop };
  /** The series written at the last evaluation. */
  written: ReadonlySet<Labels>;
}

interface Written {
  readonly kind: 'written';
  readonly samples: readonly VectorSample[];
  readonly alerts: readonly ActiveAlert[];
}

/** What is added to the labels of an alert in the series that Prometheus writes about it. */
const series = {
  pending: [
    ['__name__', 'ALERTS'],
    ['alertstate', 'pending'],
  ],
  firing: [
    ['__name__', 'ALERTS'],
    ['alertstate', 'firing'],
  ],
  since: [['__name__', 'ALERTS_FOR_STATE']],
} as const;

const prepare = (rule: AlertingRule): RuleState['rule'] => {
  const templates: (readonly [string, LabelTemplate])[] = [];
  for (const [name, text] of Object.entries(rule.labels ?? {})) {
    const template = compileTemplate(text);
    if (typeof template !== 'function') return { kind: 'unusable', stop: template };
    templates.push([name, template]);
  }
  const states = new AlertStates({ for: rule.for ?? 0, keepFiringFor: rule.keepFiringFor ?? 0 });
  return { kind: 'alerting', rule, states, templates };
};

const clash = (what: string): Stop =>
  failure(`vector contains metrics with the same labelset after applying ${what} labels`);

/** One group, from one evaluation to the next. What its rules write goes into the storage they read from. */
export class GroupRun {
  readonly #group: RuleGroup;
  readonly #storage: Storage;
  readonly #options: EvaluateOptions;
  readonly #rules: readonly RuleState[];

  constructor(group: RuleGroup, storage: Storage, options: EvaluateOptions = {}) {
    this.#group = group;
    this.#storage = storage;
    this.#options = options;
    this.#rules = group.rules.map(rule => ({
      name: 'alert' in rule ? rule.alert : rule.record,
      rule: 'alert' in rule ? prepare(rule) : rule,
      written: new Set(),
    }));
  }

  /** Evaluates the rules at a time in milliseconds, later than the times before. */
  step(t: number): GroupStep {
    const alerts: RaisedAlert[] = [];
    const problems: RuleProblem[] = [];
    const group = this.#group.name;
    const at = t - (this.#group.queryOffset ?? 0);
    for (const state of this.#rules) {
      const result = this.#evaluate(state, t, at);
      const stop = isStop(result) ? result : this.#write(state, at, result.samples);
      if (stop !== undefined) problems.push({ group, rule: state.name, t, stop });
      if (!isStop(result)) for (const alert of result.alerts) alerts.push({ group, alert: state.name, ...alert });
    }
    return { alerts, problems };
  }

  #evaluate({ rule }: RuleState, t: number, at: number): Written | Stop {
    if ('record' in rule) return this.#record(rule, at);
    return rule.kind === 'alerting' ? this.#alert(rule, t, at) : rule.stop;
  }

  #vector(rule: Rule, at: number): { readonly kind: 'elements'; readonly samples: readonly VectorSample[] } | Stop {
    const value = evaluate(rule.expr, this.#storage, at, this.#options);
    if (isStop(value)) return value;
    if (value.kind === 'string') return failure('rule result is not a vector or scalar');
    return value.kind === 'vector'
      ? { kind: 'elements', samples: value.samples }
      : { kind: 'elements', samples: [{ labels: this.#storage.labels.none, value: value.value }] };
  }

  #record(rule: RecordingRule, at: number): Written | Stop {
    const vector = this.#vector(rule, at);
    if (isStop(vector)) return vector;
    const table = this.#storage.labels;
    const added = Object.entries(rule.labels ?? {});
    const samples = vector.samples.map(({ labels, value }) => ({
      value,
      labels: table.derive(rule, labels, () => table.with(labels, [['__name__', rule.record], ...added])),
    }));
    return new Set(samples.map(({ labels }) => labels)).size < samples.length
      ? clash('rule')
      : { kind: 'written', samples, alerts: [] };
  }

  #alert({ rule, states, templates }: Alerting, t: number, at: number): Written | Stop {
    const vector = this.#vector(rule, at);
    if (isStop(vector)) return vector;
    const table = this.#storage.labels;
    const elements = new Map<Labels, number>();
    for (const { labels, value } of vector.samples) {
      const own = table.derive(rule, labels, () => {
        const added = templates.map(([name, fill]) => [name, fill(labels)] as const);
        return table.with(labels, [['__name__', ''], ...added, ['alertname', rule.alert]]);
      });
      if (elements.has(own)) return clash('alert');
      elements.set(own, value);
    }
    const alerts = states.advance(t, elements);
    const samples = alerts.flatMap(({ labels, state, activeAt }) => [
      { labels: table.derive(series[state], labels, () => table.with(labels, series[state])), value: 1 },
      {
        labels: table.derive(series.since, labels, () => table.with(labels, series.since)),
        value: Math.floor(activeAt / 1_000),
      },
    ]);
    return { kind: 'written', samples, alerts };
  }

  /**
   * Writes what a rule gave, and ends the series it gave before and no longer gives. A sample that another rule or the
   * input wrote before stays, and the rule counts as failed.
   */
  #write(state: RuleState, at: number, samples: readonly VectorSample[]): Stop | undefined {
    const written = new Set<Labels>();
    for (const { labels, value } of samples) if (this.#storage.append(labels, at, value)) written.add(labels);
    for (const labels of state.written) if (!written.has(labels)) this.#storage.appendStale(labels, at);
    state.written = written;
    return written.size < samples.length ? failure('duplicate sample for timestamp; overrides not allowed') : undefined;
  }
}
