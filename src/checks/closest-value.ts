import type { AlertFact } from '../analysis/alert-routing.ts';
import { readMatcher } from '../analysis/route-matcher.ts';
import { suggest } from '../core/names.ts';
import type { RouteMatcher } from '../ir/routing.ts';

/** Whether an alert can have labels for which the conditions hold. */
export const canMatch = (matchers: readonly RouteMatcher[], { labels }: AlertFact): boolean =>
  matchers.every(matcher => readMatcher(matcher).verdict(labels.of(matcher.label)) !== 'no');

/** What the first condition that no alert fulfils was probably meant to say. */
export const closestValue = (matchers: readonly RouteMatcher[], alerts: readonly AlertFact[]): string | undefined => {
  const wrong = matchers.find(matcher => matcher.op === '=' && !alerts.some(alert => canMatch([matcher], alert)));
  if (wrong === undefined) return undefined;
  const known = alerts.flatMap(({ labels }) => labels.of(wrong.label).values ?? []).filter(value => value !== '');
  return suggest(wrong.value, [...new Set(known)]);
};
