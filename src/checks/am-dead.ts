import { readMatcher } from '../analysis/route-matcher.ts';
import type { Route } from '../ir/routing.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** A route that no alert takes. */
export const amDead = defineCheck({
  code: 'AM-DEAD',
  severity: 'error',
  why: 'A route that no alert takes looks like a channel that is told; a sibling before it may take them all.',
  run: subject => {
    const taken = new Set(subject.facts.alerts.flatMap(({ routes }) => routes));
    return subject.plan.routing.root.routes
      .filter(route => route.written === true && !taken.has(route))
      .map(route => finding(subject, route));
  },
});

const finding = ({ facts, plan }: Subject, route: Route): Finding => {
  const { path, receiver } = route;
  const wanted = facts.alerts.filter(alert => matches(route, alert.labels.of));
  const [first] = wanted;
  if (first === undefined)
    return {
      path,
      message: `No alert takes the route to \`${receiver}\`: none has the labels that it asks for.`,
      hint: 'Compare its conditions with the labels in rules/*.yml, or remove it.',
    };
  const before = plan.routing.root.routes.slice(0, plan.routing.root.routes.indexOf(route));
  const thief = before.find(sibling => sibling.continue !== true && matches(sibling, first.labels.of));
  return {
    path,
    message: `No alert takes the route to \`${receiver}\`: the one to \`${thief?.receiver ?? 'another receiver'}\` before it takes \`${first.rule.alert}\`${wanted.length === 1 ? '' : ` and ${wanted.length - 1} more`}.`,
    hint: 'Give it a lower `order`, or let the other tell its alerts on with `also: true`.',
  };
};

type LabelsOf = Parameters<ReturnType<typeof readMatcher>['verdict']>[0];

const matches = ({ matchers }: Route, of: (label: string) => LabelsOf): boolean =>
  matchers.every(matcher => readMatcher(matcher).verdict(of(matcher.label)) !== 'no');
