import { type Diagnostic, report } from '../../core/diagnostic.ts';
import { images } from '../../ir/images.ts';
import { checkPlan, refusedDiscoveries } from '../check-plan.ts';
import { findWorkload } from '../lookup.ts';
import {
  composeCycle,
  composeExposed,
  composePort,
  composeReplicas,
  targetName,
  targetOption,
  targetStorage,
} from '../problems.ts';
import { type ComposeDeployment, projectOf, publishedPorts, startsAfter } from './layout.ts';
import { keepableLabels } from './site.ts';

const loopback = ['127.0.0.1', '::1'];

const checkOptions = (deployment: ComposeDeployment, path: string): readonly Diagnostic[] => {
  const { options } = deployment;
  const project = projectOf(deployment);
  return [
    ...(/^[a-z0-9][a-z0-9_-]*$/.test(project)
      ? []
      : [
          report(
            targetName,
            path,
            `\`${project}\` cannot be the name of a Compose project.`,
            'Set `project`: lower case letters, digits, `-` and `_`.',
          ),
        ]),
    ...(/^(\.{0,2}\/)?[A-Za-z0-9._/-]+$/.test(options.secretsDirectory)
      ? []
      : [
          report(
            targetOption,
            path,
            `\`secretsDirectory\` of target \`compose\` is "${options.secretsDirectory}", which is no plain path.`,
            'Write it relative to compose.yaml, such as `./secrets`.',
          ),
        ]),
    ...(/^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/.test(options.bindAddress)
      ? []
      : [
          report(
            targetOption,
            path,
            `\`bindAddress\` of target \`compose\` is "${options.bindAddress}", which is no address.`,
            'Write an IP address such as `127.0.0.1`.',
          ),
        ]),
    ...(loopback.includes(options.bindAddress)
      ? []
      : [
          report(
            composeExposed,
            path,
            `Target \`compose\` publishes its ports on \`${options.bindAddress}\`, beyond this machine and without TLS.`,
            'Leave `bindAddress` out and put a proxy with TLS before the stack.',
          ),
        ]),
  ];
};

/** The members of a cycle of required edges through `start`, or nothing. */
const cycleFrom = ({ plan }: ComposeDeployment, start: string): readonly string[] | undefined => {
  const after = (id: string) => {
    const workload = findWorkload(plan, id);
    return workload === undefined ? [] : startsAfter(plan, workload);
  };
  const seen = new Set<string>();
  const walk = (id: string, trail: readonly string[]): readonly string[] | undefined => {
    for (const next of after(id)) {
      if (next === start) return trail;
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...trail, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, [start]);
};

const checkCycles = (deployment: ComposeDeployment): readonly Diagnostic[] =>
  deployment.plan.workloads.flatMap(({ id, path }) => {
    const cycle = cycleFrom(deployment, id);
    // Reported once, at its first member by name.
    if (cycle === undefined || cycle.some(member => member < id)) return [];
    const names = [...cycle, id].map(member => `\`${member}\``).join(' → ');
    return [
      report(
        composeCycle,
        path,
        `These workloads wait for each other to start: ${names}.`,
        'One of the connections must not be `required`.',
      ),
    ];
  });

const checkPorts = ({ plan }: ComposeDeployment): readonly Diagnostic[] => {
  const owners = new Map<string, string>();
  return plan.workloads.flatMap(workload =>
    publishedPorts(workload).flatMap(({ port, protocol }) => {
      const key = `${port}/${protocol}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? workload.id);
      return owner === undefined
        ? []
        : [
            report(
              composePort,
              workload.path,
              `\`${owner}\` and \`${workload.id}\` both publish the port ${port} of the machine.`,
              'Keep one of them inside the stack.',
            ),
          ];
    }),
  );
};

/** Findings about options and plan that would not run under Docker Compose. */
export const checkCompose = (deployment: ComposeDeployment, path: string): readonly Diagnostic[] => [
  ...checkOptions(deployment, path),
  ...checkPlan(deployment.plan, path, keepableLabels),
  ...refusedDiscoveries(deployment.plan, 'kubernetes', 'Compose', 'kubernetes'),
  ...checkPorts(deployment),
  ...checkCycles(deployment),
  ...deployment.plan.workloads.flatMap(workload => [
    ...(workload.replicas === 1
      ? []
      : [
          report(
            composeReplicas,
            workload.path,
            `\`${workload.id}\` asks for ${workload.replicas} replicas, and Compose runs one of each.`,
            'Use the profile `local` here, or deploy to Kubernetes.',
          ),
        ]),
    ...workload.storage
      .filter(({ size, mountPath }) => size !== undefined && !images[workload.image].owns.includes(mountPath))
      .map(({ mountPath }) =>
        report(
          targetStorage,
          workload.path,
          `The volume of \`${workload.id}\` at \`${mountPath}\` would belong to root, and the workload does not run as root.`,
          `The image can write ${images[workload.image].owns.map(owned => `\`${owned}\``).join(', ') || 'scratch space only'}.`,
        ),
      ),
  ]),
];
