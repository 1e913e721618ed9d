/** A source of numbers from 0 to below 1 that always gives the same ones for a seed. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const selectors = [
  ...['requests_total', 'requests_total{code="500"}', 'requests_total{code=~"2..|404"}', 'requests_total{job!="web"}'],
  ...['requests_total{code!~"5.*"}', 'requests_total{code=""}', 'errors_total', 'errors_total{instance=~".+:1"}'],
  ...['temperature', 'temperature{sensor="x"}', 'temperature{sensor!="x"}', 'up', 'up{instance=""}', 'up{job="api"}'],
  ...['node_info', 'node_info{zone="eu"}', 'latency_bucket', 'latency_bucket{le="0.5"}', 'latency_count', 'clock'],
  ...[
    'single',
    'tiny',
    'missing',
    '{__name__=~"same_labels_.*"}',
    '{__name__=~"requests_total|errors_total",job="api"}',
  ],
] as const;

const ranges = ['30s', '1m', '2m30s', '5m', '7m', '10m', '29m', '1h'] as const;
const offsets = [
  '',
  '',
  '',
  '',
  ' offset 5m',
  ' offset 37s',
  ' offset -2m',
  ' @ 1800',
  ' @ 2500.5 offset 1m',
  ' @ end()',
] as const;
const overRange = [
  ...['rate', 'increase', 'delta', 'irate', 'idelta', 'deriv', 'changes', 'resets', 'avg_over_time', 'min_over_time'],
  ...['max_over_time', 'sum_over_time', 'count_over_time', 'stddev_over_time', 'stdvar_over_time', 'last_over_time'],
  ...['present_over_time', 'absent_over_time', 'rate', 'increase', 'rate'],
] as const;
/** Without those that make noise of the last digit when the argument is large. */
const elementwise = [
  ...['abs', 'ceil', 'floor', 'round', 'sgn', 'sqrt', 'ln', 'log2', 'log10', 'atan', 'tanh', 'asinh', 'deg', 'rad'],
  ...['minute', 'hour', 'timestamp', 'sort', 'sort_desc', 'absent', '-', '+'],
] as const;
const aggregations = ['sum', 'avg', 'min', 'max', 'count', 'group', 'stddev', 'stdvar'] as const;
const labels = ['job', 'instance', 'code', 'le', 'zone', 'node', 'sensor', '__name__'] as const;
const arithmetic = ['+', '-', '*', '/', '%', '^', 'atan2'] as const;
const comparisons = ['==', '!=', '>', '<', '>=', '<='] as const;
const sets = ['and', 'or', 'unless'] as const;
const numbers = ['0', '1', '2', '-1', '0.5', '100', '1e9', '0.3', '3', 'NaN', 'Inf', '-Inf', '-0'] as const;

