import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import type { Where } from '../../catalogue/slo-panels.ts';
import { firingAlerts } from '../../ir/selector.ts';

/** Critical alerts of each team that fire, at one moment. */
const firing = (where: Where, offset = ''): string =>
  `count by (team) (${firingAlerts({ severity: 'critical', ...where })}${offset})`;

/**
 * An incident of a team is a time in which at least one of its critical alerts fires, looked at every minute: two
 * alerts at once are one incident, and one that returns within the minute is the same.
 */
export const incidentTime = (range: string, where: Where = {}): string =>
  `60 * count_over_time(${firing(where)}[${range}:1m])`;

/** How many of them began: minutes with a critical alert after a minute without. */
export const incidentCount = (range: string, where: Where = {}): string =>
  `count_over_time((${firing(where)} unless ${firing(where, ' offset 1m')})[${range}:1m])`;

/** Figures of incidents in the chosen time range, by team: what a review of a month begins with. */
export const incidentPanels = (where: Where): readonly PanelEntry[] => [
  panels.topList(incidentCount('$__range', where), ['team'], {
    title: 'Incidents',
    description: 'How often a critical alert of a team began to fire while none did, in the chosen time range.',
    unit: 'short',
    width: 8,
  }),
  panels.topList(incidentTime('$__range', where), ['team'], {
    title: 'Time with an incident',
    description: 'How long a team had a critical alert, in the chosen time range. Several at once count once.',
    unit: 's',
    width: 8,
  }),
  panels.topList(`${incidentTime('$__range', where)} / ${incidentCount('$__range', where)}`, ['team'], {
    title: 'Mean time to recovery',
    description:
      'How long an incident of a team lasted on average, from the first critical alert to the end of the last.',
    unit: 's',
    width: 8,
  }),
];
