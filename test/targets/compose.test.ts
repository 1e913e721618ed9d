import { describe, expect, test } from 'vitest';
import { imageReference, images } from '../../src/ir/images.ts';
import { latestVersions } from '../../src/ir/versions.ts';
import { validator } from '../schemas/load.ts';
import { at, bodyOf, load } from './load.ts';
import { artefacts, hostJob, plan, reversed, stack, workloads } from './plan-fixture.ts';

const place = async (options: object = {}) => (await load('compose', options)).place(stack, artefacts, 'fixture');
const { files, diagnostics } = await place();
const compose = bodyOf(files, 'compose.yaml');
const service = (id: string) => at(compose, 'services', id);
const validate = validator('compose');

describe('the folder', () => {
  test('holds compose.yaml, how to start it, and every file under its reader', () => {
    expect(diagnostics).toEqual([]);
    expect(files.map(file => file.path)).toEqual([
      'compose.yaml',
      'README.md',
      'config/blackbox-exporter/etc/blackbox_exporter/blackbox.yml',
      'config/elasticsearch-setup/etc/sightline/elasticsearch/setup.sh',
      'config/elasticsearch/usr/share/elasticsearch/config/elasticsearch.yml',
      'config/grafana/etc/grafana/dashboards/sales/shop.json',
      'config/grafana/etc/grafana/provisioning/datasources/all.yml',
      'config/otel-collector/etc/otelcol-contrib/config.yaml',
      'config/prometheus/etc/prometheus/prometheus.yml',
      'config/prometheus/etc/prometheus/rules/shop.yml',
    ]);
  });

  test('is the same whatever the order of the plan', async () => {
    const target = await load('compose');
    expect(JSON.stringify(target.place(stack, artefacts, 'fixture'))).toBe(JSON.stringify({ files, diagnostics }));
    expect(JSON.stringify(target.place(reversed, artefacts.toReversed(), 'fixture'))).toBe(
      JSON.stringify({ files, diagnostics }),
    );
  });

  test('keeps to the closed schema of what is emitted', async () => {
    for (const options of [{}, { project: 'acme', applicationNetwork: 'shop_default', bindAddress: '::1' }]) {
      expect(validate(bodyOf((await place(options)).files, 'compose.yaml'))).toEqual([]);
    }
    expect(validate({ version: '3', name: 'x', services: {}, networks: { inside: {} } })).toContain(
      ': unknown key "version"',
    );
  });

  test('names every service for the construct it came from', () => {
    expect(files[0]?.origins['/services/grafana']).toBe('fixture/grafana');
    expect(files[0]?.origins['']).toBe('fixture');
  });

  test('tells how to make every secret and where to look', () => {
    const readme = bodyOf(files, 'README.md');
    expect(readme).toContain('- `search-password`, read by `elasticsearch`, `elasticsearch-setup`\n');
    expect(readme).toContain('for name in \\\n  admin-password \\\n  search-password \\\n; do read ');
    expect(readme).toContain('- `grafana`: http://localhost:3000\n');
    expect(readme).toContain('- `otel-collector` reads `/var/log/shop` as user 10001\n');
    expect(readme).toContain('docker compose kill --signal HUP prometheus\n');
    expect(readme).toContain(
      '- `otel-collector` otlp-grpc: `otel-collector:4317` in containers, `127.0.0.1:4317` on the machine\n',
    );
  });
});

