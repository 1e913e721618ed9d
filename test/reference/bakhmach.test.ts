import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import stack from '../../examples/reference/index.ts';
import { resolve } from '../../src/model/resolve.ts';

/**
 * What the Bakhmach Business Hub asked for, looked up in the files that are deployed. The number in a name is the row
 * of docs/coverage.md.
 *
 * @module
 */

const root = new URL('../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const config = (reader: string, path: string): string => text(`dist/compose/config/${reader}/${path}`);
const yaml = (source: string): unknown => parse(source);

const { model } = resolve(stack.toProgram().catalogue);
const hub = model.services.find(({ id }) => id === 'bakhmach');
const metric = (name: string) => hub?.metrics.get(name);

const compose = yaml(text('dist/compose/compose.yaml'));
const prometheus = yaml(config('prometheus', 'etc/prometheus/prometheus.yml'));
const blackbox = yaml(config('blackbox-exporter', 'etc/blackbox_exporter/blackbox.yml'));
const rules = yaml(text('rules/bakhmach.yml'));
const dashboard = yaml(text('dashboards/hub/bakhmach-hub.json'));

/** What lies at the end of the keys; lists are searched for the item whose `job_name`, `alert`, `title` or place it is. */
const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) {
      const list: readonly unknown[] = inner;
      return list.find((item, i) => i === key || ['job_name', 'alert', 'title'].some(name => at(item, name) === key));
    }
    return typeof inner === 'object' && inner !== null
      ? new Map<unknown, unknown>(Object.entries(inner)).get(key)
      : undefined;
  }, value);

const listAt = (value: unknown, ...keys: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
};

const published = (service: string) =>
  listAt(compose, 'services', service, 'ports').map(port => `${at(port, 'host_ip')}:${at(port, 'published')}`);

