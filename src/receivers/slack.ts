import type { SecretRef } from '../ir/secret.ts';
import { defineReceiver } from './receiver.ts';

export interface SlackOptions {
  /** `#platform` or a channel id. */
  readonly channel: string;
  /** Incoming webhook URL. */
  readonly webhookUrl: SecretRef;
}

/** Posts to a Slack channel through an incoming webhook. */
export const slack = defineReceiver<SlackOptions>()({
  kind: 'slack',
  key: 'slack_configs',
  since: '0.25',
  options: { channel: { kind: 'text', required: true }, webhookUrl: { kind: 'secret', required: true } },
  secrets: options => [options.webhookUrl],
  // The address itself is secret; Slack's incoming webhooks share this host.
  reaches: () => ['https://hooks.slack.com'],
  render: (options, context) => ({
    api_url_file: context.secretFile(options.webhookUrl),
    channel: options.channel,
    color:
      '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
    title: '{{ template "sightline.title" . }}',
    title_link: '{{ .CommonAnnotations.dashboard_url }}',
    text: '{{ template "sightline.text" . }}',
  }),
  example: { channel: '#platform', webhookUrl: { secret: 'slack-webhook-url' } },
});
