import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadAll, load as parseYaml } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue, renderJson } from '../../src/core/json.ts';
import { renderBody } from '../../src/core/render.ts';
import type { Document } from '../../src/ir/artefact.ts';
import type { ScrapeJob } from '../../src/ir/scrape-job.ts';
import type { Discovery } from '../../src/ir/site.ts';
import { at, load, objectsIn } from '../targets/load.ts';
import { artefacts, hostJob, jobs, plan, stack, workloads } from '../targets/plan-fixture.ts';
import { run } from './tools.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-targets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, files: readonly Document[]): string => {
  const root = join(folder, name);
  for (const file of files) {
    const path = join(root, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderBody(file.format, file.body));
  }
  return root;
};

/** Without what Go leaves out when it writes: null, empty lists and objects, and the creation time and status that it adds. */
const pruned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, child]): [string, unknown] => [key, pruned(child)])
    .filter(
      ([key, child]) =>
        !['creationTimestamp', 'status'].includes(key) &&
        child !== null &&
        !(typeof child === 'object' && Object.keys(child ?? {}).length === 0),
    );
  return Object.fromEntries(kept);
};

describe('kubectl reads the manifests', async () => {
  const replicated = workloads.map(w => (w.kind === 'stateful' ? { ...w, replicas: 3 } : w));
  const options = { ingressNamespace: 'ingress', storageClass: 'fast', domain: 'example.com' };
  const { files } = (await load('kubernetes', options)).place(
    { ...stack, plan: { ...plan, workloads: replicated } },
    artefacts,
    'fixture',
  );
  const objects = objectsIn(files);
  const titled = objects.map(object => ({
    title: `${at(object, 'kind')} ${at(object, 'metadata', 'namespace') ?? ''}/${at(object, 'metadata', 'name')}`,
    object,
  }));

  test('kustomize yields every object once, in the order of the files', () => {
    const root = write('kubernetes', files);
    const result = run('kubectl', ['kustomize', root]);
    expect(result.stderr).toBe('');
    const identity = (value: unknown): JsonValue | undefined => {
      const object = isJsonObject(value) ? value : {};
      return [object['kind'] ?? '', at(object, 'metadata', 'namespace') ?? '', at(object, 'metadata', 'name') ?? ''];
    };
    expect(loadAll(result.stdout).map(identity)).toEqual(objects.map(identity));
  });

  test('kustomize changes no object', () => {
    const root = write('kubernetes', files);
    expect(loadAll(run('kubectl', ['kustomize', root]).stdout)).toEqual(objects);
  });

  const podControllers = ['DaemonSet', 'Deployment', 'Job', 'StatefulSet'];
  test.each(titled.filter(({ object }) => podControllers.includes(String(object['kind']))))(
    '$title has no field that its type lacks',
    ({ object }) => {
      const file = join(folder, 'object.json');
      writeFileSync(file, renderJson(object));
      const result = run('kubectl', [
        'set',
        'env',
        '--local',
        '-f',
        file,
        '-o',
        'json',
        '--all=false',
        '-c',
        '*',
        'PROBE=1',
      ]);
      expect(result.stderr).toBe('');
      const decoded: unknown = parseYaml(result.stdout);
      const withoutProbe: unknown = JSON.parse(
        JSON.stringify(decoded, (key, value: unknown) =>
          key === 'env' && Array.isArray(value)
            ? value.filter(entry => !isJsonObject(entry) || entry['name'] !== 'PROBE')
            : value,
        ),
      );
      expect(pruned(withoutProbe)).toEqual(pruned(object));
    },
  );

  test.each(titled.filter(({ object }) => !podControllers.includes(String(object['kind']))))(
    '$title is of a known type',
    ({ object }) => {
      const file = join(folder, 'object.json');
      writeFileSync(file, renderJson(object));
      const result = run('kubectl', ['set', 'env', '--local', '-f', file, '-o', 'json', 'PROBE=1']);
      expect(result.stderr).toMatch(/does not have a pod template|no pod template|could not find.*pod template/i);
    },
  );

  test('a field of the wrong type is noticed', () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, renderJson({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 1 } }));
    expect(run('kubectl', ['set', 'env', '--local', '-f', broken, '-o', 'json', 'PROBE=1']).stderr).toContain(
      'cannot unmarshal number',
    );
  });
});

