import type { JsonObject } from '../core/json.ts';

/**
 * The message templates that receivers name, and what every kind says in the same words. Their text is
 * alertmanager/templates.ts.
 *
 * @module
 */

/** Template names by what they are for. */
export const templates = {
  /** One line: how many alerts of which name in which service. */
  title: 'sightline.title',
  /** The same and what is wrong, where all that fires says the same: what a telephone shows of a page. */
  headline: 'sightline.headline',
  /** Plain text: every listed alert with its first action and links. */
  text: 'sightline.text',
  /** Markdown as Discord, Mattermost, Teams and Webex read it. */
  markdown: 'sightline.markdown',
  /** Slack's own markup. */
  slack: 'sightline.slack',
  /** A mail body; values are escaped by the HTML templates of Alertmanager. */
  html: 'sightline.html',
  /** One line per alert, for a telephone's lock screen. */
  brief: 'sightline.brief',
  /** The worst severity among the alerts that fire. */
  severity: 'sightline.severity',
  /** A colour for it, `#rrggbb`. */
  color: 'sightline.color',
  /** Address of the dashboard that the alerts have in common; empty when there is none. */
  dashboard: 'sightline.dashboard',
  /** Address of a new silence for what the alerts have in common. */
  silence: 'sightline.silence',
} as const;

/** Executes a template of the list on the whole message. */
export const use = (name: keyof typeof templates): string => `{{ template "${templates[name]}" . }}`;

/** Text that depends on the worst severity among the alerts that fire, and differs when none does. */
export const bySeverity = (texts: {
  readonly resolved: string;
  readonly critical: string;
  readonly warning: string;
  readonly info: string;
}): string =>
  [
    '{{ $worst := "info" }}{{ range .Alerts.Firing }}',
    '{{ if eq .Labels.severity "critical" }}{{ $worst = "critical" }}',
    '{{ else if and (eq .Labels.severity "warning") (ne $worst "critical") }}{{ $worst = "warning" }}{{ end }}{{ end }}',
    `{{ if eq .Status "resolved" }}${texts.resolved}{{ else if eq $worst "critical" }}${texts.critical}`,
    `{{ else if eq $worst "warning" }}${texts.warning}{{ else }}${texts.info}{{ end }}`,
  ].join('');

const label = (name: string): string => `{{ with .CommonLabels.${name} }}{{ . }}{{ else }}several{{ end }}`;

/** The facts that a chat shows in columns: who, what, how bad. */
export const fields: readonly JsonObject[] = [
  { title: 'Severity', value: use('severity'), short: true },
  { title: 'Priority', value: label('priority'), short: true },
  { title: 'Service', value: label('service'), short: true },
  { title: 'Team', value: label('team'), short: true },
];

/** The same facts by name, for receivers that take a map. */
export const facts: JsonObject = {
  severity: use('severity'),
  priority: label('priority'),
  service: label('service'),
  team: label('team'),
  silence: use('silence'),
};

/** Address of the dashboard, or of Alertmanager where the alerts have none in common. */
export const mainLink = `{{ if .CommonAnnotations.dashboard_url }}${use('dashboard')}{{ else }}{{ .ExternalURL }}{{ end }}`;

/** Alerts in one message of a receiver that sends them as data: as many as the texts list. */
export const maxAlerts = 10;

/** Longest time for one request, where a receiver has a limit: three attempts fit into a minute. */
export const requestTimeout = '10s';
