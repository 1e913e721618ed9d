import type { Finding } from './check.ts';

/** A finding about one of many that can have the same cause. */
export interface Repeated extends Finding {
  /** What it is about, as its message names it. */
  readonly subject: string;
  readonly cause: string;
}

/** One finding per place and cause: the first, and how many more there are. */
export const merged = (findings: readonly Repeated[]): readonly Finding[] => {
  const groups = new Map<string, Repeated[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.path, finding.cause]);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [finding]);
    else same.push(finding);
  }
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const { subject, cause: _, ...finding } = first;
    const others = [...new Set(rest.map(other => other.subject))].filter(name => name !== subject);
    if (rest.length === 0) return [finding];
    const shown = others.slice(0, 2).map(name => `, \`${name}\``);
    return [
      {
        ...finding,
        message: `${finding.message} The same holds for ${rest.length} more${shown.join('')}${others.length > 2 ? ', …' : ''}.`,
      },
    ];
  });
};