describe('services', () => {
  test.each(workloads.map(({ id, image }) => ({ id, image })))(
    '$id is pinned and has no more rights than it needs',
    ({ id, image }) => {
      const { user, group, readOnlyRoot } = images[image];
      expect(service(id)).toMatchObject({
        image: imageReference(image, latestVersions),
        user: `${user}:${group}`,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
      });
      expect(at(service(id), 'image')).toMatch(/:v?[0-9]+\.[0-9]+\.[0-9]+$/);
      expect(at(service(id), 'read_only')).toBe(readOnlyRoot === true ? true : undefined);
    },
  );

  test.each([
    {
      id: 'prometheus',
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:9090/-/ready'],
      start: '900s',
    },
    { id: 'blackbox-exporter', test: ['CMD', 'nc', '-z', '127.0.0.1', '9115'], start: '30s' },
    { id: 'elasticsearch', test: ['CMD', 'check', '$$HOME'], start: '30s' },
  ])('$id is asked for its health with what its image holds', ({ id, test: command, start }) => {
    expect(at(service(id), 'healthcheck')).toEqual({
      test: command,
      interval: '10s',
      timeout: '5s',
      retries: 6,
      start_period: start,
    });
  });

  test('an image without a program to ask with has no health check', () => {
    expect(images['otel-collector'].client).toHaveProperty('none');
    expect(at(service('otel-collector'), 'healthcheck')).toBeUndefined();
  });

  test('a task has none either: it is done or it has failed', async () => {
    const readiness = { kind: 'command', command: ['true'] } as const;
    const asked = workloads.map(w => (w.kind === 'task' ? { ...w, readiness } : w));
    const placed = (await load('compose')).place(
      { ...stack, plan: { ...plan, workloads: asked } },
      artefacts,
      'fixture',
    );
    expect(at(bodyOf(placed.files, 'compose.yaml'), 'services', 'elasticsearch-setup', 'healthcheck')).toBeUndefined();
  });

  test('what is required runs, is healthy or is done before', async () => {
    expect(at(service('otel-collector'), 'depends_on')).toEqual({
      elasticsearch: { condition: 'service_healthy' },
      'elasticsearch-setup': { condition: 'service_completed_successfully' },
    });
    const edges = [
      { from: 'grafana', to: 'otel-collector', port: 'health', purpose: 'query', required: true },
    ] as const;
    const placed = (await load('compose')).place({ ...stack, plan: { ...plan, edges } }, artefacts, 'fixture').files;
    expect(at(bodyOf(placed, 'compose.yaml'), 'services', 'grafana', 'depends_on')).toEqual({
      'otel-collector': { condition: 'service_started' },
    });
  });

  test('a task runs once, everything else until it is stopped', () => {
    expect(workloads.map(({ id, kind }) => [kind === 'task', at(service(id), 'restart')])).toEqual(
      workloads.map(({ kind }) => [kind === 'task', kind === 'task' ? 'no' : 'unless-stopped']),
    );
    expect(at(service('elasticsearch-setup'), 'entrypoint')).toEqual([
      '/bin/bash',
      '/etc/sightline/elasticsearch/setup.sh',
    ]);
  });

  test('arguments and values hold the answers of the site, and dollar signs stay dollar signs', () => {
    expect(at(service('prometheus'), 'command')).toEqual([
      '--config.file=/etc/prometheus/prometheus.yml',
      '--web.external-url=http://localhost:9090',
      '--literal=$$(HOME) $$HOME',
    ]);
    expect(at(service('grafana'), 'environment')).toEqual({
      GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/admin-password',
      GF_SERVER_ROOT_URL: 'http://localhost:3000',
      METRICS_URL: 'http://prometheus:9090',
    });
  });

  test('memory is limited, processor time is shared', () => {
    expect(service('prometheus')).toMatchObject({ mem_reservation: '1g', mem_limit: '1536m', cpu_shares: 512 });
  });

  test('a changed file replaces the container unless it can reload', async () => {
    const changed = artefacts.map(artefact => ({ ...artefact, body: 'changed' }));
    const after = bodyOf((await load('compose')).place(stack, changed, 'fixture').files, 'compose.yaml');
    expect(at(after, 'services', 'prometheus', 'labels')).toBeUndefined();
    expect(at(after, 'services', 'grafana', 'labels')).not.toEqual(at(service('grafana'), 'labels'));
  });
});

