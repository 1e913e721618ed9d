import { alternatives } from '../promql/regex-values.ts';
import type { Matcher } from '../promql/syntax.ts';
import type { PlannedExpression } from './expressions.ts';

type Writers = readonly PlannedExpression[];

interface Wanted {
  readonly label: string;
  readonly values: ReadonlySet<string>;
}

const valuesOf = ({ op, value }: Matcher): readonly string[] | undefined => {
  if (op === '=') return [value];
  return op === '=~' ? alternatives(value) : undefined;
};

/** Rules by the series that they record, found by static labels without a look at each. */
export class RecordWriters {
  readonly #all = new Map<string, PlannedExpression[]>();
  /** By series and label: its rules by the value they set, `undefined` for those that leave the label open. */
  readonly #byLabel = new Map<string, ReadonlyMap<string | undefined, Writers>>();

  add(record: string, writer: PlannedExpression): void {
    const known = this.#all.get(record);
    if (known === undefined) this.#all.set(record, [writer]);
    else known.push(writer);
    this.#byLabel.clear();
  }

  /** Rules that may record series with these labels. Of patterns, lists of values are understood. */
  matching(record: string, matchers: readonly Matcher[]): Writers {
    const wanted = matchers.flatMap((matcher): readonly Wanted[] => {
      const values = valuesOf(matcher);
      return values === undefined ? [] : [{ label: matcher.label, values: new Set(values) }];
    });
    let fewest: Writers = this.#all.get(record) ?? [];
    for (const { label, values } of wanted) {
      const byValue = this.#valuesOf(record, label);
      const candidates = [undefined, ...values].map(value => byValue.get(value) ?? []);
      if (candidates.reduce((sum, { length }) => sum + length, 0) < fewest.length) fewest = candidates.flat();
    }
    return fewest.filter(({ rule }) =>
      wanted.every(({ label, values }) => {
        const value = rule?.labels[label];
        return value === undefined || values.has(value);
      }),
    );
  }

  #valuesOf(record: string, label: string): ReadonlyMap<string | undefined, Writers> {
    const key = JSON.stringify([record, label]);
    const known = this.#byLabel.get(key);
    if (known !== undefined) return known;
    const values = new Map<string | undefined, PlannedExpression[]>();
    for (const writer of this.#all.get(record) ?? []) {
      const value = writer.rule?.labels[label];
      const same = values.get(value);
      if (same === undefined) values.set(value, [writer]);
      else same.push(writer);
    }
    this.#byLabel.set(key, values);
    return values;
  }
}
