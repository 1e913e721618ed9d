import type { Route } from '../ir/routing.ts';
import type { SilenceModel } from '../model/routing-model.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { canMatch, closestValue } from './closest-value.ts';

/** A route that no alert takes, and a silence of nothing or of everything. */
export const amDead = defineCheck({
  code: 'AM-DEAD',
  severity: 'error',
  why: 'A route that no alert takes looks like a channel that is told; a sibling before it may take them all. A silence of nothing keeps nothing quiet.',
  run: subject => {
    const taken = new Set(subject.facts.alerts.flatMap(({ routes }) => routes));
    return [
      ...subject.plan.routing.root.routes
        .filter(route => route.written === true && !taken.has(route))
        .map(route => finding(subject, route)),
      ...subject.model.routing.silences.flatMap(silence => quiet(subject, silence)),
    ];
  },
});

const finding = ({ facts, plan }: Subject, route: Route): Finding => {
  const { path, receiver } = route;
  const wanted = facts.alerts.filter(alert => canMatch(route.matchers, alert));
  const [first] = wanted;
  if (first === undefined)
    return {
      path,
      message: `No alert takes the route to \`${receiver}\`: none has the labels that it asks for.`,
      hint: closestValue(route.matchers, facts.alerts) ?? compare,
    };
  const before = plan.routing.root.routes.slice(0, plan.routing.root.routes.indexOf(route));
  const thief = before.find(sibling => sibling.continue !== true && canMatch(sibling.matchers, first));
  return {
    path,
    message: `No alert takes the route to \`${receiver}\`: the one to \`${thief?.receiver ?? 'another receiver'}\` before it takes \`${first.rule.alert}\`${wanted.length === 1 ? '' : ` and ${wanted.length - 1} more`}.`,
    hint: 'Give it a lower `order`, or let the other tell its alerts on with `also: true`.',
  };
};

const compare = 'Compare its conditions with the labels in rules/*.yml, or remove it.';

const quiet = ({ facts }: Subject, { id, path, matchers }: SilenceModel): readonly Finding[] => {
  if (matchers.length === 0)
    return [
      {
        path,
        message: `The silence \`${id}\` has no condition: Alertmanager refuses it, and it would silence every alert.`,
        hint: "Say what is to be quiet: when: {alertname: '…', service: '…'}.",
      },
    ];
  if (facts.alerts.some(alert => canMatch(matchers, alert))) return [];
  return [
    {
      path,
      message: `The silence \`${id}\` silences no alert of the stack.`,
      hint: closestValue(matchers, facts.alerts) ?? compare,
    },
  ];
};
