import type { ColumnEntry, PanelEntry } from '../../catalogue/dashboard.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const name = '{{service}} {{probe}}';

const results: PanelEntry = {
  kind: 'state-timeline',
  title: 'Results',
  description: 'Green while a probe succeeds. Many red lines at once point at the network, not at the services.',
  unit: 'bool',
  queries: [{ expr: 'min by (service, probe) (probe_success{service=~"$service"})', legend: name }],
  thresholds: [
    { at: 0, color: 'red' },
    { at: 1, color: 'green' },
  ],
  width: 24,
};

/** Success in an hour is recorded; that of longer times is counted from the results themselves, which nothing rounds. */
const probed = 'probe_success{service=~"$service"}';
const successWindows = [
  ['Last hour', 'probe:success:ratio_rate1h{service=~"$service"}'],
  ['Last day', `avg_over_time(${probed}[1d])`],
  ['Last 30 days', `avg_over_time(${probed}[30d])`],
] as const;

const successColumn: ColumnEntry = {
  unit: 'percentunit',
  width: 120,
  thresholds: [
    { at: 0.99, color: 'yellow' },
    { at: 0.999, color: 'green' },
  ],
};

const ratio: PanelEntry = {
  kind: 'table',
  title: 'Success',
  description:
    'Share of requests of each probe that succeeded in the last hour, day and 30 days, the worst of the hour first. Of several addresses the worst counts.',
  unit: 'percentunit',
  queries: successWindows.map(([legend, ratio]) => ({ expr: `min by (service, probe, class) (${ratio})`, legend })),
  columns: {
    service: { title: 'Service' },
    probe: { title: 'Probe' },
    class: { title: 'Class', width: 90 },
    ...Object.fromEntries(successWindows.map(([title]) => [title, successColumn])),
  },
  grafana: { options: { sortBy: [{ displayName: successWindows[0][0], desc: false }] } },
  width: 12,
};

const certificates: PanelEntry = {
  kind: 'stat',
  title: 'Certificates expire',
  description: 'When the first certificate in the chain of each address expires. An expired one is an outage.',
  unit: 'dateTimeFromNow',
  queries: [
    { expr: 'min by (service, probe) (probe_ssl_earliest_cert_expiry{service=~"$service"}) * 1000', legend: name },
  ],
  width: 12,
  height: 8,
};

const durations: PanelEntry = {
  kind: 'timeseries',
  title: 'Duration',
  description: 'How long each probe took, connection and answer included.',
  unit: 's',
  queries: [{ expr: 'max by (service, probe) (probe_duration_seconds{service=~"$service"})', legend: name }],
  width: 12,
};

const phases: PanelEntry = {
  kind: 'timeseries',
  title: 'Duration by phase',
  description:
    'Where the time goes: name resolution, connection, TLS, the service itself, or the transfer of its answer.',
  unit: 's',
  queries: [{ expr: 'avg by (phase) (probe_http_duration_seconds{service=~"$service"})', legend: '{{phase}}' }],
  width: 12,
};

/** What users of all services would see, from outside. */
export const probesOverview: BuiltInDashboard = {
  id: 'probes-overview',
  build: model =>
    model.services.some(service => service.probes.length > 0)
      ? [
          platformDashboard(model, {
            uid: platformUids.probesOverview,
            title: 'Probes',
            description: 'Synthetic checks of all services: results, durations and certificates.',
            // Not every service has a probe: only those are offered that there is something to see of.
            variables: { service: { metric: 'probe_success', label: 'service', title: 'Service' } },
            rows: [
              { title: 'Results', panels: [results, ratio, certificates] },
              { title: 'Durations', panels: [durations, phases] },
            ],
          }),
        ]
      : [],
};
