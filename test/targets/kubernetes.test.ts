import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { imageReference, images } from '../../src/ir/images.ts';
import { latestVersions } from '../../src/ir/versions.ts';
import { at, bodyOf, load, objectNamed, objectsIn } from './load.ts';
import { artefacts, plan, reversed, stack, workloads } from './plan-fixture.ts';

const place = async (options: object = {}) => (await load('kubernetes', options)).place(stack, artefacts, 'fixture');
const { files, diagnostics } = await place();
const controllers = {
  'node-exporter': 'DaemonSet',
  'elasticsearch-setup': 'Job',
  grafana: 'StatefulSet',
  elasticsearch: 'StatefulSet',
  prometheus: 'StatefulSet',
};
const kindOf = (id: string) => new Map(Object.entries(controllers)).get(id) ?? 'Deployment';
const podOf = (id: string) => at(objectNamed(files, kindOf(id), id), 'spec', 'template', 'spec');
const containersOf = (id: string): readonly JsonObject[] => {
  const list = at(podOf(id), 'containers');
  return Array.isArray(list) ? list : [];
};
describe('the folder', () => {
  test('is flat and in the order in which it is applied', () => {
    expect(diagnostics).toEqual([]);
    const manifests = files.map(file => file.path).filter(path => path.startsWith('manifests/'));
    expect(manifests).toEqual([
      'manifests/00-namespaces.yaml',
      'manifests/10-access.yaml',
      ...['blackbox-exporter', 'elasticsearch-setup', 'elasticsearch', 'grafana', 'otel-collector', 'prometheus'].map(
        id => `manifests/20-config-${id}.yaml`,
      ),
      ...['blackbox-exporter', 'elasticsearch', 'grafana', 'node-exporter', 'otel-collector', 'prometheus'].map(
        id => `manifests/30-workload-${id}.yaml`,
      ),
      'manifests/35-task-elasticsearch-setup.yaml',
      'manifests/40-network-policies.yaml',
    ]);
    expect(bodyOf(files, 'kustomization.yaml')).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      sortOptions: { order: 'fifo' },
      resources: manifests,
    });
  });

  test('is the same whatever the order of the plan', async () => {
    const target = await load('kubernetes');
    expect(JSON.stringify(target.place(stack, artefacts, 'fixture'))).toBe(JSON.stringify({ files, diagnostics }));
    expect(JSON.stringify(target.place(reversed, artefacts.toReversed(), 'fixture'))).toBe(
      JSON.stringify({ files, diagnostics }),
    );
  });

  test('tells how to make every secret and contains none', () => {
    const readme = bodyOf(files, 'README.md');
    expect(readme).toContain(
      'kubectl --namespace monitoring create secret generic admin-password --from-file=value=./secrets/admin-password\n',
    );
    expect(readme).toContain('- `search-password`, read by `elasticsearch`, `elasticsearch-setup`\n');
    expect(readme).toContain('Services are found in `default`');
    expect(readme).toContain('kubectl apply -k .\n');
    expect(readme).toContain('kubectl --namespace monitoring delete job elasticsearch-setup --ignore-not-found\n');
    expect(objectsIn(files).filter(object => object['kind'] === 'Secret')).toEqual([]);
  });

  test('names every file for the construct it came from', () => {
    expect(files.find(file => file.path === 'manifests/30-workload-grafana.yaml')?.origins).toEqual({
      '': 'fixture/grafana',
    });
    expect(files.find(file => file.path === 'manifests/20-config-prometheus.yaml')?.origins).toEqual({
      '': 'fixture/prometheus',
      '/0/data/prometheus.yml': 'fixture/prometheus',
      '/0/data/shop.yml': 'fixture/prometheus',
    });
  });
});

