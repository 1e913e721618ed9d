import { type Diagnostic, report } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import {
  findAlert,
  type Integration,
  type NotificationCounts,
  postAlert,
  readCounts,
  readIntegrations,
  type SeenAlert,
} from './alertmanager.ts';
import {
  drillElsewhere,
  drillFailed,
  drillLeft,
  drillNowhere,
  drillSilenced,
  drillUnheard,
  drillUnresolved,
} from './problems.ts';
import type { LabelSet } from './samples.ts';
import { type Answer, nameOf, type Server } from './server.ts';
import { someOf } from './verified.ts';

/** What a drill is told. */
export interface DrillPlan {
  /** Labels of the alert, its name among them. The drill adds one of its own. */
  readonly labels: LabelSet;
  /** Tells this drill from others; the value of the label `drill`. */
  readonly id: string;
  /** Milliseconds to wait until every receiver was told. */
  readonly wait: number;
  /** Milliseconds to wait until they were told of the end; 0 asks nobody. */
  readonly waitResolved: number;
  /** Receivers that the rendered routes lead to; undefined when nobody looked. */
  readonly expects?: readonly string[];
}

/** The clock that a drill waits by. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** One way that the alert went. */
export interface DrilledWay {
  readonly receiver: string;
  readonly integration: string;
  /** Milliseconds from the post until Alertmanager had notified; undefined when it had not. */
  readonly told: number | undefined;
  /** The same from the post of its end; undefined as well when nobody waited or the way tells no ends. */
  readonly toldResolved: number | undefined;
  /** Whether it tells ends at all. */
  readonly tellsResolved: boolean;
}

/** What became of the test alert. */
export interface DrillReport {
  readonly labels: LabelSet;
  /** Whether Alertmanager took the test alert. */
  readonly sent: boolean;
  readonly ways: readonly DrilledWay[];
  readonly findings: readonly Diagnostic[];
}

/** The label that only alerts of drills have. */
export const drillLabel = 'drill';

/** Milliseconds between two looks. */
const pause = 500;

/** The alert ends by itself so long after the drill would have ended it, in milliseconds. */
const grace = 60_000;

interface Way {
  readonly receiver: string;
  readonly integration: Integration;
}

/**
 * Sends a test alert, follows it to its receivers, and ends it. Alertmanager counts notifications by kind of
 * integration and not by alert: what it notifies of at the same time for another alert is counted as well.
 */
export const drill = async (server: Server, plan: DrillPlan, clock: Clock): Promise<DrillReport> => {
  const labels: LabelSet = { ...plan.labels, [drillLabel]: plan.id };
  const at = nameOf(server);
  const unsent = ({ failure }: { readonly failure: Diagnostic }): DrillReport => ({
    labels,
    sent: false,
    ways: [],
    findings: [failure],
  });
  const ended = (findings: readonly Diagnostic[], ways: readonly DrilledWay[] = []): DrillReport => ({
    labels,
    sent: true,
    ways,
    findings,
  });
  const integrations = await readIntegrations(server);
  if ('failure' in integrations) return unsent(integrations);
  const before = await readCounts(server);
  if ('failure' in before) return unsent(before);
  const start = clock.now();
  const alert = {
    labels,
    annotations: { summary: 'Drill: nothing is broken. Confirm that you read this.' },
    startsAt: start,
    endsAt: start + plan.wait + grace,
  };
  const posted = await postAlert(server, alert);
  if ('failure' in posted) return unsent(posted);

  const seen = await routed(server, plan, clock);
  const ways = 'failure' in seen ? [] : waysOf(seen.value, integrations.value);
  const problem = 'failure' in seen ? seen.failure : obstacle(at, plan, seen.value, ways);
  const astray = 'failure' in seen ? [] : elsewhere(at, plan, seen.value);
  const told =
    problem === undefined ? await follow(server, kindsOf(ways), before.value, start + plan.wait, clock) : nobody;
  const between = plan.waitResolved > 0 ? await readCounts(server) : before;

  const stop = clock.now();
  const resolved = await postAlert(server, { ...alert, endsAt: stop });
  const late =
    'failure' in resolved
      ? [
          resolved.failure,
          report(drillLeft, at, `The test alert ends by itself in ${formatDuration(alert.endsAt - stop)}.`),
        ]
      : [];
  if (problem !== undefined) return ended([problem, ...astray, ...late]);
  const withEnd = ways.filter(({ integration }) => integration.tellsResolved);
  const waits = plan.waitResolved > 0 && !('failure' in between) && told.missing.length === 0;
  const toldEnd = waits
    ? await follow(server, kindsOf(withEnd), between.value, stop + plan.waitResolved, clock)
    : nobody;
  return ended(
    [
      ...astray,
      ...told.findings,
      ...(told.missing.length === 0 ? [] : [unheard(at, plan, told.missing)]),
      ...toldEnd.findings,
      ...(toldEnd.missing.length === 0 ? [] : [unresolved(at, plan, toldEnd.missing)]),
      ...late,
    ],
    ways.map(({ receiver, integration: { kind, tellsResolved } }) => ({
      receiver,
      integration: kind,
      told: since(start, told.at.get(kind)),
      tellsResolved,
      toldResolved: tellsResolved ? since(stop, toldEnd.at.get(kind)) : undefined,
    })),
  );
};

