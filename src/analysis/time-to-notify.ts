import { parseDuration } from '../core/duration.ts';
import { workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { Route } from '../ir/routing.ts';
import type { AlertFact } from './alert-routing.ts';
import type { ExposureInterval } from './exposure-interval.ts';
import type { PlannedExpression } from './expressions.ts';
import { groupIntervals } from './notification-rate.ts';
import { readCondition } from './notify-ramp.ts';
import { SourceFinder } from './notify-sources.ts';
import { sharedGroups } from './route-groups.ts';

/** One part of the way from a failure to a message, in milliseconds. */
export interface NotifyTerm {
  readonly term:
    | 'scrape'
    | 'failures'
    | 'timeout'
    | 'ramp'
    | 'records'
    | 'evaluation'
    | 'for'
    | 'group'
    | 'cluster'
    | 'send';
  readonly best: number;
  readonly worst: number;
  /** How it comes about, where that is not plain. */
  readonly because?: string;
}

/** How long it takes from a complete failure to a message. */
export interface TimeToNotify {
  readonly alert: AlertFact;
  readonly terms: readonly NotifyTerm[];
  /** Until the condition is true. */
  readonly detect: { readonly best: number; readonly worst: number };
  /** Until somebody is told. */
  readonly notify: { readonly best: number; readonly worst: number };
  /** The longest that it may take, and why. */
  readonly budget: number | undefined;
  readonly why: string;
  /** What lies between the failure and the message beside `for` and the ramp: the work of the pipeline. */
  readonly pipeline: number;
  /** The route that is counted: the fastest one that always speaks. */
  readonly route: Route | undefined;
  /** It shares its group with others, and can wait for the group's interval. */
  readonly shared: boolean;
}

/** Time of a request to the receiver. */
const send = 5_000;
/** What each further Alertmanager waits for the one before it: `--cluster.peer-timeout`, its default. */
const perPeer = 15_000;

const second = 1_000;
/** What the pipeline may add to what an alert waits for on purpose. */
export const pipelineBudget = { internal: 120 * second, critical: 120 * second, warning: 900 * second } as const;

const milliseconds = (text: string | undefined): number => parseDuration(text ?? '') ?? 0;

/** The bound of every alert that is told to somebody, term by term. */
export const timesToNotify = (
  plan: Plan,
  alerts: readonly AlertFact[],
  expressions: readonly PlannedExpression[],
  intervalOf: ExposureInterval,
): readonly TimeToNotify[] => {
  const finder = new SourceFinder(plan, expressions, intervalOf);
  const parsed = new Map(expressions.map(({ rule, parsed: { expr } }) => [rule, expr]));
  const pace = routePace(plan, alerts);
  const replicas = plan.workloads.find(({ id }) => id === workloads.alertmanager)?.replicas ?? 1;
  return alerts.map((alert): TimeToNotify => {
    const { rule, group } = alert;
    const evaluation = milliseconds(group.interval);
    const expr = parsed.get(rule);
    const service = rule.labels['service'];
    const source = expr === undefined ? undefined : finder.of(expr, group, service);
    const condition =
      expr === undefined
        ? undefined
        : readCondition(expr, selector => finder.ofSelector(selector, group, service).window);
    const interval = source?.interval ?? 0;
    const pending = evaluation === 0 ? 0 : Math.ceil(milliseconds(rule.for) / evaluation) * evaluation;
    const { route, wait, shared } = fastest(alert, pace);
    const ramp = condition?.ramp ?? 0;
    const repeated = ((condition?.failures ?? 1) - 1) * interval;
    const detection: readonly NotifyTerm[] = [
      { term: 'scrape', best: 0, worst: interval },
      { term: 'failures', best: repeated, worst: repeated },
      { term: 'timeout', best: 0, worst: source?.timeout ?? 0 },
      { term: 'ramp', best: ramp, worst: ramp, ...(ramp === 0 ? {} : { because: condition?.because ?? '' }) },
      { term: 'records', best: 0, worst: source?.chain ?? 0 },
      { term: 'evaluation', best: 0, worst: evaluation },
    ];
    const telling: readonly NotifyTerm[] = [
      { term: 'for', best: pending, worst: pending },
      {
        term: 'group',
        best: wait.best,
        worst: wait.worst,
        ...(shared ? { because: 'it can join a group that was told before' } : {}),
      },
      { term: 'cluster', best: 0, worst: (replicas - 1) * perPeer },
      { term: 'send', best: 0, worst: send },
    ];
    const detect = sum(detection);
    const told = sum(telling);
    const notify = { best: detect.best + told.best, worst: detect.worst + told.worst };
    return {
      alert,
      terms: [...detection, ...telling],
      detect,
      notify,
      ...budgetOf(alert, pending + ramp),
      pipeline: notify.worst - pending - ramp,
      route,
      shared,
    };
  });
};

const sum = (terms: readonly NotifyTerm[]): { readonly best: number; readonly worst: number } => ({
  best: terms.reduce((total, { best }) => total + best, 0),
  worst: terms.reduce((total, { worst }) => total + worst, 0),
});

interface Pace {
  readonly wait: number;
  readonly interval: number;
  readonly shared: ReadonlySet<AlertFact>;
}

/** How soon each route speaks; what it does not say itself it has from its parents. */
const routePace = (plan: Plan, alerts: readonly AlertFact[]): ReadonlyMap<Route, Pace> => {
  const byRoute = new Map<Route, AlertFact[]>();
  for (const alert of alerts)
    for (const route of alert.routes) {
      const own = byRoute.get(route);
      if (own === undefined) byRoute.set(route, [alert]);
      else own.push(alert);
    }
  const intervals = groupIntervals(plan.routing.root);
  const found = new Map<Route, Pace>();
  const visit = (route: Route, above: string): void => {
    const wait = route.groupWait ?? above;
    found.set(route, {
      wait: milliseconds(wait),
      interval: milliseconds(intervals.get(route)),
      shared: sharedGroups(route, byRoute.get(route) ?? []),
    });
    for (const child of route.routes) visit(child, wait);
  };
  visit(plan.routing.root, '30s');
  return found;
};

interface Told {
  readonly route: Route | undefined;
  readonly wait: { readonly best: number; readonly worst: number };
  readonly shared: boolean;
}

const hasHours = ({ activeTimeIntervals = [], muteTimeIntervals = [] }: Route): boolean =>
  activeTimeIntervals.length + muteTimeIntervals.length > 0;

/** The first to be told counts: of routes that always speak, if there are any; of the slowest family of label sets. */
const fastest = (alert: AlertFact, pace: ReadonlyMap<Route, Pace>): Told => {
  const ofRoute = (route: Route): Told => {
    const { wait = 0, interval = 0, shared } = pace.get(route) ?? {};
    const joins = shared?.has(alert) ?? false;
    return { route, wait: { best: wait, worst: joins ? Math.max(wait, interval) : wait }, shared: joins };
  };
  const ofCase = (routes: readonly Route[]): Told => {
    const awake = routes.filter(route => !hasHours(route));
    const told = (awake.length > 0 ? awake : routes).map(ofRoute);
    return told.toSorted((a, b) => a.wait.worst - b.wait.worst)[0] ?? nobody;
  };
  return alert.cases.map(({ routes }) => ofCase(routes)).toSorted((a, b) => b.wait.worst - a.wait.worst)[0] ?? nobody;
};

const nobody: Told = { route: undefined, wait: { best: 0, worst: 0 }, shared: false };

/** What the alert waits for on purpose, and what the pipeline may add. */
const budgetOf = ({ rule }: AlertFact, onPurpose: number): Pick<TimeToNotify, 'budget' | 'why'> => {
  const { severity, class: probed, category } = rule.labels;
  if (rule.notifyWithin !== undefined) return { budget: milliseconds(rule.notifyWithin), why: 'as its author wrote' };
  if (severity === 'critical' && probed === 'internal' && category === 'availability')
    return { budget: pipelineBudget.internal, why: 'a probe of the service itself' };
  if (severity === 'critical')
    return { budget: onPurpose + pipelineBudget.critical, why: 'its `for` and ramp, and 2 minutes' };
  if (severity === 'warning')
    return { budget: onPurpose + pipelineBudget.warning, why: 'its `for` and ramp, and 15 minutes' };
  return { budget: undefined, why: 'read when there is time' };
};
