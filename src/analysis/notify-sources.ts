import { parseDuration } from '../core/duration.ts';
import type { Plan } from '../ir/plan.ts';
import type { RuleGroup } from '../ir/rule-group.ts';
import type { Expr, Matcher, Selector } from '../promql/syntax.ts';
import type { ExposureInterval } from './exposure-interval.ts';
import type { PlannedExpression } from './expressions.ts';
import { longestWindow, presentSelectors } from './notify-ramp.ts';
import { RecordWriters } from './record-writers.ts';

/** How what an expression reads comes about; all in milliseconds. */
export interface Sources {
  /** Longest time between two samples. 0 where nothing is scraped. */
  readonly interval: number;
  /** Longest time that a scrape waits for an answer. */
  readonly timeout: number;
  /** Evaluation intervals of the groups that record in between. */
  readonly chain: number;
  /** Longest window of a record on the way. */
  readonly window: number;
}

const none: Sources = { interval: 0, timeout: 0, chain: 0, window: 0 };

const longer = (a: Sources, b: Sources): Sources => ({
  interval: Math.max(a.interval, b.interval),
  timeout: Math.max(a.timeout, b.timeout),
  chain: Math.max(a.chain, b.chain),
  window: Math.max(a.window, b.window),
});

const milliseconds = (text: string | undefined): number => parseDuration(text ?? '') ?? 0;

/** Records that read records: a longer chain is followed no further. */
const deepest = 20;

/** Follows what expressions read back to the scrapes. */
export class SourceFinder {
  readonly #plan: Plan;
  readonly #intervalOf: ExposureInterval;
  readonly #writers = new RecordWriters();
  readonly #known = new Map<string, Sources>();
  readonly #jobs: ReadonlyMap<string, Plan['jobs'][number]>;

  constructor(plan: Plan, expressions: readonly PlannedExpression[], intervalOf: ExposureInterval) {
    this.#plan = plan;
    this.#intervalOf = intervalOf;
    this.#jobs = new Map(plan.jobs.map(job => [job.id, job]));
    for (const expression of expressions) {
      if (expression.rule?.kind !== 'record') continue;
      this.#writers.add(expression.rule.record, expression);
    }
  }

  /** Of a whole expression of a group. */
  of(expr: Expr, group: RuleGroup, service: string | undefined, depth = 0): Sources {
    return presentSelectors(expr)
      .map(selector => this.ofSelector(selector, group, service, depth))
      .reduce(longer, none);
  }

  ofSelector(selector: Selector, group: RuleGroup, service: string | undefined, depth = 0): Sources {
    const pinned = new Map(selector.matchers.filter(({ op }) => op === '=').map(({ label, value }) => [label, value]));
    const key = JSON.stringify([selector.name, selector.matchers, group.name, group.file, service]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (depth > deepest) return none;
    // Until it is known: a record that reads itself adds nothing.
    this.#known.set(key, none);
    const found =
      this.#recorded(selector.name ?? '', selector.matchers, group, depth) ??
      this.#scraped(selector.name, pinned, pinned.get('service') ?? service);
    this.#known.set(key, found);
    return found;
  }

  #recorded(name: string, matchers: readonly Matcher[], reader: RuleGroup, depth: number): Sources | undefined {
    const writers = this.#writers.matching(name, matchers);
    if (writers.length === 0) return undefined;
    return writers
      .map(({ parsed: { expr }, group, rule }): Sources => {
        if (expr === undefined || group === undefined) return none;
        const below = this.of(expr, group, rule?.labels['service'], depth + 1);
        // What is recorded in the same group is there a moment before.
        const wait = group === reader ? 0 : milliseconds(group.interval);
        return { ...below, chain: below.chain + wait, window: Math.max(below.window, longestWindow(expr)) };
      })
      .reduce(longer, none);
  }

  #scraped(name: string | undefined, pinned: ReadonlyMap<string, string>, service: string | undefined): Sources {
    const probe = this.#plan.probes.find(each => each.probe === pinned.get('probe') && each.service === service);
    const job = this.#jobs.get(pinned.get('job') ?? '');
    const source = probe ?? job;
    if (source !== undefined)
      return { ...none, interval: milliseconds(source.interval), timeout: milliseconds(source.timeout) };
    const interval = this.#intervalOf(name, service) ?? this.#intervalOf(undefined, service);
    const jobs = this.#plan.jobs.filter(({ labels }) => labels['service'] === service);
    const timeout = Math.max(0, ...jobs.map(each => milliseconds(each.timeout)));
    return { ...none, interval: interval ?? 0, timeout: Math.min(timeout, interval ?? timeout) };
  }
}
