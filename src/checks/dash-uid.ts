import type { DashboardPlan } from '../ir/dashboard.ts';
import { defineCheck, type Finding } from './check.ts';

/** Two dashboards with one uid, or a uid that Grafana refuses. */
export const dashUid = defineCheck({
  code: 'DASH-UID',
  severity: 'error',
  why: 'Grafana keeps one dashboard per uid: the second replaces the first. A uid that it refuses keeps the page away.',
  run: ({ plan }) => [...plan.dashboards.flatMap(refused), ...doubled(plan.dashboards)],
});

/** Grafana's limit for a uid is 40 characters of these kinds. */
const accepted = /^[a-zA-Z0-9_-]{1,40}$/;

const refused = ({ uid, title, path }: DashboardPlan): readonly Finding[] =>
  accepted.test(uid)
    ? []
    : [
        {
          path,
          message: `Grafana does not accept \`${uid}\` as the uid of the dashboard "${title}".`,
          hint: 'Use 1 to 40 letters, digits, `-` and `_`.',
        },
      ];

const doubled = (dashboards: readonly DashboardPlan[]): readonly Finding[] => {
  const seen = new Map<string, string>();
  return dashboards.flatMap(({ uid, title, path }): readonly Finding[] => {
    const first = seen.get(uid);
    if (first === undefined) {
      seen.set(uid, title);
      return [];
    }
    return [
      {
        path,
        message: `The dashboards "${first}" and "${title}" have one uid, \`${uid}\`.`,
        hint: 'Give one of them another uid.',
      },
    ];
  });
};
