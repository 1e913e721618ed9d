import type { Facts } from '../analysis/facts.ts';
import type { Scenario } from '../catalogue/scenario.ts';
import { parseDuration } from '../core/duration.ts';
import type { RaisedAlert } from '../evaluate/rule-run.ts';
import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { receivers } from '../receivers/registry.ts';
import type { Suppression } from './dispatcher.ts';
import type { Notification } from './notification.ts';
import { type PlayedAlert, play } from './play.ts';
import { relevantRules, type Touched, type Unplayed } from './relevant-rules.ts';
import { settle } from './settle.ts';
import { simulatedTargets } from './targets.ts';
import { world } from './world.ts';

/** What came of a scenario. Times are in milliseconds since 1970. */
export interface Simulation {
  readonly start: number;
  readonly alerts: readonly PlayedAlert[];
  readonly notifications: readonly Notification[];
  readonly suppressions: readonly Suppression[];
  /** Alerts that look back further than the history goes. */
  readonly unplayed: readonly Unplayed[];
  /** Alerts that fired when the scenario began: the calm values that were assumed do not suit them, and nobody is told. */
  readonly restless: readonly string[];
  /** Rules that could not be evaluated, each once, with the reason. */
  readonly problems: readonly { readonly rule: string; readonly reason: string }[];
}

/** A Monday at ten in UTC: within the working hours of most. */
export const defaultStart = '2026-01-05T10:00:00Z';
const defaultHistory = '1h';

const touchedBy = ({ events }: Scenario, services: ReadonlySet<string>): Touched => ({
  services: events.some(({ kind }) => kind === 'node-down')
    ? undefined
    : new Set(events.flatMap(event => ('service' in event && services.has(event.service) ? [event.service] : []))),
  names: new Set(events.flatMap(event => (event.kind === 'set' ? [event.metric] : []))),
});

/** Whether any way of a receiver tells of ends. */
const tellsResolved = (plan: Plan): ((receiver: string) => boolean) => {
  const telling = new Set(
    plan.routing.receivers
      .filter(
        ({ sendResolved, uses }) =>
          sendResolved && uses.some(({ kind }) => receivers.get(kind)?.definition.tellsResolved !== false),
      )
      .map(({ name }) => name),
  );
  return receiver => telling.has(receiver);
};

/** Plays a scenario through the rules of a stack that it can change, and their alerts through its routes. */
export const simulate = (model: Model, plan: Plan, facts: Facts, scenario: Scenario): Simulation => {
  const start = Date.parse(scenario.start ?? defaultStart);
  const history = parseDuration(scenario.history ?? defaultHistory) ?? 0;
  const all = simulatedTargets(model, plan, facts);
  const touched = touchedBy(scenario, new Set(all.map(({ service }) => service)));
  const rules = relevantRules(plan, facts, touched, history);
  const isScraped = (name: string): boolean => !facts.series.records.has(name);
  const calm = settle(scenario, all, rules.alerts, isScraped, start);
  const from = start - history;
  const ignored = ({ alert, activeAt }: RaisedAlert): boolean => !rules.constant.has(alert) && activeAt < start;
  const played = play({
    groups: rules.groups,
    feed: world({ scenario, targets: all, exprs: rules.exprs, calm, from, start }),
    routing: plan.routing,
    tellsResolved: tellsResolved(plan),
    external: model.prometheus.externalLabels,
    from,
    until: start + (parseDuration(scenario.until) ?? 0),
    ignored,
  });
  const problems = new Map(
    played.problems.map(({ rule, stop }) => [rule, 'what' in stop ? stop.what : stop.message] as const),
  );
  return {
    start,
    alerts: played.alerts.filter(({ pendingAt, alert }) => pendingAt >= start && !rules.constant.has(alert)),
    notifications: played.notifications.filter(({ at }) => at >= start),
    suppressions: played.suppressions.filter(({ at }) => at >= start),
    unplayed: rules.unplayed,
    restless: [
      ...new Set(
        played.alerts
          .filter(
            ({ alert, pendingAt, firingAt, endedAt }) =>
              pendingAt < start &&
              firingAt !== undefined &&
              (endedAt ?? Number.POSITIVE_INFINITY) > start &&
              !rules.constant.has(alert),
          )
          .map(({ alert }) => alert),
      ),
    ].toSorted(),
    problems: [...problems].map(([rule, reason]) => ({ rule, reason })),
  };
};
