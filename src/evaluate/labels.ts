/** The labels of a series with the metric name as `__name__`. A label that is empty is a label that is missing. */
export type Labels = Readonly<Record<string, string>>;

/** The value of a label, or the empty string when the labels lack it. */
export const labelValue = (labels: Labels, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';

/** Which labels stay: those listed (`keep`), or all but those listed and the metric name (`drop`). */
export interface Projection {
  readonly kind: 'keep' | 'drop';
  readonly labels: readonly string[];
}

type Entries = readonly (readonly [name: string, value: string])[];

/**
 * Every set of labels once, so that equal sets are one object and can be compared and used as keys. What has been
 * derived from a set is remembered by the node of the expression that asked: rules ask for the same things at each
 * evaluation.
 */
export class LabelTable {
  readonly #byText = new Map<string, Labels>();
  readonly #derived = new WeakMap<object, Map<Labels, Labels>>();
  readonly #paired = new WeakMap<object, Map<Labels, Map<Labels, Labels>>>();
  readonly #nameless = new Map<Labels, Labels>();
  readonly #given = new WeakMap<Labels, Labels>();

  /** The one object that stands for these labels. Of two entries with one name the last counts. */
  intern(entries: Entries): Labels {
    const labels = Object.fromEntries(
      Object.entries(Object.fromEntries(entries))
        .filter(([, value]) => value !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const text = JSON.stringify(labels);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    this.#byText.set(text, labels);
    return labels;
  }

  /** The one object that stands for labels that were made elsewhere; the same object is looked at only once. */
  of(labels: Labels): Labels {
    let interned = this.#given.get(labels);
    if (interned === undefined) {
      interned = this.intern(Object.entries(labels));
      this.#given.set(labels, interned);
    }
    return interned;
  }

  /** No labels at all. */
  readonly none: Labels = this.intern([]);

  /** Labels with other values for some of them; an empty value removes the label. */
  with(labels: Labels, changes: Entries): Labels {
    return this.intern([...Object.entries(labels), ...changes]);
  }

  /** What `make` makes of the labels, computed once for each `key`. */
  derive(key: object, labels: Labels, make: () => Labels): Labels {
    let known = this.#derived.get(key);
    if (known === undefined) {
      known = new Map();
      this.#derived.set(key, known);
    }
    let result = known.get(labels);
    if (result === undefined) {
      result = make();
      known.set(labels, result);
    }
    return result;
  }

  /** What `make` makes of two sets of labels, computed once for each `key`. */
  derivePair(key: object, left: Labels, right: Labels, make: () => Labels): Labels {
    let known = this.#paired.get(key);
    if (known === undefined) {
      known = new Map();
      this.#paired.set(key, known);
    }
    let partners = known.get(left);
    if (partners === undefined) {
      partners = new Map();
      known.set(left, partners);
    }
    let result = partners.get(right);
    if (result === undefined) {
      result = make();
      partners.set(right, result);
    }
    return result;
  }

  /** The labels without the metric name. */
  withoutName(labels: Labels): Labels {
    let result = this.#nameless.get(labels);
    if (result === undefined) {
      result = this.with(labels, [['__name__', '']]);
      this.#nameless.set(labels, result);
    }
    return result;
  }

  /** The labels that a projection leaves. */
  project(labels: Labels, { kind, labels: names }: Projection): Labels {
    return kind === 'keep'
      ? this.intern(names.map(name => [name, labelValue(labels, name)]))
      : this.with(
          labels,
          [...names, '__name__'].map(name => [name, '']),
        );
  }
}
