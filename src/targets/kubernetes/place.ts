import type { Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { compareText } from '../../core/diagnostic.ts';
import { type JsonObject, pointer } from '../../core/json.ts';
import type { Artefact, Document } from '../../ir/artefact.ts';
import type { Workload } from '../../ir/workload.ts';
import { checkArtefacts } from '../check-plan.ts';
import type { Placement } from '../target.ts';
import { addAccess, addNamespaces } from './access.ts';
import { type Configuration, configurationOf } from './config-maps.ts';
import { addController, addServices } from './controllers.ts';
import { type KubernetesDeployment, namespaceOf, workloadLabels } from './layout.ts';
import { addNetworkPolicies } from './network-policies.ts';
import { objectsOf } from './objects.ts';
import { podTemplate } from './pod.ts';
import { kubernetesReadme } from './readme.ts';
import { kubernetesSite } from './site.ts';

const manifest = (name: string, objects: readonly JsonObject[], origins: Document['origins']): readonly Document[] =>
  objects.length === 0 ? [] : [{ path: `manifests/${name}.yaml`, format: 'stream', body: objects, origins }];

const addConfigMaps = (
  chart: Chart,
  { org, options }: KubernetesDeployment,
  workload: Workload,
  { entries }: Configuration,
): void => {
  for (const name of new Set(entries.map(entry => entry.map)))
    new ConfigMap(chart, name, {
      metadata: { name, namespace: namespaceOf(options, workload), labels: workloadLabels(org, workload) },
      data: Object.fromEntries(entries.filter(entry => entry.map === name).map(({ key, text }) => [key, text])),
    });
};

/** Which construct each file of a manifest of ConfigMaps came from. */
const configOrigins = (workload: Workload, { entries }: Configuration): Document['origins'] => {
  const maps = [...new Set(entries.map(entry => entry.map))];
  return {
    '': workload.path,
    ...Object.fromEntries(
      entries.flatMap(({ artefact, map, key }) => {
        const origin = artefact.origins[''];
        return origin === undefined ? [] : [[pointer(maps.indexOf(map), 'data', key), origin]];
      }),
    ),
  };
};

/** The manifests, flat and numbered so that `kubectl apply -f` takes them in order, with a kustomization above them. */
export const place = (deployment: KubernetesDeployment, artefacts: readonly Artefact[], path: string): Placement => {
  const site = kubernetesSite(deployment);
  const workloads = deployment.plan.workloads.toSorted((a, b) => compareText(a.id, b.id));
  const placed = workloads.map(workload => {
    const own = artefacts.filter(artefact => artefact.reader === workload.id);
    return { workload, configuration: configurationOf(workload, own, path) };
  });
  const stack = { '': path };
  const manifests = [
    ...manifest(
      '00-namespaces',
      objectsOf(chart => addNamespaces(chart, deployment)),
      stack,
    ),
    ...manifest(
      '10-access',
      objectsOf(chart => addAccess(chart, deployment, workloads)),
      stack,
    ),
    ...placed.flatMap(({ workload, configuration }) =>
      manifest(
        `20-config-${workload.id}`,
        objectsOf(chart => addConfigMaps(chart, deployment, workload, configuration)),
        configOrigins(workload, configuration),
      ),
    ),
    ...placed.flatMap(({ workload, configuration }) =>
      manifest(
        `${workload.kind === 'task' ? '35-task' : '30-workload'}-${workload.id}`,
        objectsOf(chart => {
          addServices(chart, deployment, workload);
          addController(chart, deployment, workload, podTemplate(deployment, site, workload, configuration));
        }),
        { '': workload.path },
      ),
    ),
    ...manifest(
      '40-network-policies',
      objectsOf(chart => addNetworkPolicies(chart, deployment, workloads)),
      stack,
    ),
  ].toSorted((a, b) => compareText(a.path, b.path));
  return {
    files: [
      {
        path: 'kustomization.yaml',
        format: 'yaml',
        body: {
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          // The order of the list: namespaces come first because they are listed first.
          sortOptions: { order: 'fifo' },
          resources: manifests.map(file => file.path),
        },
        origins: stack,
      },
      { path: 'README.md', format: 'text', body: kubernetesReadme(deployment, workloads), origins: stack },
      ...manifests,
    ],
    diagnostics: [
      ...checkArtefacts(deployment.plan, artefacts, path),
      ...placed.flatMap(({ configuration }) => configuration.diagnostics),
    ],
  };
};