class Writer {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  #pick<T>(from: readonly [T, ...T[]]): T {
    return from[Math.floor(this.#random() * from.length)] ?? from[0];
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #some(): string {
    return labels.filter(() => this.#chance(0.3)).join(', ');
  }

  #range(depth: number): string {
    if (depth > 0 && this.#chance(0.3)) {
      const step = this.#pick(['', '1m', '45s', '30s', '2m']);
      return `(${this.vector(depth - 1)})[${this.#pick(ranges)}:${step}]${this.#pick(offsets)}`;
    }
    return `${this.#pick(selectors)}[${this.#pick(ranges)}]${this.#pick(offsets)}`;
  }

  #scalar(depth: number): string {
    if (depth > 0 && this.#chance(0.2)) return `scalar(${this.vector(depth - 1)})`;
    if (depth > 0 && this.#chance(0.1))
      return `(${this.#scalar(depth - 1)} ${this.#pick(arithmetic)} ${this.#scalar(depth - 1)})`;
    return this.#chance(0.05) ? 'time()' : `(${this.#pick(numbers)})`;
  }

  #aggregate(depth: number): string {
    const grouping = this.#pick(['', '', ` by (${this.#some()})`, ` without (${this.#some()})`]);
    const inner = this.vector(depth - 1);
    if (this.#chance(0.1)) return `quantile${grouping}(${this.#scalar(0)}, ${inner})`;
    if (this.#chance(0.07)) return `count_values${grouping}("v", ${this.#pick(selectors)})`;
    return `${this.#pick(aggregations)}${grouping}(${inner})`;
  }

  #binary(depth: number): string {
    const [left, right] = [this.vector(depth - 1), this.vector(depth - 1)];
    const on = this.#pick([
      '',
      '',
      ` on(${this.#some()})`,
      ` ignoring(${this.#some()})`,
      ' on(job, instance)',
      ' on(instance)',
    ]);
    if (this.#chance(0.3)) return `(${left} ${this.#pick(sets)}${on} ${right})`;
    const group =
      on.includes('__name__') || on === '' || this.#chance(0.5)
        ? ''
        : ` ${this.#pick(['group_left', 'group_right'])}(${this.#pick(['', 'node', 'zone', 'sensor'])})`;
    const op = this.#chance(0.5)
      ? this.#pick(arithmetic)
      : `${this.#pick(comparisons)}${this.#chance(0.3) ? ' bool' : ''}`;
    return `(${left} ${op}${on}${group} ${right})`;
  }

  #withNumber(depth: number): string {
    const [vector, number] = [this.vector(depth - 1), this.#scalar(depth - 1)];
    const op = this.#chance(0.5)
      ? this.#pick(arithmetic)
      : `${this.#pick(comparisons)}${this.#chance(0.3) ? ' bool' : ''}`;
    return this.#chance(0.7) ? `(${vector} ${op} ${number})` : `(${number} ${op} ${vector})`;
  }

  #call(depth: number): string {
    const func = this.#pick(overRange);
    switch (Math.floor(this.#random() * 9)) {
      case 0:
        return `quantile_over_time(${this.#scalar(0)}, ${this.#range(depth)})`;
      case 1:
        return `predict_linear(${this.#range(depth)}, ${this.#scalar(0)})`;
      case 2:
        return `histogram_quantile(${this.#pick(['0', '0.5', '0.9', '0.99', '1', '-1', '2'])}, ${this.#chance(0.5) ? `rate(latency_bucket[${this.#pick(ranges)}])` : `sum by (le, job) (${this.vector(depth - 1)})`})`;
      case 3: {
        const to = this.#pick(['job', 'extra', 'code', 'instance']);
        const replacement = this.#pick(['$1', '$1-$2', 'x', '', '${1}y', '$0', '$$']);
        const regex = this.#pick(['(.*):(.*)', '(.).*', '.*', '', '(a|b).*', '5..']);
        return `label_replace(${this.vector(depth - 1)}, "${to}", "${replacement}", "${this.#pick(['instance', 'code', 'nothing'])}", "${regex}")`;
      }
      case 4:
        return `label_join(${this.vector(depth - 1)}, "${this.#pick(['job', 'extra', 'code'])}", "${this.#pick(['-', ''])}", "instance", "code")`;
      case 5: {
        const bound = this.#scalar(0);
        return this.#pick([
          `clamp_min(${this.vector(depth - 1)}, ${bound})`,
          `clamp_max(${this.vector(depth - 1)}, ${bound})`,
          `clamp(${this.vector(depth - 1)}, ${bound}, ${this.#scalar(0)})`,
          `round(${this.vector(depth - 1)}, ${this.#pick(['0.1', '5', '3', '1e-3'])})`,
        ]);
      }
      default:
        return `${func}(${this.#range(depth)})`;
    }
  }

  /** An expression that is worth an instant vector. */
  vector(depth: number): string {
    if (depth <= 0) {
      const roll = this.#random();
      if (roll < 0.05) return `vector(${this.#pick(numbers)})`;
      if (roll < 0.3) return `rate(${this.#pick(selectors)}[${this.#pick(ranges)}])`;
      return `${this.#pick(selectors)}${this.#pick(offsets)}`;
    }
    const roll = this.#random();
    if (roll < 0.1) return this.vector(0);
    if (roll < 0.4) return this.#call(depth);
    if (roll < 0.55) return this.#aggregate(depth);
    if (roll < 0.7) return this.#withNumber(depth);
    if (roll < 0.9) return this.#binary(depth);
    return `${this.#pick(elementwise)}(${this.vector(depth - 1)})`;
  }
}

/** Expressions over the series of the fixture, up to three operations deep, always the same ones for a seed. */
export const randomExpressions = (count: number, seed: number): readonly string[] => {
  const writer = new Writer(seed);
  return Array.from({ length: count }, (_, index) => writer.vector(1 + (index % 3)));
};