describe('what a container sees', () => {
  test('directories of configuration are mounted whole, files beside those of the image one by one', () => {
    const bind = (id: string, path: string) => ({
      type: 'bind',
      source: `./config/${id}${path}`,
      target: path,
      read_only: true,
    });
    expect(at(service('prometheus'), 'volumes')).toEqual([
      bind('prometheus', '/etc/prometheus'),
      { type: 'volume', source: 'prometheus-data', target: '/prometheus' },
    ]);
    expect(at(service('elasticsearch'), 'volumes', 0)).toEqual(
      bind('elasticsearch', '/usr/share/elasticsearch/config/elasticsearch.yml'),
    );
    expect(at(service('grafana'), 'volumes')).toEqual([
      bind('grafana', '/etc/grafana/dashboards/sales'),
      bind('grafana', '/etc/grafana/provisioning/datasources'),
      { type: 'volume', source: 'grafana-data', target: '/var/lib/grafana' },
    ]);
    expect(at(compose, 'volumes')).toEqual({ 'elasticsearch-data': {}, 'grafana-data': {}, 'prometheus-data': {} });
  });

  test('scratch space belongs to the user of the image and is bounded', () => {
    expect(at(service('elasticsearch'), 'tmpfs')).toEqual([
      '/tmp:size=64m,mode=1777,uid=1000,gid=0,exec',
      '/usr/share/elasticsearch/logs:size=64m,mode=1777,uid=1000,gid=0,exec',
    ]);
  });

  test('only what unpacks libraries may run what lies in scratch space', () => {
    expect(at(service('grafana'), 'tmpfs')).toEqual(['/tmp:size=64m,mode=1777,uid=472,gid=0']);
  });

  test('secrets are files', async () => {
    expect(at(service('grafana'), 'secrets')).toEqual(['admin-password']);
    expect(at(compose, 'secrets')).toEqual({
      'admin-password': { file: './secrets/admin-password' },
      'search-password': { file: './secrets/search-password' },
    });
    const elsewhere = bodyOf((await place({ secretsDirectory: '/etc/secrets' })).files, 'compose.yaml');
    expect(at(elsewhere, 'secrets', 'admin-password')).toEqual({ file: '/etc/secrets/admin-password' });
  });

  test('logs of the machine are mounted read-only', () => {
    expect(at(service('otel-collector'), 'volumes', 1)).toEqual({
      type: 'bind',
      source: '/var/log/shop',
      target: '/logs/shop',
      read_only: true,
      bind: { propagation: 'rslave' },
    });
  });

  test('what reads the host does so read-only and without its network', () => {
    expect(service('node-exporter')).toMatchObject({
      pid: 'host',
      uts: 'host',
      volumes: [{ type: 'bind', source: '/', target: '/host/root', read_only: true, bind: { propagation: 'rslave' } }],
    });
    expect(at(service('node-exporter'), 'network_mode')).toBeUndefined();
  });
});

describe('what listens, and where', () => {
  test('only ports for people and for intake are published, on loopback', () => {
    const published = (port: number) => [
      { host_ip: '127.0.0.1', published: String(port), target: port, protocol: 'tcp' },
    ];
    expect(workloads.map(({ id }) => [id, at(service(id), 'ports')])).toEqual([
      ['prometheus', published(9090)],
      ['blackbox-exporter', undefined],
      ['grafana', published(3000)],
      ['node-exporter', undefined],
      ['otel-collector', published(4317)],
      ['elasticsearch', undefined],
      ['elasticsearch-setup', undefined],
    ]);
  });

  test('only what leaves the stack or meets the services is on a network that leads there', () => {
    expect(workloads.map(({ id }) => [id, at(service(id), 'networks')])).toEqual([
      ['prometheus', ['applications', 'inside', 'outside']],
      ['blackbox-exporter', ['applications', 'inside', 'outside']],
      ['grafana', ['inside', 'outside']],
      ['node-exporter', ['inside']],
      ['otel-collector', ['applications', 'inside', 'outside']],
      ['elasticsearch', ['inside']],
      ['elasticsearch-setup', ['inside']],
    ]);
    expect(at(compose, 'networks')).toEqual({
      applications: { name: 'fixture-observability', driver: 'bridge' },
      inside: { driver: 'bridge', internal: true },
      outside: { driver: 'bridge' },
    });
  });

  test('what applications send to is on their network even when none is known to send', async () => {
    const placed = (await load('compose')).place(
      { ...stack, plan: { ...plan, edges: [] } },
      artefacts,
      'fixture',
    ).files;
    expect(at(bodyOf(placed, 'compose.yaml'), 'services', 'otel-collector', 'networks')).toEqual([
      'applications',
      'inside',
      'outside',
    ]);
    expect(at(bodyOf(placed, 'compose.yaml'), 'services', 'prometheus', 'networks')).toEqual(['inside', 'outside']);
  });

  test('an existing network of the services is used and not created', async () => {
    const placed = bodyOf((await place({ applicationNetwork: 'shop_default' })).files, 'compose.yaml');
    expect(at(placed, 'networks', 'applications')).toEqual({ name: 'shop_default', external: true });
  });

  test('only a scraper of the machine knows its address', async () => {
    const jobs = [...plan.jobs, hostJob];
    const placed = bodyOf(
      (await load('compose')).place({ ...stack, plan: { ...plan, jobs } }, artefacts, 'fixture').files,
      'compose.yaml',
    );
    expect(at(placed, 'services', 'prometheus', 'extra_hosts')).toEqual(['host.docker.internal:host-gateway']);
    expect(at(placed, 'services', 'grafana', 'extra_hosts')).toBeUndefined();
    expect(at(service('prometheus'), 'extra_hosts')).toBeUndefined();
  });
});
