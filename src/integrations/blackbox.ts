import { gauge } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';

/** What blackbox_exporter returns for every probe. */
export const blackbox = defineIntegration<Record<never, never>>()({
  kind: 'blackbox',
  scope: 'platform',
  part: { service: undefined, present: ({ probes }) => probes },
  source: 'prometheus/blackbox_exporter 0.28, prober/handler.go, prober/http.go',
  options: {},
  metrics: () => ({
    success: gauge('probe_success', { labels: ['probe', 'class'] }),
    duration: gauge('probe_duration_seconds', { unit: 'seconds', labels: ['probe', 'class'] }),
    httpStatus: gauge('probe_http_status_code', { labels: ['probe', 'class'] }),
    httpDuration: gauge('probe_http_duration_seconds', {
      unit: 'seconds',
      labels: { probe: {}, class: {}, phase: { values: ['resolve', 'connect', 'tls', 'processing', 'transfer'] } },
    }),
    certificateExpiry: gauge('probe_ssl_earliest_cert_expiry', { unit: 'seconds', labels: ['probe', 'class'] }),
    failedByBody: gauge('probe_failed_due_to_regex', { labels: ['probe', 'class'] }),
  }),
  example: {},
});
