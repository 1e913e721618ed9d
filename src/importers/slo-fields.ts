import type { AlertSeverity } from '../catalogue/alert.ts';
import type { SloWindow } from '../catalogue/slo.ts';
import { compareDecimals, decimal, formatDecimal, multiply, parseDecimal } from '../core/decimal.ts';
import { type Duration, parseDuration } from '../core/duration.ts';
import { type Fields, lower } from './fields.ts';
import type { Refusal, RefusedSlo } from './slo-source.ts';

/**
 * Fields that the formats of objectives have in common.
 *
 * @module
 */

const hundred = decimal(100);

/** A share of good events, as the format writes it: `99.9` of 100, or `0.999` of 1. */
export const shareOf = (fields: Fields, key: string, scale: 'percent' | 'ratio'): string | Refusal => {
  const written = fields.text(key);
  if (written === undefined) return { reason: `it has no \`${key}\`` };
  const value = parseDecimal(written);
  const percent =
    value === undefined || written.includes('%') ? undefined : scale === 'percent' ? value : multiply(value, hundred);
  const place = fields.place(key);
  if (percent === undefined) return { reason: `\`${key}\` must be a number, not ${JSON.stringify(written)}`, place };
  return compareDecimals(percent, decimal(0)) > 0 && compareDecimals(percent, hundred) <= 0
    ? `${formatDecimal(percent)}%`
    : {
        reason: `\`${key}\` is ${written}, and no share of good events above 0 and up to ${scale === 'percent' ? '100' : '1'}`,
        place,
      };
};

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration of one unit, the largest that is exact: 5 400 000 is `90m`. */
export const singleUnit = (milliseconds: number): Duration => {
  for (const unit of ['d', 'h', 'm', 's'] as const)
    if (milliseconds % units[unit] === 0) return `${milliseconds / units[unit]}${unit}`;
  return `${milliseconds}ms`;
};

const day = units.d;
const longest = 90 * day;

/** A rolling window. What is too short or too long for a budget here is noted, and becomes the nearest that is not. */
export const rollingWindow = (fields: Fields, key: string, milliseconds: number): SloWindow => {
  const kept = Math.min(longest, Math.max(day, milliseconds));
  if (kept !== milliseconds)
    fields.note(
      key,
      `${fields.subject} is promised over ${fields.text(key) ?? 'another window'}, and over ${singleUnit(kept)} here: budgets are kept over 1 to 90 days.`,
      'Choose the `window` that its people can agree to.',
    );
  return singleUnit(kept);
};

/** A window in the notation of Prometheus. */
export const prometheusWindow = (fields: Fields, key: string): SloWindow | Refusal => {
  const written = fields.text(key);
  const milliseconds = written === undefined ? undefined : parseDuration(written);
  if (milliseconds === undefined)
    return written === undefined
      ? { reason: `it has no \`${key}\`` }
      : {
          reason: `\`${key}\` must be a duration such as 30d, not ${JSON.stringify(written)}`,
          place: fields.place(key),
        };
  return rollingWindow(fields, key, milliseconds);
};

const severities: ReadonlyMap<string, AlertSeverity> = new Map([
  ...(['critical', 'page', 'pager', 'high', 'sev1', 'p1'] as const).map(name => [name, 'critical'] as const),
  ...(['warning', 'warn', 'ticket', 'medium', 'sev2', 'p2'] as const).map(name => [name, 'warning'] as const),
  ...(['info', 'low', 'sev3', 'p3'] as const).map(name => [name, 'info'] as const),
]);

/** The severity that somebody's word stands for. */
export const severityOf = (word: string): AlertSeverity | undefined => severities.get(word.toLowerCase());

/** `` `a`, `b` ``. */
export const quotedList = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ');

const teamLabels: readonly string[] = ['team', 'owner'];

/** The team that labels name. The other labels are noted: the rules of an objective have labels of their own. */
export const teamOf = (
  fields: Fields,
  key: string,
  pairs: readonly (readonly [string, string])[] = fields.pairs(key),
): string | undefined => {
  const others = pairs.filter(([name]) => !teamLabels.includes(name)).map(([name]) => name);
  if (others.length > 0)
    fields.note(
      key,
      `\`${key}\` of ${lower(fields.subject)} is carried over without ${quotedList(others)}: rules of an objective have the labels \`service\`, \`team\`, \`tier\` and \`slo\`.`,
    );
  return pairs.find(([name, text]) => teamLabels.includes(name) && text !== '')?.[1];
};

const runbookKeys: readonly string[] = ['runbook', 'runbook_url', 'runbookURL', 'runbook-url'];

/** The address of the runbook among annotations. The others are noted: the alerts of an objective have texts of their own. */
export const runbookOf = (fields: Fields, key: string): string | undefined => {
  const pairs = fields.pairs(key);
  const isRunbook = ([name, text]: readonly [string, string]): boolean =>
    runbookKeys.includes(name) && /^https?:\/\/[^\s{}]+$/.test(text);
  const runbook = pairs.find(isRunbook);
  const others = pairs.filter(pair => pair !== runbook).map(([name]) => name);
  if (others.length > 0)
    fields.note(
      key,
      `\`${key}\` of ${lower(fields.subject)} is carried over without ${quotedList(others)}: the alerts of an objective have texts of their own.`,
    );
  return runbook?.[1];
};

/** Text for people as comments. */
export const commentsOf = (...texts: readonly (string | undefined)[]): readonly string[] =>
  texts.flatMap(text => (text === undefined ? [] : text.trim().split(/\s*\n\s*/))).filter(line => line !== '');

/** An objective that is refused, where its map or the key at fault stands. */
export const refused = (fields: Fields, name: string, service: string | undefined, refusal: Refusal): RefusedSlo => ({
  kind: 'refused',
  name,
  service,
  reason: refusal.reason,
  place: refusal.place ?? fields.place(),
  ...(refusal.hint === undefined ? {} : { hint: refusal.hint }),
});