describe('discovery yields exactly the labels of the contract', async () => {
  const contract = ['env', 'instance', 'job', 'service', 'team', 'tier'];
  const internal = (label: string) => label.startsWith('__');

  /** What Prometheus makes of the job: discovered labels of each target, and what relabeling leaves of them. */
  const discover = (job: ScrapeJob, sd: JsonObject, discovery: Discovery): readonly JsonObject[] => {
    const file = join(folder, `${job.id}.yml`);
    const scrape = {
      job_name: job.id,
      metrics_path: job.metricsPath,
      scrape_interval: job.interval,
      scrape_timeout: job.timeout,
      ...sd,
      relabel_configs: [...discovery.relabel, ...(discovery.last ?? [])].map(step => ({ ...step })),
    };
    writeFileSync(file, renderBody('yaml', { scrape_configs: [scrape] }));
    const result = run('promtool', ['check', 'service-discovery', '--timeout=1s', file, job.id]);
    if (result.status !== 0) throw new Error(result.stderr);
    const found: unknown = JSON.parse(result.stdout);
    return Array.isArray(found)
      ? found.map(entry => (isJsonObject(entry) && isJsonObject(entry['labels']) ? entry['labels'] : {}))
      : [];
  };
  const visible = (labels: JsonObject) =>
    Object.keys(labels)
      .filter(label => !internal(label))
      .sort();

  /** Each pod has an address of its own: the answers come in no order. */
  const pod = (change: Readonly<Record<string, string>>, i: number): JsonObject => ({
    targets: [`10.0.0.${i}:8000`],
    labels: {
      __meta_kubernetes_namespace: 'default',
      __meta_kubernetes_pod_container_name: 'app',
      __meta_kubernetes_pod_container_port_name: 'http',
      __meta_kubernetes_pod_container_port_number: '8000',
      __meta_kubernetes_pod_ip: `10.0.0.${i}`,
      __meta_kubernetes_pod_label_app_kubernetes_io_name: 'shop',
      __meta_kubernetes_pod_labelpresent_app_kubernetes_io_name: 'true',
      __meta_kubernetes_pod_name: 'shop-7d9f',
      __meta_kubernetes_pod_node_name: 'node-a',
      __meta_kubernetes_pod_phase: 'Running',
      ...change,
    },
  });
  const shop = jobs[0] ?? hostJob;
  const kubernetes = (await load('kubernetes')).site(stack);
  const pods = (job: ScrapeJob, ...changes: readonly Readonly<Record<string, string>>[]) =>
    discover(job, { static_configs: changes.map(pod) }, kubernetes.discover(job));

  test('on Kubernetes, for a running pod of that name and port', () => {
    const found = pods(
      shop,
      {},
      { __meta_kubernetes_pod_label_app_kubernetes_io_name: 'shop-worker' },
      { __meta_kubernetes_pod_container_port_number: '80' },
      { __meta_kubernetes_pod_phase: 'Succeeded' },
    );
    expect(found).toHaveLength(4);
    const [labels, ...others] = found.filter(each => Object.keys(each).length > 0);
    expect(others).toEqual([]);
    expect(visible(labels ?? {})).toEqual([...contract, 'node'].sort());
    expect(labels).toMatchObject({
      job: 'shop',
      instance: '10.0.0.0:8000',
      service: 'shop',
      team: 'sales',
      env: 'production',
      tier: '1',
      node: 'node-a',
    });
  });

  test('on Kubernetes, with what the job keeps', () => {
    const [labels] = pods({ ...shop, keep: ['pod', 'namespace', 'container'] }, {});
    expect(visible(labels ?? {})).toEqual([...contract, 'container', 'namespace', 'node', 'pod'].sort());
    expect(labels).toMatchObject({ container: 'app', namespace: 'default', pod: 'shop-7d9f' });
  });

  test('on Compose, for every kind of job', async () => {
    const site = (await load('compose')).site(stack);
    const found = [...jobs, hostJob].map(job => {
      const discovery = site.discover(job);
      return [job.id, discover(job, discovery.sd, discovery).map(visible)];
    });
    expect(found).toEqual([
      ['shop', [contract]],
      ['node', [[...contract, 'pod'].sort()]],
      ['legacy', [contract, contract]],
      ['probes', [[...contract, 'probe'].sort()]],
      ['docker', [contract]],
    ]);
  });

  test('a probe is sent to the prober and named by its own address', async () => {
    const probes = jobs.find(job => job.id === 'probes') ?? hostJob;
    const discovery = kubernetes.discover(probes);
    expect(discover(probes, discovery.sd, discovery)[0]).toMatchObject({
      __address__: 'blackbox-exporter:9115',
      __param_target: 'http://shop:8000/health',
      instance: 'http://shop:8000/health',
      probe: 'health',
    });
  });

  test('the configuration that Kubernetes discovery writes is one that Prometheus reads', () => {
    const discovery = kubernetes.discover(shop);
    const file = join(folder, 'kubernetes-sd.yml');
    const scrape = {
      job_name: shop.id,
      ...discovery.sd,
      relabel_configs: [...discovery.relabel, ...(discovery.last ?? [])].map(step => ({ ...step })),
    };
    writeFileSync(file, renderBody('yaml', { scrape_configs: [scrape] }));
    const result = run('promtool', ['check', 'config', '--syntax-only', file]);
    expect([result.status, readFileSync(file, 'utf8').includes('role: pod')]).toEqual([0, true]);
  });
});
