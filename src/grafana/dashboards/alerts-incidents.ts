import { panels } from '../../catalogue/panels.ts';
import { choice, firingAlerts } from '../../ir/selector.ts';
import { firingCount } from './alert-panels.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';
import { incidentPanels } from './incident-panels.ts';

/** What the reader has chosen; at first everything, alerts of no team and no service included. */
const where = { service: '$service', team: '$team' };
const choices = {
  team: { metric: 'ALERTS', label: 'team', title: 'Team', unlabelled: true },
  service: { metric: 'ALERTS', label: 'service', title: 'Service', unlabelled: true },
};

const firing = firingAlerts(where);

/** The list is no query: Grafana has to be told how several values are written. */
const listed = 'service=~"${service:regex}",team=~"${team:regex}"';

const now = [
  firingCount(where),
  panels.number(`count(${firingAlerts({ severity: 'critical', ...where })}) or vector(0)`, {
    title: 'Critical',
    description: 'Critical alerts that fire now. Somebody is paged for each.',
    unit: 'short',
    legend: 'Critical',
    thresholds: [{ at: 1, color: 'red' }],
  }),
  panels.number(`count(ALERTS${choice({ alertstate: 'pending', ...where }, ['severity!="none"'])}) or vector(0)`, {
    title: 'About to fire',
    description: 'Alerts whose condition holds and whose waiting time has not passed.',
    unit: 'short',
    legend: 'Pending',
    thresholds: [{ at: 1, color: 'yellow' }],
  }),
  panels.number(`count(ALERTS${choice({ alertstate: 'firing', ...where }, ['escalation=~".+"'])}) or vector(0)`, {
    title: 'Escalated',
    description: 'Alerts that nobody ended in time, so that the next level was told.',
    unit: 'short',
    legend: 'Escalated',
    thresholds: [{ at: 1, color: 'red' }],
  }),
];

const who = [
  panels.graph(`count by (severity) (${firing})`, {
    title: 'Firing by severity',
    description: 'How many alerts fired when. A step that stays is an incident that nobody ended.',
    unit: 'short',
    legend: '{{severity}}',
    width: 12,
  }),
  panels.graph(`count by (team) (${firing})`, {
    title: 'Firing by team',
    description: 'Whom the alerts concern.',
    unit: 'short',
    legend: '{{team}}',
    width: 12,
  }),
];

const incidents = [
  panels.topList(
    `max by (alertname, service) (time() - ALERTS_FOR_STATE${choice(where, ['severity!="none"'])})`,
    ['alertname', 'service'],
    {
      title: 'Longest in their state',
      description: 'How long the conditions of active alerts have held: the oldest incidents first.',
      unit: 's',
      width: 12,
    },
  ),
  panels.topList(`sum by (alertname) (count_over_time(${firing}[$__range]))`, ['alertname'], {
    title: 'Noisiest alerts',
    description: 'Evaluations at which an alert fired in the chosen time range. What tops this list wants repair.',
    unit: 'short',
    width: 12,
  }),
];

const messages = [
  panels.graph('sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval]))', {
    title: 'Messages sent',
    description: 'Messages per second by the service that delivers them.',
    unit: 'ops',
    legend: '{{integration}}',
    width: 12,
  }),
  panels.graph('sum by (integration, reason) (rate(alertmanager_notifications_failed_total[$__rate_interval]))', {
    title: 'Messages that failed',
    description: 'Messages per second that were refused. Anything above 0 means that somebody was not told.',
    unit: 'ops',
    legend: '{{integration}} {{reason}}',
    thresholds: [{ at: 0.001, color: 'red' }],
    width: 12,
  }),
];

/** What fires, since when, who was told, and what cries wolf. */
export const alertsIncidents: BuiltInDashboard = {
  id: 'alerts-incidents',
  build: model => [
    platformDashboard(model, {
      uid: platformUids.alerts,
      title: 'Alerts and incidents',
      description: 'What fires now and since when, who is concerned and was told, and which alerts are noise.',
      variables: choices,
      refresh: '5s',
      range: '24h',
      rows: [
        { title: 'Now', panels: now },
        { title: 'Active alerts', panels: [panels.alertList(listed), panels.alertTable(where)] },
        { title: 'Whom it concerns', panels: who },
        { title: 'Incidents', panels: incidents },
        { title: 'Recovery', panels: incidentPanels(where) },
        { title: 'Messages', panels: messages },
      ],
    }),
  ],
};
