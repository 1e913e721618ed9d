import type { Labels } from './labels.ts';

/** An alert of a rule that is pending or firing. */
export interface ActiveAlert {
  /** With `alertname`, without the metric name of the expression. */
  readonly labels: Labels;
  readonly state: 'pending' | 'firing';
  /** When its expression first held, in milliseconds. */
  readonly activeAt: number;
  /** The value of its expression when it last held. */
  readonly value: number;
}

/** How long an expression has to hold before its alert fires, and how long the alert outlives it, in milliseconds. */
export interface AlertTiming {
  readonly for: number;
  readonly keepFiringFor: number;
}

interface State {
  readonly activeAt: number;
  firing: boolean;
  value: number;
  /** Since when an alert that fires has no element any more. */
  keptSince: number | undefined;
}

/** The alerts of one rule, from one evaluation to the next. */
export class AlertStates {
  readonly #timing: AlertTiming;
  readonly #states = new Map<Labels, State>();

  constructor(timing: AlertTiming) {
    this.#timing = timing;
  }

  /** Takes the elements of the expression at a time, by their alert labels, and gives the alerts that are active now. */
  advance(at: number, elements: ReadonlyMap<Labels, number>): readonly ActiveAlert[] {
    for (const [labels, value] of elements) {
      const state = this.#states.get(labels);
      if (state === undefined) this.#states.set(labels, { activeAt: at, firing: false, value, keptSince: undefined });
      else state.value = value;
    }
    const active: ActiveAlert[] = [];
    for (const [labels, state] of this.#states) {
      if (elements.has(labels)) state.keptSince = undefined;
      else {
        state.keptSince ??= at;
        if (!state.firing || at - state.keptSince >= this.#timing.keepFiringFor) {
          this.#states.delete(labels);
          continue;
        }
      }
      if (at - state.activeAt >= this.#timing.for) state.firing = true;
      const { activeAt, firing, value } = state;
      active.push({ labels, state: firing ? 'firing' : 'pending', activeAt, value });
    }
    return active;
  }
}