describe('namespaces and accounts', () => {
  test.each([
    { name: 'monitoring', level: 'restricted' },
    { name: 'monitoring-host', level: 'privileged' },
  ])('$name enforces $level', ({ name, level }) => {
    expect(at(objectNamed(files, 'Namespace', name), 'metadata', 'labels')).toEqual({
      'app.kubernetes.io/managed-by': 'sightline',
      'app.kubernetes.io/part-of': 'fixture',
      'pod-security.kubernetes.io/enforce': level,
    });
  });

  test('every object but the namespaces has a namespace', () => {
    const spaces = objectsIn(files)
      .filter(o => o['kind'] !== 'Namespace')
      .map(o => at(o, 'metadata', 'namespace'));
    expect(new Set(spaces)).toEqual(new Set(['monitoring', 'monitoring-host', 'default']));
  });

  test('only discovery may ask the API, and only for pods where targets run', () => {
    const roles = objectsIn(files).filter(o => o['kind'] === 'Role');
    expect(roles.map(role => [at(role, 'metadata', 'name'), at(role, 'metadata', 'namespace'), role['rules']])).toEqual(
      ['default', 'monitoring-host'].map(namespace => [
        'prometheus',
        namespace,
        [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      ]),
    );
    expect(at(objectNamed(files, 'RoleBinding', 'prometheus'), 'subjects', 0)).toEqual({
      apiGroup: '',
      kind: 'ServiceAccount',
      name: 'prometheus',
      namespace: 'monitoring',
    });
    expect(workloads.filter(({ id }) => at(podOf(id), 'automountServiceAccountToken') === true).map(w => w.id)).toEqual(
      ['prometheus'],
    );
    expect(
      workloads.map(({ id }) => at(objectNamed(files, 'ServiceAccount', id), 'automountServiceAccountToken')),
    ).toEqual(workloads.map(() => false));
  });
});

describe('pods', () => {
  test.each(workloads.map(({ id, image }) => ({ id, image })))(
    '$id runs as the numeric user of its image, without privileges',
    ({ id, image }) => {
      const { user, group, readOnlyRoot } = images[image];
      expect(at(podOf(id), 'securityContext')).toEqual({
        fsGroup: group,
        fsGroupChangePolicy: 'OnRootMismatch',
        runAsGroup: group,
        runAsNonRoot: true,
        runAsUser: user,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(containersOf(id)[0]?.['securityContext']).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: readOnlyRoot === true,
      });
      expect(at(podOf(id), 'enableServiceLinks')).toBe(false);
      expect(at(podOf(id), 'serviceAccountName')).toBe(id);
    },
  );

  test('every image is pinned', () => {
    const references = workloads.flatMap(({ id }) => containersOf(id).map(container => container['image']));
    expect(references).toContain(imageReference('config-reloader', latestVersions));
    for (const reference of references) expect(reference).toMatch(/:v?[0-9]+\.[0-9]+\.[0-9]+$/);
  });

  test('probes, resources and literal dollar signs', () => {
    const [main] = containersOf('prometheus');
    const healthy = { httpGet: { path: '/-/healthy', port: 'http' }, timeoutSeconds: 5 };
    expect(main).toMatchObject({
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--web.external-url=http://prometheus.monitoring.svc:9090',
        '--literal=$$(HOME) $$HOME',
      ],
      readinessProbe: {
        httpGet: { path: '/-/ready', port: 'http' },
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      },
      livenessProbe: { ...healthy, periodSeconds: 15, failureThreshold: 4 },
      startupProbe: { ...healthy, periodSeconds: 10, failureThreshold: 90 },
      resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1536Mi' } },
      ports: [{ name: 'http', containerPort: 9090, protocol: 'TCP' }],
    });
    expect(containersOf('blackbox-exporter')[0]?.['readinessProbe']).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(containersOf('elasticsearch')[0]?.['readinessProbe']).toMatchObject({
      exec: { command: ['check', '$HOME'] },
    });
  });

  test('secrets are files that only the group of the pod can read', () => {
    expect(at(podOf('grafana'), 'volumes')).toContainEqual({
      name: 'mounted-secrets',
      projected: {
        defaultMode: 0o440,
        sources: [{ secret: { name: 'admin-password', items: [{ key: 'value', path: 'admin-password' }] } }],
      },
    });
    expect(containersOf('grafana')[0]?.['volumeMounts']).toContainEqual({
      name: 'mounted-secrets',
      mountPath: '/run/secrets/sightline',
      readOnly: true,
    });
    expect(containersOf('grafana')[0]?.['env']).toEqual([
      { name: 'GF_SECURITY_ADMIN_PASSWORD__FILE', value: '/run/secrets/sightline/admin-password' },
      { name: 'GF_SERVER_ROOT_URL', value: 'http://grafana.monitoring.svc:3000' },
      { name: 'METRICS_URL', value: 'http://prometheus:9090' },
    ]);
  });

  test('what is written lies on a volume, what must last on a claim', async () => {
    expect(containersOf('elasticsearch')[0]?.['volumeMounts']).toEqual([
      {
        name: 'mounted-files',
        mountPath: '/usr/share/elasticsearch/config/elasticsearch.yml',
        subPath: 'elasticsearch.yml',
        readOnly: true,
      },
      { name: 'mounted-secrets', mountPath: '/run/secrets/sightline', readOnly: true },
      { name: 'data', mountPath: '/usr/share/elasticsearch/data' },
      { name: 'scratch-tmp', mountPath: '/tmp' },
      { name: 'scratch-usr-share-elasticsearch-logs', mountPath: '/usr/share/elasticsearch/logs' },
    ]);
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };
    expect(at(objectNamed(files, 'StatefulSet', 'elasticsearch'), 'spec', 'volumeClaimTemplates')).toEqual([
      { metadata: { name: 'data' }, spec: claim },
    ]);
    const fast = await place({ storageClass: 'fast' });
    expect(
      at(objectNamed(fast.files, 'StatefulSet', 'elasticsearch'), 'spec', 'volumeClaimTemplates', 0, 'spec'),
    ).toEqual({ ...claim, storageClassName: 'fast' });
  });

  test('a workload that reloads is watched by a sidecar, any other is replaced when its files change', async () => {
    expect(at(podOf('prometheus'), 'volumes', 0)).toEqual({
      name: 'mounted-config',
      projected: {
        sources: [
          {
            configMap: {
              name: 'prometheus-config',
              items: [
                { key: 'prometheus.yml', path: 'prometheus.yml' },
                { key: 'shop.yml', path: 'rules/shop.yml' },
              ],
            },
          },
        ],
      },
    });
    expect(containersOf('prometheus')[1]).toMatchObject({
      name: 'config-reloader',
      args: [
        '--reload-url=http://127.0.0.1:9090/-/reload',
        '--watch-interval=1m',
        '--watched-dir=/etc/prometheus',
        '--watched-dir=/etc/prometheus/rules',
      ],
      volumeMounts: [{ name: 'mounted-config', mountPath: '/etc/prometheus', readOnly: true }],
    });
    const changed = artefacts.map(artefact => ({ ...artefact, body: 'changed' }));
    const after = (await load('kubernetes')).place(stack, changed, 'fixture').files;
    const annotations = (from: typeof files, id: string) =>
      at(objectNamed(from, kindOf(id), id), 'spec', 'template', 'metadata', 'annotations');
    expect(annotations(after, 'prometheus')).toBeUndefined();
    expect(annotations(files, 'blackbox-exporter')).toEqual({
      'checksum/config': expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(annotations(after, 'blackbox-exporter')).not.toEqual(annotations(files, 'blackbox-exporter'));
  });

  test('what reads the host does so read-only, on every node', () => {
    expect(podOf('node-exporter')).toMatchObject({
      hostNetwork: true,
      hostPID: true,
      dnsPolicy: 'ClusterFirstWithHostNet',
      tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
    });
    expect(at(podOf('node-exporter'), 'volumes')).toContainEqual({ name: 'host-root', hostPath: { path: '/' } });
    expect(containersOf('node-exporter')[0]?.['volumeMounts']).toContainEqual({
      name: 'host-root',
      mountPath: '/host/root',
      mountPropagation: 'HostToContainer',
      readOnly: true,
    });
  });

  test('scratch space that is declared is not mounted twice', async () => {
    const storage = [{ name: 'work', mountPath: '/tmp' }];
    const changed = { ...plan, workloads: workloads.map(w => (w.id === 'blackbox-exporter' ? { ...w, storage } : w)) };
    const placed = (await load('kubernetes')).place({ ...stack, plan: changed }, artefacts, 'fixture').files;
    const pod = at(objectNamed(placed, 'Deployment', 'blackbox-exporter'), 'spec', 'template', 'spec');
    expect(at(pod, 'containers', 0, 'volumeMounts', 1)).toEqual({ name: 'work', mountPath: '/tmp' });
    expect(at(pod, 'volumes', 1)).toEqual({ name: 'work', emptyDir: {} });
    expect(at(pod, 'volumes', 2)).toBeUndefined();
  });

  test('a task is tried again, and removes itself when it is done', () => {
    expect(at(objectNamed(files, 'Job', 'elasticsearch-setup'), 'spec')).toMatchObject({
      backoffLimit: 20,
      ttlSecondsAfterFinished: 3600,
    });
    expect(at(podOf('elasticsearch-setup'), 'restartPolicy')).toBe('OnFailure');
  });

  test('replicas start together, because they wait for each other', () => {
    expect(at(objectNamed(files, 'StatefulSet', 'elasticsearch'), 'spec', 'podManagementPolicy')).toBe('Parallel');
  });

  test('replicas are kept apart and are evicted one at a time', async () => {
    expect(objectsIn(files).filter(o => o['kind'] === 'PodDisruptionBudget')).toEqual([]);
    const replicated = { ...plan, workloads: workloads.map(w => (w.kind === 'stateful' ? { ...w, replicas: 3 } : w)) };
    const ha = (await load('kubernetes')).place({ ...stack, plan: replicated }, artefacts, 'fixture').files;
    expect(at(objectNamed(ha, 'PodDisruptionBudget', 'prometheus'), 'spec')).toMatchObject({ maxUnavailable: 1 });
    const pod = at(objectNamed(ha, 'StatefulSet', 'prometheus'), 'spec', 'template', 'spec');
    expect(
      at(pod, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 0, 'topologyKey'),
    ).toBe('kubernetes.io/hostname');
    expect(at(pod, 'topologySpreadConstraints', 0, 'topologyKey')).toBe('topology.kubernetes.io/zone');
  });
});

describe('services', () => {
  test('a StatefulSet has a second, headless one that names its pods before they are ready', () => {
    expect(at(objectNamed(files, 'Service', 'prometheus-headless'), 'spec')).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: [{ name: 'http', port: 9090, targetPort: 9090, protocol: 'TCP' }],
    });
    expect(at(objectNamed(files, 'StatefulSet', 'prometheus'), 'spec', 'serviceName')).toBe('prometheus-headless');
    const named = objectsIn(files)
      .filter(o => o['kind'] === 'Service')
      .map(o => at(o, 'metadata', 'name'));
    expect(named).toEqual([
      'blackbox-exporter',
      'elasticsearch',
      'elasticsearch-headless',
      'grafana',
      'grafana-headless',
      'node-exporter',
      'otel-collector',
      'prometheus',
      'prometheus-headless',
    ]);
  });
});
