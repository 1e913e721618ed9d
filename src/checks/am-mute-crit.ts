import type { AlertFact } from '../analysis/alert-routing.ts';
import { silentMoment } from '../analysis/always-open.ts';
import { isOpen } from '../analysis/time-interval.ts';
import type { Route } from '../ir/routing.ts';
import { defineCheck, type Finding } from './check.ts';

/** A critical alert that nobody hears at some time. */
export const amMuteCrit = defineCheck({
  code: 'AM-MUTE-CRIT',
  severity: 'error',
  why: 'Critical means now: a channel that sleeps may not be the only one.',
  run: ({ facts, plan, model }) => {
    const intervals = new Map(plan.routing.timeIntervals.map(interval => [interval.name, interval]));
    const silent = new Map<string, number | undefined>();
    const ids = new Map<Route, number>();
    const idOf = (route: Route): number => {
      const id = ids.get(route) ?? ids.size;
      ids.set(route, id);
      return id;
    };
    // Many alerts have the same ways.
    const momentOf = (routes: readonly Route[]): number | undefined => {
      const key = routes.map(idOf).join(' ');
      if (!silent.has(key)) silent.set(key, silentMoment(routes, intervals));
      return silent.get(key);
    };
    const found = new Map<string, { readonly alert: AlertFact; readonly routes: readonly Route[]; count: number }>();
    for (const alert of facts.alerts) {
      if (alert.rule.labels['severity'] !== 'critical') continue;
      const muted = alert.cases.find(({ routes }) => momentOf(routes) !== undefined);
      if (muted === undefined) continue;
      const key = muted.routes.map(idOf).join(' ');
      const same = found.get(key);
      if (same === undefined) found.set(key, { alert, routes: muted.routes, count: 1 });
      else same.count += 1;
    }
    return [...found.values()].map(({ alert, routes, count }): Finding => {
      const moment = momentOf(routes) ?? 0;
      // Where the routes would speak without a window, its author has to decide, not the team.
      const window = model.routing.maintenance.find(({ interval }) =>
        routes.some(({ muteTimeIntervals = [], ...route }) =>
          isOpen(
            { ...route, muteTimeIntervals: muteTimeIntervals.filter(name => name !== interval) },
            intervals,
            moment,
          ),
        ),
      );
      const at = new Date(moment).toISOString().slice(0, 16).replace('T', ' ');
      const names = routes.flatMap(({ activeTimeIntervals = [], muteTimeIntervals = [] }) => [
        ...activeTimeIntervals,
        ...muteTimeIntervals,
      ]);
      const more = count === 1 ? '' : ` and ${count - 1} more`;
      return {
        path: window?.path ?? routes[0]?.path ?? alert.rule.path,
        message: `Nobody hears of the critical \`${alert.rule.alert}\`${more} at ${at} UTC: ${[...new Set(names)].map(name => `\`${name}\``).join(', ')} keeps ${routes.map(({ receiver }) => `\`${receiver}\``).join(', ')} silent.`,
        hint: 'Leave critical alerts out of it, or add a channel for them that never sleeps.',
      };
    });
  },
});
