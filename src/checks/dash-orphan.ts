import { linkedDashboards, uidsIn } from '../analysis/dashboard-links.ts';
import { homeDashboardUid } from '../ir/conventions.ts';
import { defineCheck } from './check.ts';

/** A dashboard that only finds who knows that it is there. */
export const dashOrphan = defineCheck({
  code: 'DASH-ORPHAN',
  severity: 'warning',
  why: 'A page that no other page and no alert leads to is not opened when it is needed, and nobody notices when it breaks.',
  run: ({ plan, facts }) => {
    const linked = new Set([
      ...linkedDashboards(plan.dashboards),
      ...facts.alerts.flatMap(({ rule }) => uidsIn(rule.annotations['dashboard_url'] ?? '')),
    ]);
    return plan.dashboards
      .filter(({ uid }) => uid !== homeDashboardUid && !linked.has(uid))
      .map(({ uid, title, path }) => ({
        path,
        message: `No other dashboard and no alert leads to the dashboard "${title}".`,
        hint: `Keep the tag of its service or of the platform, link to \`/d/${uid}\`, or name it as the \`dashboard\` of an alert.`,
      }));
  },
});
