import { defineCheck, type Finding } from './check.ts';

/** Two dashboards with one uid. */
export const dashUid = defineCheck({
  code: 'DASH-UID',
  severity: 'error',
  why: 'Grafana keeps one dashboard per uid: the second replaces the first.',
  run: ({ plan }) => {
    const seen = new Map<string, string>();
    return plan.dashboards.flatMap(({ uid, title, path }): readonly Finding[] => {
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
  },
});
