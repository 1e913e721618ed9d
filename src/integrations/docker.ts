import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';

export interface DockerOptions {
  /** Port of `metrics-addr` in the engine's daemon.json. Default 9323. */
  readonly port?: number;
}

/** The Docker engine's own metrics. Only where containers run under Docker: Compose and Swarm. */
export const docker = defineIntegration<DockerOptions>()({
  kind: 'docker',
  scope: 'host',
  source: 'docs.docker.com/engine/daemon/prometheus: metrics-addr; names from moby 28, daemon/internal/metrics',
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
