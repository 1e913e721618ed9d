import type { SecretRef } from '../ir/secret.ts';
import { defineReceiver } from './receiver.ts';

export interface PagerdutyOptions {
  /** Integration key of an Events API v2 integration. */
  readonly routingKey: SecretRef;
}

/** Pages through PagerDuty's Events API v2; escalation is PagerDuty's own policy. */
export const pagerduty = defineReceiver<PagerdutyOptions>()({
  kind: 'pagerduty',
  key: 'pagerduty_configs',
  since: '0.25',
  options: { routingKey: { kind: 'secret', required: true } },
  secrets: options => [options.routingKey],
  // Alertmanager's default pagerduty_url.
  reaches: () => ['https://events.pagerduty.com'],
  render: (options, context) => ({
    routing_key_file: context.secretFile(options.routingKey),
    description: '{{ template "sightline.title" . }}',
    severity: '{{ if eq .CommonLabels.severity "critical" }}critical{{ else }}warning{{ end }}',
    client: 'Alertmanager',
    client_url: '{{ .ExternalURL }}',
    details: {
      action: '{{ template "sightline.actions" . }}',
      firing: '{{ template "sightline.text" . }}',
      runbook: '{{ .CommonAnnotations.runbook_url }}',
    },
  }),
  example: { routingKey: { secret: 'pagerduty-routing-key' } },
});
