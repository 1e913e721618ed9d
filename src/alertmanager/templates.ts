/**
 * The texts that receivers send: what is wrong, what to do first, where to read on. At most ten alerts are listed; the
 * rest is a number, because nobody reads two hundred lines at night.
 */
export const messageTemplates = `{{ define "sightline.title" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }}{{ with .CommonLabels.service }} {{ . }}{{ end }}
{{- end }}

{{ define "sightline.text" -}}
{{ range $i, $alert := .Alerts }}{{ if lt $i 10 -}}
{{ $alert.Annotations.summary }}
{{ $alert.Annotations.description }}
First: {{ $alert.Annotations.action }}
Runbook: {{ $alert.Annotations.runbook_url }}
Dashboard: {{ $alert.Annotations.dashboard_url }}

{{ end }}{{ end }}{{ if gt (len .Alerts) 10 }}{{ len .Alerts }} alerts in all; the first 10 are shown.
{{ end }}
{{- end }}

{{ define "sightline.actions" -}}
{{ range $i, $alert := .Alerts.Firing }}{{ if lt $i 10 }}{{ $alert.Annotations.action }}
{{ end }}{{ end }}
{{- end }}
`;
