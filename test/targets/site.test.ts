import { describe, expect, test } from 'vitest';
import { load } from './load.ts';
import { hostJob, jobs, plan, stack, workloads } from './plan-fixture.ts';

const siteOf = async (kind: string, options: object = {}) => (await load(kind, options)).site(stack);
const jobNamed = (id: string) => jobs.find(job => job.id === id) ?? hostJob;

describe('how workloads reach each other', () => {
  test.each([
    {
      kind: 'kubernetes',
      from: 'grafana',
      to: 'prometheus',
      port: 'http',
      expected: { scheme: 'http', host: 'prometheus', port: 9090 },
    },
    {
      kind: 'kubernetes',
      from: 'prometheus',
      to: 'node-exporter',
      port: 'metrics',
      expected: { scheme: 'http', host: 'node-exporter.monitoring-host.svc', port: 9100 },
    },
    {
      kind: 'kubernetes',
      from: 'node-exporter',
      to: 'prometheus',
      port: 'http',
      expected: { scheme: 'http', host: 'prometheus.monitoring.svc', port: 9090 },
    },
    {
      kind: 'kubernetes',
      from: 'blackbox-exporter',
      to: 'shop',
      port: 'metrics',
      expected: { scheme: 'http', host: 'shop.default.svc', port: 8000 },
    },
    {
      kind: 'compose',
      from: 'grafana',
      to: 'prometheus',
      port: 'http',
      expected: { scheme: 'http', host: 'prometheus', port: 9090 },
    },
    {
      kind: 'compose',
      from: 'blackbox-exporter',
      to: 'shop',
      port: 'metrics',
      expected: { scheme: 'http', host: 'shop', port: 8000 },
    },
  ])('$kind: $from calls $to', async ({ kind, from, to, port, expected }) => {
    expect((await siteOf(kind)).connect(from, to, port)).toEqual(expected);
  });

  test('every replica of a StatefulSet has a name of its own', async () => {
    const replicated = workloads.map(w => (w.id === 'elasticsearch' ? { ...w, replicas: 2 } : w));
    const site = (await load('kubernetes')).site({ ...stack, plan: { ...plan, workloads: replicated } });
    expect(site.peers('elasticsearch', 'elasticsearch', 'http')).toEqual([
      'elasticsearch-0.elasticsearch-headless:9200',
      'elasticsearch-1.elasticsearch-headless:9200',
    ]);
    expect(site.peers('node-exporter', 'elasticsearch', 'http')).toEqual([
      'elasticsearch-0.elasticsearch-headless.monitoring.svc:9200',
      'elasticsearch-1.elasticsearch-headless.monitoring.svc:9200',
    ]);
    expect(site.peers('prometheus', 'blackbox-exporter', 'http')).toEqual(['blackbox-exporter:9115']);
  });

  test('a workload comes before a watched service of its name', async () => {
    const services = [{ id: 'grafana', ports: [], path: 'fixture/other' }];
    const site = (await load('kubernetes')).site({ ...stack, plan: { ...plan, services } });
    expect(site.connect('prometheus', 'grafana', 'http')).toEqual({ scheme: 'http', host: 'grafana', port: 3000 });
  });

  test('Compose has one of each', async () => {
    expect((await siteOf('compose')).peers('prometheus', 'elasticsearch', 'http')).toEqual(['elasticsearch:9200']);
  });
});

describe('where people and readers find things', () => {
  test.each([
    { kind: 'kubernetes', options: {}, workload: 'grafana', expected: 'http://grafana.monitoring.svc:3000' },
    {
      kind: 'kubernetes',
      options: { domain: 'example.com' },
      workload: 'grafana',
      expected: 'https://grafana.example.com',
    },
    { kind: 'compose', options: {}, workload: 'grafana', expected: 'http://localhost:3000' },
    {
      kind: 'compose',
      options: { host: 'box.example.com' },
      workload: 'grafana',
      expected: 'http://box.example.com:3000',
    },
    { kind: 'compose', options: {}, workload: 'elasticsearch', expected: 'http://elasticsearch:9200' },
  ])('$kind $options: $workload is at $expected', async ({ kind, options, workload, expected }) => {
    expect((await siteOf(kind, options)).externalUrl(workload)).toBe(expected);
  });

  test.each([
    { kind: 'kubernetes', file: '/run/secrets/sightline/admin-password', hostLogs: false },
    { kind: 'compose', file: '/run/secrets/admin-password', hostLogs: true },
  ])('$kind mounts secrets as files', async ({ kind, file, hostLogs }) => {
    const site = await siteOf(kind);
    expect(site.secretFile('grafana', { secret: 'admin-password' })).toBe(file);
    expect(site.hostLogs).toBe(hostLogs);
  });
});

describe('discovery', () => {
  const labels = { env: 'production', service: 'shop', team: 'sales', tier: '1' };
  const setLabels = [
    { target_label: 'env', replacement: 'production' },
    { target_label: 'service', replacement: 'shop' },
    { target_label: 'team', replacement: 'sales' },
    { target_label: 'tier', replacement: '1' },
  ];

  test('Kubernetes finds the pods of a watched service by label and port', async () => {
    expect(
      (await siteOf('kubernetes', { applicationNamespaces: ['shop', 'batch'] })).discover(jobNamed('shop')),
    ).toEqual({
      sd: { kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['batch', 'shop'] } }] },
      relabel: [
        { source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'], regex: 'shop', action: 'keep' },
        { source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: '8000', action: 'keep' },
        { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded', action: 'drop' },
        { source_labels: ['__meta_kubernetes_pod_node_name'], target_label: 'node' },
      ],
      last: setLabels,
    });
  });

  test('Kubernetes looks for a workload in the namespace where it runs, and keeps what the job asks for', async () => {
    const { sd, relabel } = (await siteOf('kubernetes')).discover(jobNamed('node'));
    expect(sd).toEqual({ kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['monitoring-host'] } }] });
    expect(relabel).toContainEqual({ source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' });
  });

  test('a label value with a dollar sign is no group reference', async () => {
    const job = { ...jobNamed('shop'), labels: { service: 'a$1' } };
    expect((await siteOf('kubernetes')).discover(job).last).toContainEqual({
      target_label: 'service',
      replacement: 'a$$1',
    });
  });

  test.each([
    { id: 'shop', target: 'shop:8000', extra: {} },
    { id: 'docker', target: 'host.docker.internal:9323', extra: {} },
    { id: 'node', target: 'node-exporter:9100', extra: { service: 'node', pod: 'node-exporter' } },
  ])('Compose scrapes $id under a fixed name', async ({ id, target, extra }) => {
    expect((await siteOf('compose')).discover(jobNamed(id))).toEqual({
      sd: { static_configs: [{ targets: [target], labels: { ...labels, ...extra } }] },
      relabel: [],
    });
  });

  test.each(['compose', 'kubernetes'])('%s scrapes fixed addresses and sends probes to the prober', async kind => {
    const site = await siteOf(kind);
    expect(site.discover(jobNamed('legacy'))).toEqual({
      sd: { static_configs: [{ targets: ['198.51.100.7:9100', '198.51.100.8:9100'], labels }] },
      relabel: [],
    });
    expect(site.discover(jobNamed('probes'))).toEqual({
      sd: { static_configs: [{ targets: ['http://shop:8000/health'], labels: { ...labels, probe: 'health' } }] },
      relabel: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { source_labels: ['__param_target'], target_label: 'instance' },
        { target_label: '__address__', replacement: 'blackbox-exporter:9115' },
      ],
    });
  });
});