const since = (start: number, at: number | undefined): number | undefined =>
  at === undefined ? undefined : at - start;

/** Waits until Alertmanager has routed the alert. */
const routed = async (
  server: Server,
  { id, wait }: DrillPlan,
  clock: Clock,
): Promise<Answer<SeenAlert | undefined>> => {
  const end = clock.now() + wait;
  for (;;) {
    const answer = await findAlert(server, drillLabel, id);
    if ('failure' in answer) return answer;
    const { value } = answer;
    if ((value !== undefined && value.receivers.length > 0 && value.state !== 'unprocessed') || clock.now() >= end)
      return answer;
    await clock.sleep(pause);
  }
};

const waysOf = (
  alert: SeenAlert | undefined,
  integrations: ReadonlyMap<string, readonly Integration[]>,
): readonly Way[] =>
  (alert?.receivers ?? []).flatMap(receiver =>
    (integrations.get(receiver) ?? []).map(integration => ({ receiver, integration })),
  );

/** Why nobody can hear of the alert. */
const obstacle = (
  at: string,
  { wait }: DrillPlan,
  alert: SeenAlert | undefined,
  ways: readonly Way[],
): Diagnostic | undefined => {
  if (alert === undefined)
    return report(
      drillUnheard,
      at,
      `Alertmanager took the test alert and did not list it within ${formatDuration(wait)}.`,
      'Look at its log, and whether a proxy stands before it.',
    );
  if (alert.state === 'suppressed')
    return report(
      drillSilenced,
      at,
      `The test alert is silenced or inhibited${alert.mutedBy.length === 0 ? '' : ` by ${someOf(alert.mutedBy)}`}.`,
      'Wait until the alert that inhibits it is over or end the silence, and drill again.',
    );
  if (ways.length === 0)
    return report(
      drillNowhere,
      at,
      `The test alert reaches ${someOf(alert.receivers)}, which notifies nobody.`,
      'Give the team a channel for alerts of this severity.',
    );
  return undefined;
};

/** Receivers that the rendered routes lead to and those that run do not. */
const elsewhere = (at: string, { expects = [] }: DrillPlan, alert: SeenAlert | undefined): readonly Diagnostic[] => {
  const missing = alert === undefined ? [] : expects.filter(name => !alert.receivers.includes(name));
  return missing.length === 0
    ? []
    : [
        report(
          drillElsewhere,
          at,
          `The rendered routes lead to ${someOf(missing)}, and the routes that Alertmanager runs do not.`,
          'Deploy the rendered configuration, or render the one that is deployed.',
        ),
      ];
};

const kindsOf = (ways: readonly Way[]): ReadonlyMap<string, number> => {
  const kinds = new Map<string, number>();
  for (const { integration } of ways) kinds.set(integration.kind, (kinds.get(integration.kind) ?? 0) + 1);
  return kinds;
};

/** When each kind had notified, those that had not, and what went wrong. */
interface Followed {
  readonly at: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  readonly findings: readonly Diagnostic[];
}

const nobody: Followed = { at: new Map(), missing: [], findings: [] };

/** Waits until every kind has notified as often as it has ways, and reports the failures on the way. */
const follow = async (
  server: Server,
  kinds: ReadonlyMap<string, number>,
  before: NotificationCounts,
  end: number,
  clock: Clock,
): Promise<Followed> => {
  const at = new Map<string, number>();
  for (;;) {
    const counts = await readCounts(server);
    if ('failure' in counts) return { at, missing: [], findings: [counts.failure] };
    const grown = (now: ReadonlyMap<string, number>, then: ReadonlyMap<string, number>, kind: string): number =>
      (now.get(kind) ?? 0) - (then.get(kind) ?? 0);
    const failures = (kind: string): number => grown(counts.value.failed, before.failed, kind);
    for (const [kind, expected] of kinds)
      if (!at.has(kind) && grown(counts.value.made, before.made, kind) - failures(kind) >= expected)
        at.set(kind, clock.now());
    const missing = [...kinds.keys()].filter(kind => !at.has(kind));
    if (missing.length > 0 && clock.now() < end) {
      await clock.sleep(pause);
      continue;
    }
    // An attempt that failed and was repeated with success did its work.
    const failed = missing.filter(kind => failures(kind) > 0);
    return { at, missing: missing.filter(kind => !failed.includes(kind)), findings: failed.map(failure(server)) };
  }
};

const failure =
  (server: Server) =>
  (kind: string): Diagnostic =>
    report(
      drillFailed,
      nameOf(server),
      `Alertmanager failed to notify by \`${kind}\`.`,
      'Its log says why: look for "Notify for alerts failed".',
    );

const unheard = (at: string, { wait }: DrillPlan, missing: readonly string[]): Diagnostic =>
  report(
    drillUnheard,
    at,
    `Nobody was told by ${someOf(missing)} within ${formatDuration(wait)}.`,
    'A group that was notified before waits for its group_interval, and a muted route for its hours: give it longer with --wait.',
  );

const unresolved = (at: string, { waitResolved }: DrillPlan, missing: readonly string[]): Diagnostic =>
  report(
    drillUnresolved,
    at,
    `Nobody was told by ${someOf(missing)} within ${formatDuration(waitResolved)} that the alert is over.`,
    'Ends are told at the next group_interval: give it longer with --wait-resolved.',
  );
