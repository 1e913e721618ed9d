import { describe, expect, test } from 'vitest';
import type { Synthesis } from '../../src/synth/synthesize.ts';
import { alertsOf, stackUsing } from './synthesized.ts';

const controlPlane = (platform: string) => stackUsing({ kind: 'kubernetesControlPlane', options: { platform } });

const jobsOf = ({ plan }: Synthesis): readonly string[] =>
  (plan?.jobs ?? []).map(({ id }) => id).filter(id => id.startsWith('kube'));

const rowsOf = ({ files }: Synthesis, uid: string): readonly string[] =>
  [...(files.get(`dashboards/platform/${uid}.json`) ?? '').matchAll(/"title": "([^"]+)",\s+"type": "row"/g)].map(
    ([, title = '']) => title,
  );

const access = ({ files }: Synthesis): string => files.get('dist/kubernetes/manifests/10-access.yaml') ?? '';

describe('the control plane', () => {
  test.each([
    [
      'kubeadm',
      ['kubernetes-apiserver', 'kubernetes-controller-manager', 'kubernetes-etcd', 'kubernetes-scheduler'],
      ['EtcdNoLeader', 'KubernetesApiServerDown', 'KubernetesControllerManagerDown', 'KubernetesSchedulerDown'],
    ],
    [
      'eks',
      ['kubernetes-apiserver', 'kubernetes-controller-manager', 'kubernetes-scheduler'],
      ['KubernetesApiServerDown', 'KubernetesControllerManagerDown', 'KubernetesSchedulerDown'],
    ],
    ['gke', ['kubernetes-apiserver'], ['KubernetesApiServerDown']],
    ['aks', ['kubernetes-apiserver'], ['KubernetesApiServerDown']],
  ])('on %s has the jobs and alerts of what the platform exposes', async (platform, jobs, alerts) => {
    const synthesis = await controlPlane(platform);
    expect(synthesis.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(jobsOf(synthesis)).toEqual(jobs);
    expect(
      [...alertsOf(synthesis).keys()].filter(name => /Down$|NoLeader$/.test(name) && /^(Etcd|Kube)/.test(name)).sort(),
    ).toEqual(alerts);
  });

  test('on GKE shows the API server, and neither scheduler nor etcd', async () => {
    const text = (await controlPlane('gke')).files.get('dashboards/platform/stack-kubernetes-control-plane.json') ?? '';
    expect(text).toContain('apiserver_request_total');
    expect(text).not.toMatch(/scheduler_|etcd_|workqueue_/);
  });

  test('on EKS reads scheduler and controller manager through the API server, and may do so', async () => {
    const synthesis = await controlPlane('eks');
    expect(synthesis.plan?.jobs.find(({ id }) => id === 'kubernetes-scheduler')?.metricsPath).toBe(
      '/apis/metrics.eks.amazonaws.com/v1/ksh/container/metrics',
    );
    expect(access(synthesis)).toMatch(
      /- metrics\.eks\.amazonaws\.com\n\s+resourceNames: \[\]\n\s+resources:\n\s+- ksh\/metrics/,
    );
  });

  test('sends the token of its account to nobody who speaks plain HTTP', async () => {
    const { plan } = await controlPlane('kubeadm');
    expect(plan?.jobs.filter(({ scheme, account }) => scheme === 'http' && account !== undefined)).toEqual([]);
    expect(plan?.jobs.filter(({ account }) => account !== undefined).map(({ id }) => id)).toContain(
      'kubernetes-apiserver',
    );
  });

  test('refuses a platform that it does not know', async () => {
    const { diagnostics } = await controlPlane('openshift');
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['OPTION', '`platform` of kubernetesControlPlane() must be kubeadm, eks, gke, aks, not "openshift".'],
    ]);
  });
});

describe('what exists on Kubernetes only', () => {
  const uses = [
    { kind: 'kubelet', options: {} },
    { kind: 'kubeStateMetrics', options: { pods: 200 } },
    { kind: 'kubernetesControlPlane', options: { platform: 'kubeadm' } },
  ];

  test('has no rule and no job in Compose, where its absence would look like an outage', async () => {
    const { files } = await stackUsing(...uses);
    const compose = [...files].filter(([path]) => path.startsWith('dist/compose/config/prometheus/'));
    expect(compose.length).toBeGreaterThan(3);
    expect(compose.filter(([, text]) => /kube[-_]|kubelet|kubernetes/.test(text)).map(([path]) => path)).toEqual([]);
  });

  test('has its rules on Kubernetes', async () => {
    const { files } = await stackUsing(...uses);
    const rules = [...files].filter(
      ([path, text]) => path.startsWith('dist/kubernetes/') && text.includes('NodeNotReady'),
    );
    expect(rules.map(([path]) => path)).toContain('dist/kubernetes/manifests/20-config-prometheus.yaml');
  });

  test('may list the objects that it tells of, and no secret', async () => {
    const text = access(await stackUsing(...uses));
    const [role = ''] = /name: acme-kube-state-metrics-objects\nrules:[\s\S]*?\n---/.exec(text) ?? [];
    expect([...role.matchAll(/resources:\n\s+- (\w+)/g)].map(([, kind]) => kind).sort()).toEqual([
      'daemonsets',
      'deployments',
      'jobs',
      'nodes',
      'pods',
      'statefulsets',
    ]);
    expect(role).not.toContain('secrets');
  });

  test('gets the metrics of nodes, and no more, with the account of Prometheus', async () => {
    const text = access(await stackUsing({ kind: 'kubelet', options: {} }));
    const [role = ''] = /name: acme-prometheus-metrics\nrules:[\s\S]*?\n---/.exec(text) ?? [];
    expect([...role.matchAll(/- ([^\s:]+)$/gm)].map(([, word]) => word)).toEqual([
      "''",
      'nodes/metrics',
      'get',
      '/metrics',
      'get',
    ]);
  });

  test('is not granted where nothing needs it', async () => {
    expect(access(await stackUsing())).not.toMatch(/nodes\/metrics|kube-state-metrics/);
  });

  test('shows its rows', async () => {
    expect(rowsOf(await stackUsing(...uses), 'stack-kubelet')).toEqual(['Now', 'Containers']);
  });
});
