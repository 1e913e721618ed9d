import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { firingAlerts } from '../../ir/selector.ts';

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
});

/** The alerts that fire now, one line each. */
export const firingTable = (where: Readonly<Record<string, string>> = {}): PanelEntry => ({
  kind: 'table',
  title: 'Firing alerts by name',
  description: 'Every alert that fires now with its severity and owner. An empty table is the good case.',
  unit: 'short',
  queries: [{ expr: `count by (alertname, severity, team, service) (${firingAlerts(where)})` }],
  width: 24,
  height: 7,
});
