import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { bySeverity, facts, requestTimeout, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface PagerdutyOptions {
  /** Integration key of an Events API v2 integration. */
  readonly routingKey: SecretRef;
  /** Address of the Events API. Default `https://events.pagerduty.com/v2/enqueue`; accounts in the EU have their own. */
  readonly apiUrl?: string;
}

// Alertmanager's default pagerduty_url.
const defaultUrl = 'https://events.pagerduty.com/v2/enqueue';

/** Pages through PagerDuty's Events API v2; escalation is PagerDuty's own policy. */
export const pagerduty = defineReceiver<PagerdutyOptions>()({
  kind: 'pagerduty',
  key: 'pagerduty_configs',
  since: '0.25',
  options: { routingKey: { kind: 'secret', required: true }, apiUrl: { kind: 'text' } },
  validate: options => mustBeUrl('pagerduty', 'apiUrl', options.apiUrl),
  secrets: options => [options.routingKey],
  reaches: options => [options.apiUrl ?? defaultUrl],
  render: (options, context) => ({
    routing_key_file: context.secretFile(options.routingKey),
    url: options.apiUrl ?? defaultUrl,
    description: use('headline'),
    severity: bySeverity({ resolved: 'info', critical: 'critical', warning: 'warning', info: 'info' }),
    class: '{{ .CommonLabels.alertname }}',
    component: '{{ .CommonLabels.service }}',
    group: '{{ .CommonLabels.team }}',
    client: 'Alertmanager',
    client_url: '{{ .ExternalURL }}',
    // Newer Alertmanagers read each detail as YAML, and would make columns of a text that happens to be some. After a
    // first line without a colon it is none.
    details: { ...facts, firing: `{{ .Alerts.Firing | len }} firing\n${use('text')}` },
    links: [
      { href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' },
      { href: use('dashboard'), text: 'Dashboard' },
    ],
    timeout: requestTimeout,
  }),
  example: { routingKey: { secret: 'pagerduty-routing-key' } },
});
