import { suggest } from '../core/names.ts';
import { defineCheck, type Finding } from './check.ts';

/** An alert that leads to a dashboard which is not there. */
export const dashLink = defineCheck({
  code: 'DASH-LINK',
  severity: 'error',
  why: 'The first thing a person opens at night is the dashboard of the alert; it must exist.',
  run: ({ facts, plan, model }) => {
    const uids = plan.dashboards.map(({ uid }) => uid);
    const known = new Set(uids);
    const base = `${model.grafanaBase}/d/`;
    return facts.alerts.flatMap(({ rule }): readonly Finding[] => {
      const url = rule.annotations['dashboard_url'];
      if (url === undefined || !url.startsWith(base)) return [];
      const uid = url.slice(base.length);
      if (known.has(uid)) return [];
      const hint = suggest(uid, uids);
      return [
        {
          path: rule.path,
          message: `The alert \`${rule.alert}\` leads to the dashboard "${uid}", which does not exist.`,
          ...(hint === undefined ? {} : { hint }),
        },
      ];
    });
  },
});
