import type { EvaluateOptions } from '../evaluate/context.ts';
import type { Labels } from '../evaluate/labels.ts';
import type { RuleGroup } from '../evaluate/rule.ts';
import { GroupRun, type RaisedAlert, type RuleProblem } from '../evaluate/rule-run.ts';
import { Storage } from '../evaluate/storage.ts';
import type { Routing } from '../ir/routing.ts';
import { Dispatcher, type Suppression, type TellsResolved } from './dispatcher.ts';
import type { Notification } from './notification.ts';

/** What is scraped: appends the samples of every target that is due by a moment. */
export type Feed = (storage: Storage, until: number) => void;

/** Everything that a run needs. Times are in milliseconds since 1970. */
export interface Performance {
  readonly groups: readonly RuleGroup[];
  readonly feed: Feed;
  readonly routing: Routing;
  readonly tellsResolved: TellsResolved;
  /** Labels that Prometheus adds to what it sends. */
  readonly external: Labels;
  /** When the first rule is evaluated, and the last. */
  readonly from: number;
  readonly until: number;
  /** Time until an alert is sent again, in milliseconds. Default: a minute, as Prometheus has it. */
  readonly resendDelay?: number;
  /** Alerts that are not sent on. */
  readonly ignored?: (alert: RaisedAlert) => boolean;
  readonly options?: EvaluateOptions;
}

/** The life of one alert. */
export interface PlayedAlert {
  readonly labels: Labels;
  readonly alert: string;
  readonly pendingAt: number;
  /** Undefined when it was over before. */
  readonly firingAt: number | undefined;
  /** Undefined when it went on at the end. */
  readonly endedAt: number | undefined;
}

export interface Played {
  readonly alerts: readonly PlayedAlert[];
  readonly notifications: readonly Notification[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly RuleProblem[];
}

interface Life {
  readonly raised: RaisedAlert;
  firingAt: number | undefined;
  endedAt: number | undefined;
}

/** An alert that Alertmanager knows, and when it was last told of it. */
interface Sent {
  readonly life: Life;
  readonly labels: Labels;
  at: number;
}

/** Milliseconds for which Prometheus goes on telling that an alert has ended. */
const endsAreTold = 900_000;
const usualResend = 60_000;

const keyOf = ({ alert, labels }: RaisedAlert): string => `${alert} ${JSON.stringify(labels)}`;

/**
 * Plays rules over what is scraped, and their alerts through the dispatcher. Groups are evaluated at multiples of their
 * interval; Prometheus spreads them within one interval, which is how far its times may be from these. It sends an alert
 * again every minute, and its end for another quarter of an hour: a group lives on for as long, and lists it as resolved.
 */
export const play = (performance: Performance): Played => {
  const {
    groups,
    feed,
    routing,
    tellsResolved,
    external,
    from,
    until,
    ignored,
    resendDelay = usualResend,
    options,
  } = performance;
  const storage = new Storage();
  const dispatcher = new Dispatcher(routing, tellsResolved, from);
  const runs = groups.map(group => ({
    run: new GroupRun(group, storage, options),
    interval: Math.max(1, group.interval),
    due: from,
    active: new Map<string, Life>(),
    sent: new Map<string, Sent>(),
  }));
  const lives: Life[] = [];
  const problems: RuleProblem[] = [];
  for (let at = from; at <= until && runs.length > 0; at = Math.min(...runs.map(({ due }) => due))) {
    feed(storage, at);
    dispatcher.advance(at);
    for (const group of runs) {
      if (group.due !== at) continue;
      group.due = at + group.interval;
      const step = group.run.step(at);
      problems.push(...step.problems);
      const active = new Map<string, Life>();
      for (const raised of step.alerts) {
        const key = keyOf(raised);
        const before = group.active.get(key);
        const life =
          before?.raised.activeAt === raised.activeAt ? before : { raised, firingAt: undefined, endedAt: undefined };
        if (life !== before) lives.push(life);
        active.set(key, life);
        if (raised.state !== 'firing') continue;
        life.firingAt ??= at;
        if (group.sent.get(key)?.life === life || ignored?.(raised) === true) continue;
        group.sent.set(key, { life, labels: { ...external, ...raised.labels }, at: Number.NEGATIVE_INFINITY });
      }
      for (const [key, life] of group.active) if (active.get(key) !== life) life.endedAt = at;
      group.active = active;
      for (const [key, sent] of group.sent) {
        const { endedAt } = sent.life;
        if (endedAt !== undefined && at - endedAt > endsAreTold) group.sent.delete(key);
        else if (endedAt === at || at - sent.at > resendDelay) {
          sent.at = at;
          dispatcher.receive([{ labels: sent.labels, firing: endedAt === undefined }], at);
        }
      }
    }
  }
  dispatcher.advance(until);
  return {
    alerts: lives.map(({ raised, firingAt, endedAt }) => ({
      labels: raised.labels,
      alert: raised.alert,
      pendingAt: raised.activeAt,
      firingAt,
      endedAt,
    })),
    notifications: dispatcher.notifications,
    suppressions: dispatcher.suppressions,
    problems,
  };
};
