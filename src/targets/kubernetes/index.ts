import { readOptions } from '../read-options.ts';
import { defineTarget } from '../target.ts';

/** Options of the `kubernetes` target. */
export interface KubernetesOptions {
  /** Namespace of the stack. Default `monitoring`. */
  readonly namespace: string;
  /**
   * Namespace of workloads that read the host, where pod security is `privileged`. Default: the namespace with `-host`.
   */
  readonly hostNamespace: string;
  /**
   * Namespaces in which the watched services run. Default `['default']`. The first one is where services are called
   * by name; pods are discovered in all of them by the label `app.kubernetes.io/name`.
   */
  readonly applicationNamespaces: readonly string[];
  /** Domain under which people open the stack: `example.com` gives `https://grafana.example.com`. Default: the names of the services inside the cluster. */
  readonly domain?: string;
  /** Namespace of the ingress controller, which may then reach the ports that people open. Default: nobody but `kubectl port-forward`. */
  readonly ingressNamespace?: string;
  /** Storage class of the persistent volumes. Default: that of the cluster. */
  readonly storageClass?: string;
  /** Address ranges of the nodes, for workloads in the network of their host. Default: every address, on the ports in use. */
  readonly nodeCidrs: readonly string[];
  /** Address ranges of the Kubernetes API. Default: every address, on ports 443 and 6443. */
  readonly apiCidrs: readonly string[];
}

/** Every address, IPv4 and IPv6. */
const everywhere = ['0.0.0.0/0', '::/0'];

/** Plain manifests for `kubectl apply -f` and `kubectl apply -k`. */
export const kubernetes = defineTarget({
  kind: 'kubernetes',
  options: (input, path) =>
    readOptions<KubernetesOptions>(
      'kubernetes',
      {
        namespace: { kind: 'text' },
        hostNamespace: { kind: 'text' },
        applicationNamespaces: { kind: 'texts' },
        domain: { kind: 'text' },
        ingressNamespace: { kind: 'text' },
        storageClass: { kind: 'text' },
        nodeCidrs: { kind: 'texts' },
        apiCidrs: { kind: 'texts' },
      },
      input,
      path,
      given => {
        const namespace = given.namespace ?? 'monitoring';
        return {
          ...given,
          namespace,
          hostNamespace: given.hostNamespace ?? `${namespace}-host`,
          applicationNamespaces: given.applicationNamespaces ?? ['default'],
          nodeCidrs: given.nodeCidrs ?? everywhere,
          apiCidrs: given.apiCidrs ?? everywhere,
        };
      },
    ),
  example: { namespace: 'observability', applicationNamespaces: ['shop'], domain: 'example.com' },
  load: async () => (await import('./implementation.ts')).implementation,
});