describe('the stack', () => {
  test('2.1 has every part, under Compose as it is today', () => {
    const services = at(compose, 'services');
    expect(Object.keys(typeof services === 'object' && services !== null ? services : {})).toEqual(
      expect.arrayContaining([
        'alertmanager',
        'blackbox-exporter',
        'elasticsearch',
        'grafana',
        'jaeger',
        'kibana',
        'logstash',
        'node-exporter',
        'otel-collector',
        'prometheus',
      ]),
    );
    expect(at(compose, 'version')).toBeUndefined();
    const images = text('dist/compose/compose.yaml').match(/image: .*/g) ?? [];
    expect(images.filter(image => !/:v?\d[\w.-]*'?$/.test(image))).toEqual([]);
  });

  test('2.2 keeps metrics longer than the month that it promises about', () => {
    expect(published('prometheus')).toEqual(['127.0.0.1:9090']);
    expect(at(compose, 'services', 'prometheus', 'command')).toContain('--storage.tsdb.retention.time=45d');
    expect(listAt(compose, 'services', 'prometheus', 'volumes').map(volume => at(volume, 'source'))).toContain(
      'prometheus-data',
    );
  });

  test('2.3 provisions Grafana from files, with a password from a file', () => {
    expect(published('grafana')).toEqual(['127.0.0.1:3000']);
    expect(at(compose, 'services', 'grafana', 'environment', 'GF_SECURITY_ADMIN_PASSWORD__FILE')).toBe(
      '/run/secrets/grafana-admin-password',
    );
    const provider = yaml(config('grafana', 'etc/grafana/provisioning/dashboards/sightline.yaml'));
    expect(at(provider, 'providers', 0, 'options', 'path')).toBe('/etc/grafana/dashboards');
    expect(config('grafana', 'etc/grafana/dashboards/hub/bakhmach-hub.json')).toBe(
      text('dashboards/hub/bakhmach-hub.json'),
    );
  });

  test('2.4 runs one Elasticsearch with passwords, which the machine’s network cannot reach', () => {
    const settings = yaml(config('elasticsearch', 'usr/share/elasticsearch/config/elasticsearch.yml'));
    expect(at(settings, 'xpack.security.enabled')).toBe(true);
    expect(at(settings, 'discovery.type')).toBe('single-node');
    expect(published('elasticsearch')).toEqual([]);
  });

  test('2.5 signs Kibana in with its own user', () => {
    const settings = yaml(config('kibana', 'usr/share/kibana/config/kibana.yml'));
    expect(at(settings, 'elasticsearch.username')).toBe('kibana_system');
    expect(at(settings, 'elasticsearch.password')).toBe('${KIBANA_SYSTEM_PASSWORD}');
    expect(published('kibana')).toEqual(['127.0.0.1:5601']);
  });

  test('2.6 takes spans by OTLP and Zipkin, and shows them in Jaeger 2', () => {
    expect(at(compose, 'services', 'jaeger', 'image')).toBe('jaegertracing/jaeger:2.20.0');
    expect(published('jaeger')).toEqual(['127.0.0.1:16686', '127.0.0.1:9411']);
    expect(published('otel-collector')).toEqual(['127.0.0.1:4317', '127.0.0.1:4318']);
  });
});

describe('metrics', () => {
  test('2.7 of syncs are declared with their labels and bounds', () => {
    expect(Object.keys(metric('sync_operations_total')?.labels ?? {})).toEqual(['source', 'target', 'status']);
    expect(metric('sync_duration_seconds')?.buckets).toEqual([0.1, 0.5, 1, 2, 5, 10]);
    expect(metric('active_syncs')).toMatchObject({ kind: 'gauge', labels: { source: {} } });
  });

  test('2.8 of requests have the bound that their promise needs', () => {
    expect(Object.keys(metric('http_requests_total')?.labels ?? {})).toEqual(['method', 'endpoint', 'status']);
    expect(metric('http_request_duration_seconds')?.buckets).toEqual([0.01, 0.05, 0.1, 0.2, 0.5, 1]);
  });

  test('2.9 of the database tell the connections in use from those that there may be', () => {
    expect(Object.keys(metric('db_operations_total')?.labels ?? {})).toEqual(['operation', 'table', 'status']);
    expect([metric('db_connection_pool_size')?.kind, metric('db_connections_in_use')?.kind]).toEqual([
      'gauge',
      'gauge',
    ]);
  });

  test('2.10 are scraped on port 8001', () => {
    expect(at(prometheus, 'scrape_configs', 'bakhmach-app', 'static_configs', 0, 'targets', 0)).toBe('bakhmach:8001');
  });

  test('2.11 of the application, Docker and the machine have their own jobs and addresses', () => {
    expect(at(prometheus, 'global', 'scrape_interval')).toBe('15s');
    expect(at(prometheus, 'global', 'evaluation_interval')).toBe('15s');
    expect(at(prometheus, 'scrape_configs', 'bakhmach-app', 'scrape_interval')).toBe('5s');
    expect(at(prometheus, 'scrape_configs', 'docker', 'static_configs', 0, 'targets')).toEqual([
      'host.docker.internal:9323',
    ]);
    expect(at(prometheus, 'scrape_configs', 'node', 'static_configs', 0, 'targets')).toEqual(['node-exporter:9100']);
    expect(config('prometheus', 'etc/prometheus/prometheus.yml')).not.toContain('localhost');
  });
});

describe('rules', () => {
  test('2.12 are loaded by the key that Prometheus knows', () => {
    expect(at(prometheus, 'rule_files')).toEqual(['/etc/prometheus/rules/*.yml']);
    expect(at(prometheus, 'alert_rules')).toBeUndefined();
    expect(config('prometheus', 'etc/prometheus/rules/bakhmach.yml')).toBe(text('rules/bakhmach.yml'));
  });

  test.each([
    [
      '2.13 HighErrorRate compares a share of errors, by direction',
      'HighErrorRate',
      'sum by (source, target) (rate(sync_operations_total{service="bakhmach",status="error"}[5m])) / (sum by (source, target) (rate(sync_operations_total{service="bakhmach"}[5m])) > 0) > 0.05',
      '5m',
      'critical',
    ],
    [
      '2.14 SyncLatencyHigh computes the quantile from rates of buckets',
      'SyncLatencyHigh',
      'histogram_quantile(0.95, sum by (le, source, target) (rate(sync_duration_seconds_bucket{service="bakhmach"}[5m]))) > 5',
      '10m',
      'warning',
    ],
    [
      '2.15 DatabaseConnectionPoolExhausted compares the share in use',
      'DatabaseConnectionPoolExhausted',
      'sum by (instance) (db_connections_in_use{service="bakhmach"}) * 100 / sum by (instance) (db_connection_pool_size{service="bakhmach"}) >= 95',
      '5m',
      'critical',
    ],
    [
      '2.16 APIUnavailable notices a target that is gone',
      'APIUnavailable',
      'up{job="bakhmach-app"} == 0 or absent(up{job="bakhmach-app"})',
      '2m',
      'critical',
    ],
  ])('%s', (_, alert, expr, duration, severity) => {
    const rule = at(rules, 'groups', 0, 'rules', alert);
    expect([at(rule, 'expr'), at(rule, 'for'), at(rule, 'labels', 'severity')]).toEqual([expr, duration, severity]);
  });

  test('2.17 are evaluated every 30 seconds', () => {
    expect(listAt(rules, 'groups').map(group => at(group, 'interval'))).toEqual(['30s']);
  });
});

describe('logs', () => {
  const pipeline = config('logstash', 'usr/share/logstash/pipeline/bakhmach.app.conf');

  test('2.18 have typed fields, and the trace of the request', () => {
    const template = yaml(config('elasticsearch-setup', 'etc/sightline/elasticsearch/component-bakhmach.app.json'));
    expect(Object.keys(Object(at(template, 'template', 'mappings', 'properties')))).toEqual([
      'event',
      'source',
      'target',
      'duration_ms',
    ]);
    expect(pipeline).toContain('"[trace_id]" => "[trace][id]"');
    expect(text('dist/docs/logging.md')).toContain('W3C `traceparent`');
  });

  test('2.19 have one number for each level', () => {
    for (const [level, number] of Object.entries({ debug: 5, info: 9, warning: 13, error: 17, critical: 21 }))
      expect(pipeline).toContain(`"${level}" => "${number}"`);
  });

  test('2.20 come line by line over TCP and from files, and are not read twice', () => {
    const intake = config('logstash', 'usr/share/logstash/pipeline/intake.conf');
    expect(intake).toMatch(/tcp \{\n {4}port => 5000\n {4}codec => "json_lines"/);
    expect(pipeline).toContain('path => ["/host/var/log/bakhmach/*.log"]');
    expect(pipeline).toContain('sincedb_path => "/usr/share/logstash/data/');
    expect(published('logstash')).toEqual(['127.0.0.1:5000']);
  });

  test('2.21 are stored in a data stream by name, with a password', () => {
    expect(pipeline).toContain('data_stream_dataset => "bakhmach.app"');
    expect(pipeline).toContain('data_stream_namespace => "production"');
    expect(pipeline).toContain('password => "${ES_PASSWORD}"');
    expect(pipeline).not.toContain('index =>');
  });
});

test('2.22 spans are sent by OTLP, and the application is told how', () => {
  expect(text('dist/docs/tracing.md')).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector:4317');
  expect(text('dist/docs/tracing.md')).toContain(
    '| `source` | where the data of a sync comes from |\n| `target` | where it goes |',
  );
});

describe('the dashboard', () => {
  const rows = listAt(dashboard, 'panels').filter(panel => at(panel, 'type') === 'row');
  const panels = listAt(dashboard, 'panels').filter(panel => at(panel, 'type') !== 'row');

  test('2.23 has its five groups', () => {
    expect(rows.map(row => at(row, 'title'))).toEqual([
      'System health',
      'Application',
      'Sync operations',
      'Database',
      'Integrations',
    ]);
    expect(panels.map(panel => at(panel, 'title'))).toEqual([
      'Uptime',
      'CPU',
      'Memory',
      'Disk I/O',
      'Request latency',
      'Error ratio',
      'Throughput',
      'Active connections',
      'Sync success',
      'Sync duration',
      'Conflicts',
      'Active syncs',
      'Connection pool',
      'Query latency',
      'Slow queries',
      'Replication lag',
      'GitHub API',
      'AI Studio API',
      'Webhook delivery',
      'Retries',
    ]);
  });

  test('2.24 is a dashboard file, without what Grafana has removed', () => {
    expect(at(dashboard, 'dashboard')).toBeUndefined();
    expect(at(dashboard, 'uid')).toBe('bakhmach-hub');
    expect(panels.map(panel => at(panel, 'type'))).not.toContain('graph');
  });
});

test('2.25 a degraded hub is reached, and each of its checks is looked at', () => {
  for (const check of ['database', 'redis', 'github_api', 'ai_studio_api']) {
    const module = at(blackbox, 'modules', `bakhmach_health_${check}`, 'http');
    expect(at(module, 'valid_status_codes')).toEqual([200, 503]);
    expect(at(module, 'fail_if_body_json_not_matches_cel')).toBe(
      `has(body.checks) && has(body.checks.${check}) && body.checks.${check} == true`,
    );
  }
});

describe('promises', () => {
  const objectives = (hub?.slos ?? []).map(({ slo, window, sli }) => ({ slo, window, sli }));

  test('2.26 of sync availability counts attempts', () => {
    expect(objectives.find(({ slo }) => slo === 'bakhmach-sync-availability')).toEqual({
      slo: 'bakhmach-sync-availability',
      window: '30d',
      sli: {
        kind: 'ratio',
        bad: 'sync_operations_total{service="bakhmach",status="error"}',
        total: 'sync_operations_total{service="bakhmach"}',
      },
    });
    expect(text('rules/bakhmach-slo.yml')).toContain("record: 'slo:objective:ratio'\n    expr: vector(0.999)");
  });

  test('2.27 of speed counts requests below a bound of their histogram', () => {
    expect(text('rules/bakhmach-slo.yml')).toContain("record: 'slo:objective:ratio'\n    expr: vector(0.95)");
    expect(text('rules/bakhmach-slo.yml')).toContain(
      'http_request_duration_seconds_bucket{service="bakhmach",le="0.2"}[5m]',
    );
  });

  test('2.28 have a budget that is accounted for', () => {
    const rules = text('rules/bakhmach-slo.yml');
    expect(rules).toContain("record: 'slo:period_budget_remaining:ratio'");
    expect(rules).toContain("record: 'slo:deployment_frozen:bool'");
    // 0.001 * 2592000 s = 43.2 minutes
    expect(rules).toContain("record: 'slo:error_budget:ratio'\n    expr: vector(0.001)");
    expect(rules).toContain("record: 'slo:period:seconds'\n    expr: vector(2592000)");
    expect(text('dashboards/platform/slo-detail.json')).toContain('"title": "Downtime left"');
  });
});

describe('runbooks', () => {
  test.each([
    ['bakhmach-high-error-rate', 'HighErrorRate'],
    ['bakhmach-high-latency', 'SyncLatencyHigh'],
  ])('2.29 %s has five steps and is linked', (page, alert) => {
    const steps = text(`dist/runbooks/${page}.md`).match(/^\d\. .*$/gm) ?? [];
    expect(steps.map(step => step.slice(0, 3))).toEqual(['1. ', '2. ', '3. ', '4. ', '5. ']);
    // The alert leads to its own page, which brings the steps.
    expect(text('rules/bakhmach.yml')).toContain(`runbook_url: 'https://runbooks.acme.example/bakhmach/${alert}.md'`);
    expect(text(`dist/runbooks/bakhmach/${alert}.md`).match(/^\d\. .*$/gm)).toEqual(steps);
  });
});

test.each(['bakhmach-high-error-rate', 'bakhmach-high-latency'])('2.31 is named on the runbooks: %s', page => {
  expect(text(`dist/runbooks/${page}.md`)).toContain('Owned by the team hub; ask @romanchaa997.');
});

test('2.30 old log lines are deleted', () => {
  const policy = yaml(config('elasticsearch-setup', 'etc/sightline/elasticsearch/lifecycle-logs.json'));
  expect(at(policy, 'policy', 'phases', 'delete', 'min_age')).toBe('30d');
});
