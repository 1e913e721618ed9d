import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { dashboardLink } from '../../ir/dashboard-link.ts';
import { firingAlerts } from '../../ir/selector.ts';
import { platformUids } from './built-in.ts';

/** How many alerts fire now: 0 is a number here, not a gap. */
export const firingCount = (where: Readonly<Record<string, string>> = {}): PanelEntry => ({
  kind: 'stat',
  title: 'Firing alerts',
  description: 'Alerts that fire now, of every severity. Anything above 0 has a runbook.',
  unit: 'short',
  queries: [{ expr: `count(${firingAlerts(where)}) or vector(0)`, legend: 'Firing' }],
  thresholds: [
    { at: 1, color: 'orange' },
    { at: 5, color: 'red' },
  ],
  valueLinks: [{ title: 'Alerts and incidents', url: dashboardLink(platformUids.alerts) }],
});
