import type { Workload } from '../../ir/workload.ts';
import { askForSecrets, describeLogin, describeSecrets, neededSecrets } from '../secrets.ts';
import { type KubernetesDeployment, namespaceOf, ownNamespaces } from './layout.ts';
import { kubernetesSite } from './site.ts';

const fence = (lines: readonly string[]): string => ['```bash', ...lines, '```'].join('\n');

const secretCommands = ({ options }: KubernetesDeployment, workloads: readonly Workload[]): readonly string[] =>
  neededSecrets(workloads).flatMap(({ name, readers }) =>
    [...new Set(workloads.filter(w => readers.includes(w.id)).map(w => namespaceOf(options, w)))]
      .toSorted()
      .map(
        namespace =>
          `kubectl --namespace ${namespace} create secret generic ${name} --from-file=value=./secrets/${name}`,
      ),
  );

/** How to deploy the folder: the commands that work, in their order, and the secrets that must exist first. */
export const kubernetesReadme = (deployment: KubernetesDeployment, workloads: readonly Workload[]): string => {
  const { org, options, plan } = deployment;
  const secrets = neededSecrets(workloads);
  const site = kubernetesSite(deployment);
  const tasks = workloads.filter(w => w.kind === 'task');
  const people = workloads.filter(w => w.ports.some(port => port.audience === 'people'));
  const opened = people.map(w => {
    const port = w.ports.find(p => p.audience === 'people');
    const forward = `kubectl --namespace ${namespaceOf(options, w)} port-forward service/${w.id} ${port?.port}`;
    return `- \`${w.id}\`: ${site.externalUrl(w.id)}, or \`${forward}\`${describeLogin(w)}`;
  });
  const intake = workloads.flatMap(w =>
    w.ports
      .filter(port => port.audience === 'intake')
      .map(port => `- \`${w.id}\` ${port.name}: \`${w.id}.${namespaceOf(options, w)}.svc:${port.port}\``),
  );
  const watched = plan.services.map(
    service => `- \`${service.id}\`: ${service.ports.map(({ name, port }) => `${port} (${name})`).join(', ')}`,
  );
  const sections = [
    `# ${org} on Kubernetes`,
    'Needs Kubernetes 1.27 or newer, a default storage class (unless one is named) and a network plugin that enforces NetworkPolicy.',
    `Services are found in ${options.applicationNamespaces.map(n => `\`${n}\``).join(', ')}: their pods carry the label \`app.kubernetes.io/name\` with the service's name and declare the container port of their metrics. These namespaces must exist, and in the first of them a Kubernetes Service of each name and port below:`,
    ...(watched.length === 0 ? [] : [watched.join('\n')]),
    ...(secrets.length === 0
      ? []
      : [
          '## Secrets',
          'The manifests only refer to them. Each has one key, `value`, without a final newline.',
          describeSecrets(secrets),
          fence([
            ...askForSecrets('./secrets', secrets),
            'kubectl apply -f manifests/00-namespaces.yaml',
            ...secretCommands(deployment, workloads),
          ]),
        ]),
    '## Deploy',
    ...(tasks.length === 0
      ? []
      : [
          'A Job cannot be changed, so what ran before makes way first. Each may run any number of times.',
          fence(tasks.map(w => `kubectl --namespace ${namespaceOf(options, w)} delete job ${w.id} --ignore-not-found`)),
        ]),
    fence(['kubectl apply -k .']),
    '`kubectl apply -f manifests/` does the same.',
    fence(ownNamespaces(deployment).map(namespace => `kubectl --namespace ${namespace} get pods`)),
    ...(opened.length === 0
      ? []
      : [
          '## Open',
          ...(options.domain === undefined
            ? []
            : [
                options.ingressNamespace === undefined
                  ? 'The addresses need an Ingress of your own, and `ingressNamespace` in the options of this target: without it the network policies let nobody in.'
                  : `The addresses need an Ingress of your own; the network policies let the pods of \`${options.ingressNamespace}\` in.`,
              ]),
          opened.join('\n'),
        ]),
    ...(intake.length === 0 ? [] : ['## Send to', intake.join('\n')]),
  ];
  return `${sections.join('\n\n')}\n`;
};
