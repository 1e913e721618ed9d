import type { RecordingRule } from '../ir/rule-group.ts';
import type { AlertSubject } from './alert-subject.ts';
import { selectorsOf } from './gather.ts';
import type { Laboratory } from './laboratory.ts';

/** Labels whose values are names: what they are called decides nothing. */
const naming: readonly string[] = ['service', 'team', 'slo', 'probe', 'job'];

/** Names by their first occurrence, so that those that are equal stay equal and those that differ go on differing. */
const renaming = (): ((name: string) => string) => {
  const known = new Map<string, string>();
  return name => {
    const number = known.get(name) ?? `#${known.size}`;
    known.set(name, number);
    return number;
  };
};

/** Label names, and the texts that are templates: fixed values decide nothing. */
const labelShape = (labels: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(labels).map(([label, text]) => [label, text.includes('{{') ? text : '']);

/**
 * A text that is equal for alerts of which all or none can be shown: they read the same, wait as long, and differ only
 * in the names of services, teams, objectives, probes and jobs. Undefined for an alert whose company would have to be
 * looked at as well.
 */
export const verdictShape = (
  { watched, siblings, evaluation, queryOffset, records }: AlertSubject,
  laboratory: Laboratory | undefined,
): string | undefined => {
  if (siblings.some(({ expr }) => selectorsOf(expr).length > 0)) return undefined;
  const computes = laboratory?.bench.computed !== undefined;
  const own: readonly RecordingRule[] = computes ? [...records] : [];
  const texts = [watched.rule.expr, ...siblings.map(({ rule }) => rule.expr), ...own.map(({ expr }) => expr)];
  const isOpen = (label: string): boolean => !texts.some(text => new RegExp(`\\b${label}[=!]~`).test(text));
  const renamed = naming.filter(isOpen);
  const rename = renaming();
  const matcher = new RegExp(`\\b(${renamed.join('|')})(!?=)"([^"]*)"`, 'g');
  const shapeOf = (text: string): string =>
    renamed.length === 0
      ? text
      : text.replace(matcher, (_, label: string, op: string, value: string) => `${label}${op}"${rename(value)}"`);
  return JSON.stringify([
    texts.map(shapeOf),
    [watched, ...siblings].map(({ rule, pending, kept }) => [labelShape(rule.labels), pending, kept]),
    own.map(({ record, labels }) => [record, labels]),
    evaluation,
    queryOffset,
    laboratory?.bench.interval,
    laboratory?.bench.settle,
    laboratory?.bench.sources.map(({ kind, name, labels, parts, bounds, live, mirrors }) => [
      kind,
      name,
      Object.entries(labels).map(([label, value]) => [label, renamed.includes(label) ? rename(value) : value]),
      parts,
      bounds,
      live,
      mirrors,
    ]),
  ]);
};
