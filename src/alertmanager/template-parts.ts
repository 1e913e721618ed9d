/**
 * What the templates of every markup share. Each is a piece of Go template text; every label and annotation may be
 * missing, as they are on alerts of imported rules.
 *
 * @module
 */

/** Services whose logs can be read, and the address of a page for each. */
export type LogPages = ReadonlyMap<string, string>;

/** Alerts that a message lists; the rest is a number, because nobody reads two hundred lines at night. */
const longest = 10;

/** Each listed alert once, those that fire first. Templates cannot add: a text grows by a letter instead. */
export const listed = (alert: string): string => {
  const each = (alerts: string): string =>
    `{{ range ${alerts} }}{{ if lt (len $listed) ${longest} }}{{ $listed = printf "%s." $listed }}${alert}{{ end }}{{ end }}`;
  return `{{ $listed := "" }}${each('.Alerts.Firing')}${each('.Alerts.Resolved')}`;
};

/** Says how many there are, when they are not all listed. */
export const count = (around: (text: string) => string): string =>
  `{{ if gt (len .Alerts) ${longest} }}${around(
    `{{ len .Alerts }} alerts in all, {{ len .Alerts.Firing }} firing; the first ${longest} are listed.`,
  )}{{ end }}`;

/** `CRITICAL` while an alert fires, `RESOLVED` afterwards. */
export const state =
  '{{ if eq .Status "resolved" }}RESOLVED{{ else }}{{ with .Labels.severity }}{{ . | toUpper }}{{ else }}FIRING{{ end }}{{ end }}';

/** What is wrong, or at least the alert's name; `quote` is put behind the value. */
export const summary = (quote = ''): string =>
  `{{ with .Annotations.summary }}{{ .${quote} }}{{ else }}{{ .Labels.alertname${quote} }}{{ end }}`;

/** Where the pages behind the links are. */
export interface MessageLinks {
  readonly logs: LogPages;
  /** What stands before the paths of dashboards in alerts, and what people reach on this target instead. */
  readonly grafana: { readonly written: string; readonly reached: string };
}

/** Put behind the address of a dashboard: alerts are the same on every target, the place of Grafana is not. */
export const reachable = ({ grafana: { written, reached } }: MessageLinks): string =>
  written === reached
    ? ''
    : ` | reReplaceAll ${JSON.stringify(`^${written.replaceAll('.', '[.]')}/`)} ${JSON.stringify(`${reached}/`)}`;

/** Text around an annotation, when there is one. */
export const annotation = (name: string, text: (value: string) => string): string =>
  `{{ with .Annotations.${name} }}${text('.')}{{ end }}`;

/** Text for an alert, or a message, that is not over. */
export const whileFiring = (...parts: readonly string[]): string =>
  `{{ if eq .Status "firing" }}${parts.join('')}{{ end }}`;

/** Text that is there when all alerts are of one service with logs. */
export const whereLogs = (pages: LogPages, text: (page: string) => string): string => {
  const branches = [...pages].map(
    ([service, page], i) =>
      `{{ ${i === 0 ? 'if' : 'else if'} eq .CommonLabels.service ${JSON.stringify(service)} }}${text(page)}`,
  );
  return branches.length === 0 ? '' : `${branches.join('')}{{ end }}`;
};
