import { type ActiveAlert, AlertStates } from './alert-state.ts';
import type { EvaluateOptions } from './context.ts';
import { evaluate } from './evaluate.ts';
import { failure, isStop, type Stop, type VectorSample } from './evaluated.ts';
import { fillTemplate } from './label-template.ts';
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

interface RuleState {
  readonly rule: Rule;
  readonly states: AlertStates | undefined;
  /** The series written at the last evaluation. */
  written: ReadonlySet<Labels>;
}

interface Written {
  readonly kind: 'written';
  readonly samples: readonly VectorSample[];
  readonly alerts: readonly ActiveAlert[];
}

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
      rule,
      states:
        'alert' in rule ? new AlertStates({ for: rule.for ?? 0, keepFiringFor: rule.keepFiringFor ?? 0 }) : undefined,
      written: new Set(),
    }));
  }

  /** Evaluates the rules at a time in milliseconds, later than the times before. */
  step(t: number): GroupStep {
    const alerts: RaisedAlert[] = [];
    const problems: RuleProblem[] = [];
    const at = t - (this.#group.queryOffset ?? 0);
    for (const state of this.#rules) {
      const { rule } = state;
      const name = 'alert' in rule ? rule.alert : rule.record;
      const result =
        'alert' in rule && state.states !== undefined
          ? this.#alert(rule, state.states, t, at)
          : 'record' in rule
            ? this.#record(rule, at)
            : failure('a rule without a name');
      if (isStop(result)) problems.push({ group: this.#group.name, rule: name, t, stop: result });
      else {
        this.#write(state, at, result.samples);
        for (const alert of result.alerts) alerts.push({ group: this.#group.name, alert: name, ...alert });
      }
    }
    return { alerts, problems };
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

  #alertLabels(rule: AlertingRule, labels: Labels): { readonly kind: 'labels'; readonly labels: Labels } | Stop {
    const entries: (readonly [string, string])[] = [['__name__', '']];
    for (const [name, template] of Object.entries(rule.labels ?? {})) {
      const value = fillTemplate(template, labels);
      if (typeof value !== 'string') return value;
      entries.push([name, value]);
    }
    return { kind: 'labels', labels: this.#storage.labels.with(labels, [...entries, ['alertname', rule.alert]]) };
  }

  #alert(rule: AlertingRule, states: AlertStates, t: number, at: number): Written | Stop {
    const vector = this.#vector(rule, at);
    if (isStop(vector)) return vector;
    const elements = new Map<Labels, number>();
    for (const { labels, value } of vector.samples) {
      const own = this.#alertLabels(rule, labels);
      if (isStop(own)) return own;
      if (elements.has(own.labels)) return clash('alert');
      elements.set(own.labels, value);
    }
    const alerts = states.advance(t, elements);
    const table = this.#storage.labels;
    const samples = alerts.flatMap(({ labels, state, activeAt }) => [
      {
        labels: table.with(labels, [
          ['__name__', 'ALERTS'],
          ['alertstate', state],
        ]),
        value: 1,
      },
      { labels: table.with(labels, [['__name__', 'ALERTS_FOR_STATE']]), value: Math.floor(activeAt / 1_000) },
    ]);
    return { kind: 'written', samples, alerts };
  }

  /** Writes what a rule gave, and ends the series it gave before and no longer gives. */
  #write(state: RuleState, at: number, samples: readonly VectorSample[]): void {
    const written = new Set<Labels>();
    for (const { labels, value } of samples) if (this.#storage.append(labels, at, value)) written.add(labels);
    for (const labels of state.written) if (!written.has(labels)) this.#storage.appendStale(labels, at);
    state.written = written;
  }
}
