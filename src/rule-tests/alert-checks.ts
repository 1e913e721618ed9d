import type { AlertingRule } from '../ir/rule-group.ts';
import type { AlertSubject } from './alert-subject.ts';
import type { Check } from './rule-test.ts';
import type { Played } from './stage.ts';

/** That nothing of its name fires at a time; undefined when it does. */
export const silentAt = ({ seen }: Played, { watched, siblings }: AlertSubject, at: number): Check | undefined =>
  [watched, ...siblings].every(({ rule }) => seen.firing(rule, at)?.length === 0)
    ? { kind: 'alert', at, alert: watched.rule.alert, firing: [] }
    : undefined;

/** The firing alerts of one rule. */
const firingSelector = ({ alert, labels }: AlertingRule): string => {
  const own = ['service', 'component', 'probe', 'slo', 'slo_tier', 'severity'].flatMap(label =>
    labels[label] === undefined || labels[label]?.includes('{{') ? [] : [`${label}="${labels[label]}"`],
  );
  return `{${[`alertname="${alert}"`, 'alertstate="firing"', ...own].join(',')}}`;
};

const firingQuery = (rule: AlertingRule): string => `count(ALERTS${firingSelector(rule)})`;

/** That it fires at a time, in one line; undefined when it does not. */
export const isFiringAt = ({ seen }: Played, { watched }: AlertSubject, at: number): Check | undefined => {
  const firing = seen.firing(watched.rule, at);
  return firing === undefined || firing.length === 0
    ? undefined
    : { kind: 'query', at, query: firingQuery(watched.rule), samples: [{ labels: {}, value: firing.length }] };
};

/** That it fires with its labels; what its text says differs between releases, or goes beyond what is rendered here. */
const firesLabelled = ({ seen }: Played, { watched: { rule } }: AlertSubject, at: number): Check => ({
  kind: 'query',
  at,
  query: `ALERTS${firingSelector(rule)}`,
  samples: (seen.firing(rule, at) ?? []).map(({ labels }) => ({
    labels: { ...labels, __name__: 'ALERTS', alertstate: 'firing' },
    value: 1,
  })),
});

/** That it fires at a time, with its labels and its text where these can be foretold; undefined when it does not. */
export const firesAt = (played: Played, subject: AlertSubject, at: number): Check | undefined => {
  const { watched, siblings } = subject;
  if (isFiringAt(played, subject, at) === undefined) return undefined;
  const sent = [watched, ...siblings].map(each => played.seen.sent(each, at));
  const whole = sent.flatMap(each => each ?? []);
  if (sent.includes(undefined) || whole.some(({ annotations }) => annotations === undefined))
    return firesLabelled(played, subject, at);
  return {
    kind: 'alert',
    at,
    alert: watched.rule.alert,
    firing: whole.map(({ labels, annotations }) => ({ labels, annotations: annotations ?? {} })),
  };
};

export const all = (checks: readonly (Check | undefined)[]): readonly Check[] | undefined => {
  const found = checks.flatMap(check => check ?? []);
  return found.length === checks.length ? found : undefined;
};

export const optional = (check: Check | undefined): readonly Check[] => (check === undefined ? [] : [check]);

/** How long it takes, seen from both releases, or undefined when one never gets there. */
const bounds = (times: readonly (number | undefined)[]): readonly [number, number] | undefined => {
  const known = times.flatMap(t => t ?? []);
  return known.length < times.length ? undefined : [Math.min(...known), Math.max(...known)];
};

/** Pending just before its time, firing just after it. */
export const timing = (played: Played, subject: AlertSubject, from: number, end: number): readonly Check[] => {
  const { watched } = subject;
  const active = bounds(played.seen.since(watched.rule, end));
  if (active === undefined) return [];
  const step = played.evaluation;
  const before = Math.floor((active[0] + watched.pending - 1) / step) * step;
  const due = Math.ceil((active[1] + watched.pending) / step) * step;
  // Two steps later for good measure, and yet before twice the time has passed.
  const spare = Math.ceil((active[0] + 2 * watched.pending - due) / step) - 1;
  const after = due + (watched.pending === 0 ? 2 : Math.max(0, Math.min(2, spare))) * step;
  return [
    ...(watched.pending > 0 && before >= from ? optional(silentAt(played, subject, before)) : []),
    ...(after < end ? optional(isFiringAt(played, subject, after)) : []),
  ];
};

/** Still firing when its condition held for the last time, and at the end of the time for which it is kept then. */
export const keeping = (played: Played, subject: AlertSubject, from: number, end: number): readonly Check[] => {
  const { watched } = subject;
  const held = bounds(played.seen.held(watched.rule, end));
  if (held === undefined) return [];
  const last = Math.floor((held[0] + watched.kept) / played.evaluation) * played.evaluation;
  return last > end || last <= from ? [] : optional(isFiringAt(played, subject, last));
};
