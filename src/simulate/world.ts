import type { Scenario, ScenarioEvent } from '../catalogue/scenario.ts';
import { parseDuration } from '../core/duration.ts';
import type { Labels } from '../evaluate/labels.ts';
import type { Storage } from '../evaluate/storage.ts';
import type { Expr } from '../promql/syntax.ts';
import type { Feed } from './play.ts';
import { asked, type Part, seriesOf } from './series.ts';
import type { SimulatedTarget } from './targets.ts';

/** What a gauge shows, or a counter grows by per second, while all is well; `clock` adds the time since 1970. */
export interface CalmValue {
  readonly value: number;
  readonly clock?: 'moving' | 'fixed';
}

/** The calm value of a name; undefined where nothing is known. */
export type Calm = (name: string) => CalmValue | undefined;

/** An event with its times in milliseconds since 1970. */
interface TimedEvent {
  readonly event: ScenarioEvent;
  readonly from: number;
  readonly to: number;
}

/** How a target fares at a moment. */
interface Condition {
  readonly isDown: boolean;
  /** Share of the requests that fail. */
  readonly errors: number;
  /** Seconds that a request takes. */
  readonly latency: number;
  readonly hasTraffic: boolean;
  readonly sets: readonly Extract<ScenarioEvent, { readonly kind: 'set' }>[];
}

interface State {
  readonly labels: Labels;
  readonly name: string;
  readonly part: Part;
  value: number;
}

interface Scraped {
  readonly target: SimulatedTarget;
  readonly up: Labels;
  readonly states: readonly State[];
  due: number;
  wasUp: boolean;
}

/** Seconds that a request takes while all is well. */
const usualLatency = 0.01;

/** What a world is made of. */
export interface WorldPlan {
  readonly scenario: Scenario;
  readonly targets: readonly SimulatedTarget[];
  /** Everything that will be asked: other series are not made. */
  readonly exprs: readonly Expr[];
  readonly calm: Calm;
  /** The first scrapes happen within one interval of it, in milliseconds since 1970. */
  readonly from: number;
  /** When the scenario begins. */
  readonly start: number;
}

const timed = ({ events }: Scenario, start: number): readonly TimedEvent[] =>
  events.map(event => {
    const from = start + (parseDuration(event.at) ?? 0);
    const lasts = 'for' in event && event.for !== undefined ? parseDuration(event.for) : undefined;
    return { event, from, to: lasts === undefined ? Number.POSITIVE_INFINITY : from + lasts };
  });

const conditionOf = (target: SimulatedTarget, events: readonly TimedEvent[], at: number): Condition => {
  let condition: Condition = { isDown: false, errors: 0, latency: usualLatency, hasTraffic: true, sets: [] };
  for (const { event, from, to } of events) {
    if (at < from || at >= to) continue;
    if (event.kind === 'set') condition = { ...condition, sets: [...condition.sets, event] };
    else if (event.kind === 'node-down') {
      if (target.node === event.node) condition = { ...condition, isDown: true };
    } else if (target.isOwn && event.service === target.service) {
      if (event.kind === 'down') condition = { ...condition, isDown: true };
      if (event.kind === 'errors') condition = { ...condition, errors: event.ratio };
      if (event.kind === 'latency') condition = { ...condition, latency: (parseDuration(event.takes) ?? 0) / 1_000 };
      if (event.kind === 'no-traffic') condition = { ...condition, hasTraffic: false };
    }
  }
  return condition;
};

/** Growth per second of everything that counts. */
const growthOf = (part: Part, { errors, latency, hasTraffic }: Condition, traffic: number): number => {
  switch (part.kind) {
    case 'count': {
      const share = part.outcome === 'any' ? 1 : part.outcome === 'bad' ? errors : 1 - errors;
      return hasTraffic ? traffic * share * part.share : 0;
    }
    case 'bucket':
      return latency <= part.le
        ? growthOf(part.of, { isDown: false, errors, latency, hasTraffic, sets: [] }, traffic)
        : 0;
    case 'sum':
      return latency * growthOf(part.of, { isDown: false, errors, latency, hasTraffic, sets: [] }, traffic);
    case 'gauge':
      return 0;
  }
};

/** Gauges of a probe that say how it went. */
const probeValue = (name: string, { isDown, latency }: Condition): number | undefined => {
  switch (name) {
    case 'probe_success':
      return isDown ? 0 : 1;
    case 'probe_http_status_code':
      return isDown ? 0 : 200;
    case 'probe_duration_seconds':
      return latency;
    default:
      return undefined;
  }
};

/**
 * A feed of everything that a stack would scrape. Targets are scraped in the middle between two evaluations, so that what
 * happens at a moment is seen by the scrape after it.
 */
export const world = ({ scenario, targets, exprs, calm, from, start }: WorldPlan): Feed => {
  const { names, values } = asked(exprs);
  const events = timed(scenario, start);
  const traffic = scenario.traffic ?? 1;
  const scraped = targets.map(
    (target): Scraped => ({
      target,
      up: { __name__: 'up', ...target.labels },
      states: target.metrics
        .flatMap(metric => seriesOf(metric, target.labels, names, values))
        .map(({ name, labels, part }) => ({
          name,
          part,
          labels: { ...labels, ...target.labels, __name__: name },
          value: 0,
        })),
      due: from - target.interval / 2,
      wasUp: true,
    }),
  );
  const scrape = (each: Scraped, storage: Storage): void => {
    const { target, states, due: at } = each;
    const condition = conditionOf(target, events, at);
    // A probe is answered for by its prober.
    const isUp = target.isProbe || !condition.isDown;
    storage.append(each.up, at, isUp ? 1 : 0);
    const restarted = events.some(
      ({ event, from: moment }) =>
        event.kind === 'deploy' &&
        target.isOwn &&
        event.service === target.service &&
        moment > at - target.interval &&
        moment <= at,
    );
    for (const state of states) {
      const { name, part, labels } = state;
      const own = condition.sets.find(
        ({ metric, labels: wanted = {} }) =>
          metric === name && Object.entries(wanted).every(([label, value]) => labels[label] === value),
      )?.value;
      if (part.kind === 'gauge') {
        const { value, clock } = calm(name) ?? { value: 0 };
        const since = clock === undefined ? 0 : (clock === 'moving' ? at : start) / 1_000;
        state.value = own ?? (target.isProbe ? probeValue(name, condition) : undefined) ?? value + since;
      } else {
        const growth =
          own ?? (calm(name) === undefined ? growthOf(part, condition, traffic) : (calm(name)?.value ?? 0));
        state.value = (restarted ? 0 : state.value) + (growth * target.interval) / 1_000;
      }
      if (isUp) storage.append(labels, at, state.value);
      else if (each.wasUp) storage.appendStale(labels, at);
    }
    each.wasUp = isUp;
    each.due += target.interval;
  };
  return (storage, until) => {
    for (const each of scraped) while (each.due <= until) scrape(each, storage);
  };
};
