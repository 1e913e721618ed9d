import type { Reason } from './reason.ts';

/** Whether series have a label. An empty value is no label, as everywhere in Prometheus. */
export type Presence = 'surely' | 'maybe' | 'never';

/** What is known about one label of a result, and why. */
export interface LabelFact {
  readonly presence: Presence;
  /** Every value it can have, when that is known. */
  readonly values?: readonly string[];
  /** How many values it has, when they are not known one by one; infinite when nothing bounds them. */
  readonly cardinality?: number;
  readonly reason: Reason;
}

type Facts = ReadonlyMap<string, LabelFact>;

const merged = (layers: readonly Facts[]): Facts => {
  const all = new Map<string, LabelFact>();
  for (const layer of layers) for (const [label, fact] of layer) all.set(label, fact);
  return all;
};

/**
 * A map of labels that is cheap to extend: a chain of thousands of operators adds a few labels at a time. Newer layers
 * stand over older ones, and each is more than twice as large as the next, so there are few.
 */
class LayeredFacts implements Facts {
  readonly #layers: readonly Facts[];
  #flat: Facts | undefined;

  constructor(layers: readonly Facts[]) {
    this.#layers = layers;
  }

  get(label: string): LabelFact | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const fact = this.#layers[i]?.get(label);
      if (fact !== undefined) return fact;
    }
    return undefined;
  }

  has(label: string): boolean {
    return this.get(label) !== undefined;
  }

  with(facts: Facts): LayeredFacts {
    let kept = this.#layers.length;
    let size = facts.size;
    for (let last = this.#layers.at(-1); last !== undefined && last.size <= 2 * size; last = this.#layers[kept - 1]) {
      size += last.size;
      kept -= 1;
    }
    return new LayeredFacts([...this.#layers.slice(0, kept), merged([...this.#layers.slice(kept), facts])]);
  }

  /** Every fact once, in the order the labels became known. */
  get #all(): Facts {
    this.#flat ??= merged(this.#layers);
    return this.#flat;
  }

  get size(): number {
    return this.#all.size;
  }

  forEach(visit: (fact: LabelFact, label: string, facts: Facts) => void): void {
    for (const [label, fact] of this.#all) visit(fact, label, this);
  }

  entries(): MapIterator<[string, LabelFact]> {
    return this.#all.entries();
  }

  keys(): MapIterator<string> {
    return this.#all.keys();
  }

  values(): MapIterator<LabelFact> {
    return this.#all.values();
  }

  [Symbol.iterator](): MapIterator<[string, LabelFact]> {
    return this.#all[Symbol.iterator]();
  }
}

/** The same facts with others added or in place of them. */
export const extendFacts = (facts: Facts, more: Facts): Facts =>
  (facts instanceof LayeredFacts ? facts : new LayeredFacts([facts])).with(more);
