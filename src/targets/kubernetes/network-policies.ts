import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { compareText } from '../../core/diagnostic.ts';
import { anyPort, type Edge, type Workload } from '../../ir/workload.ts';
import { findService, findWorkload, portNumber } from '../lookup.ts';
import { blocks, externalPeers, namespaceLabel } from './external-peers.ts';
import {
  type KubernetesDeployment,
  nameLabel,
  namespaceOf,
  ownNamespaces,
  selectorLabels,
  stackLabels,
  workloadLabels,
} from './layout.ts';

/** Who is at the other end of an edge, seen from the namespace of the policy. */
const peers = (
  deployment: KubernetesDeployment,
  namespace: string,
  id: string,
  address: string | undefined,
): readonly k8s.NetworkPolicyPeer[] => {
  const { org, options, plan } = deployment;
  const workload = findWorkload(plan, id);
  if (workload !== undefined) {
    // Pods in the network of their host have the address of the node, which no pod selector matches.
    if (workload.host?.network === true) return blocks(options.nodeCidrs);
    const other = namespaceOf(options, workload);
    const podSelector = { matchLabels: selectorLabels(org, id) };
    return other === namespace
      ? [{ podSelector }]
      : [{ namespaceSelector: { matchLabels: { [namespaceLabel]: other } }, podSelector }];
  }
  if (findService(plan, id) !== undefined)
    return options.applicationNamespaces.map(name => ({
      namespaceSelector: { matchLabels: { [namespaceLabel]: name } },
      podSelector: { matchLabels: { [nameLabel]: id } },
    }));
  return externalPeers(address ?? '');
};

const portsOf = ({ plan }: KubernetesDeployment, { to, port }: Edge): k8s.NetworkPolicyPort[] => {
  const protocol = findWorkload(plan, to)?.ports.find(p => p.name === port)?.protocol ?? 'TCP';
  return port === anyPort
    ? [{ protocol }]
    : [{ port: k8s.IntOrString.fromNumber(portNumber(plan, to, port)), protocol }];
};

/** Edges in a fixed order, each connection once, whatever its purposes. */
const distinct = (edges: readonly Edge[]): readonly Edge[] => {
  const keyOf = ({ from, to, port, address }: Edge) => [from, to, port, address ?? ''].join('\0');
  return [...new Map(edges.map(edge => [keyOf(edge), edge])).entries()]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, edge]) => edge);
};

/** Two receivers on the internet need one rule. */
const withoutRepeats = <Rule>(rules: readonly Rule[]): Rule[] => [
  ...new Map(rules.map(rule => [JSON.stringify(rule), rule])).values(),
];

/** One rule per edge at this end, and what the workload needs beyond the edges. */
const policySpec = (deployment: KubernetesDeployment, workload: Workload): k8s.NetworkPolicySpec => {
  const { org, options, plan } = deployment;
  const namespace = namespaceOf(options, workload);
  const edges = distinct(plan.edges);
  const people = workload.ports.filter(port => port.audience === 'people');
  const ingress: k8s.NetworkPolicyIngressRule[] = edges
    .filter(edge => edge.to === workload.id)
    .map(edge => ({
      from: [...peers(deployment, namespace, edge.from, undefined)],
      ports: portsOf(deployment, edge),
    }));
  if (options.ingressNamespace !== undefined && people.length > 0)
    ingress.push({
      from: [{ namespaceSelector: { matchLabels: { [namespaceLabel]: options.ingressNamespace } } }],
      ports: people.map(({ port, protocol }) => ({ port: k8s.IntOrString.fromNumber(port), protocol })),
    });
  const egress: k8s.NetworkPolicyEgressRule[] = edges
    .filter(edge => edge.from === workload.id)
    .map(edge => ({ to: [...peers(deployment, namespace, edge.to, edge.address)], ports: portsOf(deployment, edge) }));
  if (workload.api !== undefined)
    egress.push({
      to: [...blocks(options.apiCidrs)],
      ports: [443, 6443].map(port => ({ port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' })),
    });
  return {
    podSelector: { matchLabels: selectorLabels(org, workload.id) },
    policyTypes: ['Egress', 'Ingress'],
    ...(ingress.length === 0 ? {} : { ingress: withoutRepeats(ingress) }),
    ...(egress.length === 0 ? {} : { egress: withoutRepeats(egress) }),
  };
};

/**
 * Denies everything in the stack's namespaces, then allows names to be resolved and each edge of the plan at both ends.
 * Pods in the network of their host are beyond the reach of policies and get none.
 */
export const addNetworkPolicies = (
  chart: Chart,
  deployment: KubernetesDeployment,
  workloads: readonly Workload[],
): void => {
  for (const namespace of ownNamespaces(deployment)) {
    const add = (name: string, spec: k8s.NetworkPolicySpec) =>
      new k8s.KubeNetworkPolicy(chart, `${namespace}-${name}`, {
        metadata: { name, namespace, labels: stackLabels(deployment.org) },
        spec,
      });
    add('default-deny', { podSelector: {}, policyTypes: ['Egress', 'Ingress'] });
    add('allow-dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          // The second is the fixed address of the node-local DNS cache.
          to: [
            { namespaceSelector: { matchLabels: { [namespaceLabel]: 'kube-system' } } },
            { ipBlock: { cidr: '169.254.20.10/32' } },
          ],
          ports: ['TCP', 'UDP'].map(protocol => ({ port: k8s.IntOrString.fromNumber(53), protocol })),
        },
      ],
    });
  }
  for (const workload of workloads) {
    if (workload.host?.network === true) continue;
    new k8s.KubeNetworkPolicy(chart, `policy-${workload.id}`, {
      metadata: {
        name: workload.id,
        namespace: namespaceOf(deployment.options, workload),
        labels: workloadLabels(deployment.org, workload),
      },
      spec: policySpec(deployment, workload),
    });
  }
};
