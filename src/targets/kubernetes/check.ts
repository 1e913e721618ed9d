import { type Diagnostic, report } from '../../core/diagnostic.ts';
import { isDnsLabel } from '../../core/names.ts';
import { checkPlan, refusedDiscoveries } from '../check-plan.ts';
import { targetJob, targetName, targetOption, targetStorage } from '../problems.ts';
import type { KubernetesDeployment } from './layout.ts';
import { keepableLabels } from './site.ts';

const isLabelValue = (text: string): boolean => /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(text);
const isDomain = (text: string): boolean => text.split('.').every(isDnsLabel);
const isCidr = (text: string): boolean =>
  /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)\/[0-9]{1,3}$/.test(text);

const checkOptions = ({ org, options, plan }: KubernetesDeployment, path: string): readonly Diagnostic[] => {
  const names = [
    options.namespace,
    options.hostNamespace,
    ...options.applicationNamespaces,
    options.ingressNamespace ?? 'x',
  ];
  const domains = [options.domain, options.storageClass].filter(text => text !== undefined);
  return [
    ...[...new Set(names)]
      .filter(name => !isDnsLabel(name))
      .map(name =>
        report(
          targetName,
          path,
          `The namespace \`${name}\` is no DNS label.`,
          'Use at most 63 lower case letters, digits and `-`.',
        ),
      ),
    ...domains
      .filter(text => !isDomain(text))
      .map(text =>
        report(
          targetName,
          path,
          `\`${text}\` in the options of target \`kubernetes\` is no DNS name.`,
          'Write it without scheme, port and path, in lower case.',
        ),
      ),
    ...(isLabelValue(org)
      ? []
      : [
          report(
            targetName,
            path,
            `The name of the stack, \`${org}\`, cannot be the value of a Kubernetes label.`,
            'Use at most 63 letters, digits, `-`, `_` and `.`.',
          ),
        ]),
    ...(options.applicationNamespaces.length > 0
      ? []
      : [
          report(
            targetOption,
            path,
            'Target `kubernetes` has no `applicationNamespaces`.',
            'Name the namespaces in which the watched services run.',
          ),
        ]),
    ...(options.namespace !== options.hostNamespace || plan.workloads.every(w => w.host === undefined)
      ? []
      : [
          report(
            targetOption,
            path,
            `\`hostNamespace\` must not be \`${options.namespace}\`: workloads that read the host need a namespace without pod security.`,
            'Leave the option out.',
          ),
        ]),
    ...[...options.nodeCidrs, ...options.apiCidrs]
      .filter(cidr => !isCidr(cidr))
      .map(cidr =>
        report(
          targetOption,
          path,
          `"${cidr}" in the options of target \`kubernetes\` is no address range.`,
          'Write one such as `10.0.0.0/16`.',
        ),
      ),
  ];
};

/** Findings about options and plan that would not deploy to Kubernetes. */
export const checkKubernetes = (deployment: KubernetesDeployment, path: string): readonly Diagnostic[] => [
  ...checkOptions(deployment, path),
  ...checkPlan(deployment.plan, path, keepableLabels),
  ...refusedDiscoveries(deployment.plan, 'swarm', 'Kubernetes', 'compose'),
  ...deployment.plan.jobs
    .filter(job => job.targets.kind === 'host')
    .map(job =>
      report(
        targetJob,
        job.path,
        `Job \`${job.id}\` scrapes the host itself, which has no address inside a cluster.`,
        'Give the job `only` with the targets that have it, such as `compose`.',
      ),
    ),
  ...deployment.plan.workloads
    .filter(w => (w.kind === 'daemon' || w.kind === 'task') && w.storage.some(s => s.size !== undefined))
    .map(w =>
      report(
        targetStorage,
        w.path,
        `\`${w.id}\` is a ${w.kind} and cannot have storage with a \`size\` on Kubernetes.`,
        'Leave the size out for scratch space, or run it as `stateful`.',
      ),
    ),
];
