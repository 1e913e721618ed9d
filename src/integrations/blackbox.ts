import { counter, gauge } from '../promql/declare.ts';
import { below, chart } from './chart.ts';
import { defineIntegration } from './integration.ts';

/** Days, as the alerts of probes compare them. */
const limits = { certificate: { warning: 14, critical: 3 } } as const;

const daysLeft = '(min by (service, instance) (probe_ssl_earliest_cert_expiry) - time()) / 86400';

/** What blackbox_exporter returns for every probe, and the exporter itself. */
export const blackbox = defineIntegration<Record<never, never>>()({
  kind: 'blackbox',
  scope: 'platform',
  footprint: { series: 20, seen: 'blackbox_exporter 0.26.0, a request over HTTP' },
  part: { service: undefined, present: ({ probes }) => probes },
  source: 'prometheus/blackbox_exporter 0.28, prober/handler.go, prober/http.go, config/config.go',
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
    failedByJson: gauge('probe_failed_due_to_cel', { labels: ['probe', 'class'] }),
    configReloadOk: gauge('blackbox_exporter_config_last_reload_successful'),
    unknownModules: counter('blackbox_module_unknown_total'),
  }),
  since: { product: 'blackbox', releases: { probe_failed_due_to_cel: '0.27' } },
  alerts: {
    BlackboxDown: {
      expr: ({ job }) => `max by (job, instance) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`,
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'The prober does not answer.',
      description: 'Without blackbox_exporter no probe runs: nobody looks at the services from outside.',
      action: 'Look at its process and log, then at the network between Prometheus and it.',
      steps: [
        'Is blackbox_exporter running? Look at its log for a configuration that it refused at the start.',
        'Running: does a network policy let Prometheus reach its port?',
        'Until it is back look at the public pages yourself.',
      ],
      source: 'ours: five minutes outlast a restart',
    },
    BlackboxConfigurationRefused: {
      expr: () => 'min by (job, instance) (blackbox_exporter_config_last_reload_successful) == 0',
      for: '10m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'blackbox_exporter {{ $labels.instance }} refuses its new configuration.',
      description: 'It runs on with the old one: new probes fail, and changed ones are not changed.',
      action: 'Read its log for the refused line, mend it and deploy again.',
      steps: [
        'Read the log of blackbox_exporter for "Error reloading config".',
        'Run `blackbox_exporter --config.check` on the file that is deployed.',
      ],
      source: 'as for Prometheus and Alertmanager in their mixins: for 10 minutes',
    },
  },
  rows: () => [
    {
      title: 'The prober',
      panels: [
        chart(
          'Certificates',
          'Days until the earliest certificate of a chain ends. Empty where nothing speaks TLS.',
          'none',
          [{ expr: daysLeft, legend: '{{service}} {{instance}}' }],
          below(limits.certificate.warning),
        ),
        chart('Unknown modules', 'Probes per second that ask for a module the prober does not have.', 'ops', [
          {
            expr: 'sum by (instance) (rate(blackbox_module_unknown_total[$__rate_interval]))',
            legend: '{{instance}}',
          },
        ]),
      ],
    },
  ],
  example: {},
});
