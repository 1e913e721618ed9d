import type { PanelEntry } from '../../catalogue/dashboard.ts';
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

const ratio: PanelEntry = {
  kind: 'table',
  title: 'Success over the chosen time',
  description: 'Share of probes that succeeded in the time range of the page, the worst first.',
  unit: 'percentunit',
  queries: [
    { expr: 'sort(avg by (service, probe, class) (avg_over_time(probe_success{service=~"$service"}[$__range])))' },
  ],
  thresholds: [
    { at: 0.99, color: 'yellow' },
    { at: 0.999, color: 'green' },
  ],
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
