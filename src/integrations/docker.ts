import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart } from './chart.ts';
import { defineIntegration } from './integration.ts';

export interface DockerOptions {
  /** Port of `metrics-addr` in the engine's daemon.json. Default 9323. */
  readonly port?: number;
}

/** The Docker engine's own metrics. Only where containers run under Docker: Compose and Swarm. */
export const docker = defineIntegration<DockerOptions>()({
  kind: 'docker',
  scope: 'host',
  only: ['compose'],
  source: 'docs.docker.com/engine/daemon/prometheus: metrics-addr; names from moby 28, daemon/internal/metrics',
  needs: ['`metrics-addr` in the daemon.json of the engine, on an address that Prometheus reaches.'],
  options: { port: { kind: 'number' } },
  metrics: () => ({
    info: gauge('engine_daemon_engine_info', {
      labels: {
        architecture: {},
        commit: {},
        daemon_id: {},
        graphdriver: {},
        kernel: {},
        os: {},
        os_type: {},
        os_version: {},
        version: {},
      },
    }),
    containers: gauge('engine_daemon_container_states_containers', {
      labels: { state: { values: ['running', 'paused', 'stopped'] } },
    }),
    healthChecksFailed: counter('engine_daemon_health_checks_failed_total'),
  }),
  alerts: {
    DockerDown: {
      expr: at => {
        const up = `up${at.where('job="docker"')}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '5m',
      severity: 'warning',
      category: 'availability',
      scope: 'node',
      summary: 'The Docker engine{{ with $labels.instance }} of {{ $labels.instance }}{{ end }} does not answer.',
      description: 'For 5 minutes nothing was learned of it: containers run on, but nobody restarts those that end.',
      action: 'Check the engine on its machine: `systemctl status docker`.',
      steps: [
        '`systemctl status docker` and `journalctl -u docker`: does it run, and what was its last word?',
        'It runs: is `metrics-addr` in daemon.json an address that Prometheus can reach?',
      ],
      source: 'no requirement gives a number; 5 minutes outlast an upgrade of the engine (ours)',
    },
    DockerHealthChecksFailing: {
      threshold: 3,
      expr: at =>
        `sum by (instance) (increase(engine_daemon_health_checks_failed_total${at.where()}[5m])) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'availability',
      scope: 'node',
      summary: 'Containers on {{ $labels.instance }} fail their health checks.',
      description: '{{ $value | printf "%.0f" }} checks failed in the last 5 minutes.',
      action: 'Find the container: `docker ps --filter health=unhealthy`, then read its log.',
      steps: [
        '`docker ps --filter health=unhealthy` names the container.',
        '`docker inspect` shows the answers of its last checks, `docker logs` what it says itself.',
        'Restart it; roll back if it was just deployed.',
      ],
      source: 'three failures in a row make a container unhealthy by default (docs.docker.com, HEALTHCHECK retries)',
    },
  },
  rows: at => [
    {
      title: 'Docker',
      panels: [
        chart('Containers', 'Containers by state. Stopped ones were ended, or have ended by themselves.', 'short', [
          {
            expr: `sum by (state) (engine_daemon_container_states_containers${at.where()})`,
            legend: '{{state}}',
          },
        ]),
        chart('Failed health checks', 'Health checks per second that failed.', 'ops', [
          {
            expr: `sum(rate(engine_daemon_health_checks_failed_total${at.where()}[$__rate_interval]))`,
            legend: 'Failed',
          },
        ]),
      ],
    },
  ],
  emit: (options, { path, service, team, env, tier, scrapeInterval }) => ({
    jobs: [
      {
        id: 'docker',
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http',
        metricsPath: '/metrics',
        targets: { kind: 'host', port: options.port ?? 9323 },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 2_000 },
        metricRelabel: [],
        only: ['compose'],
        path,
      },
    ],
  }),
  example: { port: 9323 },
});
