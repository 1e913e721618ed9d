import { type Diagnostic, report } from '../core/diagnostic.ts';
import { isDnsLabel, suggest } from '../core/names.ts';
import type { Artefact } from '../ir/artefact.ts';
import type { TargetDiscovery } from '../ir/discovery.ts';
import type { Plan } from '../ir/plan.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import { anyPort } from '../ir/workload.ts';
import { findPort, findService, findWorkload } from './lookup.ts';
import { targetEdge, targetJob, targetKeep, targetName, targetReader } from './problems.ts';
import { parseQuantity } from './quantity.ts';

const portNames = (plan: Plan, id: string): readonly string[] =>
  (findWorkload(plan, id) ?? findService(plan, id))?.ports.map(port => port.name) ?? [];

const checkEdges = (plan: Plan, path: string): readonly Diagnostic[] => {
  const known = [...plan.workloads, ...plan.services].map(item => item.id);
  return plan.edges.flatMap(({ from, to, port, address }) => {
    const at = findWorkload(plan, from)?.path ?? path;
    const missing = [from, ...(to === 'external' ? [] : [to])].filter(id => !known.includes(id));
    if (missing.length > 0)
      return missing.map(id =>
        report(
          targetEdge,
          at,
          `The connection from \`${from}\` to \`${to}\` names \`${id}\`, which the stack neither runs nor watches.`,
          suggest(id, known),
        ),
      );
    if (to === 'external' && address === undefined)
      return [
        report(
          targetEdge,
          at,
          `A connection of \`${from}\` leaves the stack for an address that it does not name.`,
          'Give the edge an `address`.',
        ),
      ];
    if ((to === 'external' && port === anyPort) || findPort(plan, to, port) !== undefined) return [];
    return [
      report(
        targetEdge,
        at,
        `The connection from \`${from}\` to \`${to}\` uses the port \`${port}\`, which \`${to}\` does not have.`,
        suggest(port, portNames(plan, to)),
      ),
    ];
  });
};

/** What Kubernetes takes for a port name (RFC 6335). */
const isPortName = (name: string): boolean =>
  isDnsLabel(name) && name.length <= 15 && /[a-z]/.test(name) && !name.includes('--');

const checkNames = (plan: Plan): readonly Diagnostic[] =>
  plan.workloads.flatMap(workload => [
    ...(isDnsLabel(workload.id) && workload.id.length <= 52
      ? []
      : [
          report(
            targetName,
            workload.path,
            `The workload name \`${workload.id}\` is no DNS label of at most 52 characters.`,
            'Use lower case letters, digits and `-`.',
          ),
        ]),
    ...workload.ports
      .filter(({ name }, i) => !isPortName(name) || workload.ports.findIndex(port => port.name === name) !== i)
      .map(({ name }) =>
        report(
          targetName,
          workload.path,
          `\`${workload.id}\` cannot have a port named \`${name}\`, or has it twice.`,
          'Use at most 15 lower case letters, digits and `-`, with a letter among them.',
        ),
      ),
    ...workload.secrets
      .filter(({ secret }) => !isDnsLabel(secret))
      .map(({ secret }) =>
        report(
          targetName,
          workload.path,
          `The secret name \`${secret}\` is no DNS label.`,
          'Use lower case letters, digits and `-`.',
        ),
      ),
    ...[workload.cpu, workload.memory, workload.memoryLimit, ...workload.storage.flatMap(s => s.size ?? [])]
      .filter(quantity => parseQuantity(quantity) === undefined)
      .map(quantity =>
        report(
          targetName,
          workload.path,
          `\`${quantity}\` of \`${workload.id}\` is no quantity.`,
          'Write a number with a unit, such as `500m` or `2Gi`.',
        ),
      ),
  ]);

/** Tasks that a workload waits for must be tasks, or it would wait for ever. */
const checkOrder = (plan: Plan): readonly Diagnostic[] => {
  const tasks = plan.workloads.filter(({ kind }) => kind === 'task').map(({ id }) => id);
  return plan.workloads.flatMap(({ id, path, after = [] }) =>
    after
      .filter(task => !tasks.includes(task))
      .map(task =>
        report(
          targetEdge,
          path,
          `\`${id}\` starts after the task \`${task}\`, which the stack does not run.`,
          suggest(task, tasks),
        ),
      ),
  );
};

/** Labels that discovery yields for the job beyond the contract: those of a container only where containers are found. */
const yieldedLabels = (
  { targets, labels, keep, relabel = [] }: ScrapeJob,
  keepable: readonly string[],
): readonly string[] => {
  if (targets.kind === 'workload') return [...keepable, ...Object.keys(labels), ...(relabel.length > 0 ? keep : [])];
  // The author said which labels the discovery and the steps after it give.
  if (targets.kind === 'discovered') return keep;
  return [
    ...(targets.kind === 'probe' ? targets.probes.flatMap(probe => Object.keys(probe.labels)) : []),
    ...Object.keys(labels),
  ];
};

const checkJob = (plan: Plan, job: ScrapeJob, keepable: readonly string[]): readonly Diagnostic[] => {
  const { targets } = job;
  const scraped =
    targets.kind === 'workload' ? targets.workload : targets.kind === 'probe' ? targets.prober : undefined;
  const known = [...plan.workloads, ...plan.services].map(item => item.id);
  const missing = scraped !== undefined && !known.includes(scraped);
  const port = targets.kind === 'workload' || targets.kind === 'probe' ? targets.port : undefined;
  const yielded = yieldedLabels(job, keepable);
  return [
    ...(missing
      ? [
          report(
            targetJob,
            job.path,
            `Job \`${job.id}\` scrapes \`${scraped}\`, which the stack neither runs nor watches.`,
            suggest(scraped, known),
          ),
        ]
      : []),
    ...(scraped !== undefined && !missing && port !== undefined && findPort(plan, scraped, port) === undefined
      ? [
          report(
            targetJob,
            job.path,
            `Job \`${job.id}\` scrapes the port \`${port}\` of \`${scraped}\`, which it does not have.`,
            suggest(port, portNames(plan, scraped)),
          ),
        ]
      : []),
    ...job.keep
      .filter(label => !yielded.includes(label))
      .map(label =>
        report(
          targetKeep,
          job.path,
          `Job \`${job.id}\` keeps the label \`${label}\`, which its discovery does not yield.`,
          suggest(label, yielded),
        ),
      ),
  ];
};

/** Findings about a plan that no target could place. `keepable` are the labels of a container that this one knows. */
export const checkPlan = (plan: Plan, path: string, keepable: readonly string[]): readonly Diagnostic[] => [
  ...checkNames(plan),
  ...checkEdges(plan, path),
  ...checkOrder(plan),
  ...plan.jobs.flatMap(job => checkJob(plan, job, keepable)),
];

/** Findings about jobs whose discovery asks for something that the platform is not. */
export const refusedDiscoveries = (
  plan: Plan,
  refused: TargetDiscovery['kind'],
  platform: string,
  other: string,
): readonly Diagnostic[] =>
  plan.jobs
    .filter(({ targets }) => targets.kind === 'discovered' && targets.discovery.kind === refused)
    .map(({ id, path }) =>
      report(
        targetJob,
        path,
        `The job \`${id}\` finds its targets through \`${refused}\`, which a stack on ${platform} cannot ask.`,
        `Write only: ['${other}'] on the job, or find its targets otherwise.`,
      ),
    );

/** Findings about configuration files whose reader is not placed, or that hide each other. */
export const checkArtefacts = (plan: Plan, artefacts: readonly Artefact[], path: string): readonly Diagnostic[] => {
  const taken = new Set<string>();
  return artefacts.flatMap(({ reader, mount, origins }) => {
    const at = origins[''] ?? findWorkload(plan, reader)?.path ?? path;
    const key = `${reader}\0${mount}`;
    const twice = taken.has(key);
    taken.add(key);
    return [
      ...(findWorkload(plan, reader) === undefined
        ? [
            report(
              targetReader,
              at,
              `The file \`${mount}\` is meant for \`${reader}\`, which does not run on this target.`,
              suggest(
                reader,
                plan.workloads.map(w => w.id),
              ),
            ),
          ]
        : []),
      ...(twice
        ? [report(targetReader, at, `Two files of \`${reader}\` are mounted at \`${mount}\`.`, 'Rename one of them.')]
        : []),
      ...(/^(\/[A-Za-z0-9._-]+)+$/.test(mount) && !/\/\.{1,2}(\/|$)/.test(mount)
        ? []
        : [
            report(
              targetReader,
              at,
              `The file of \`${reader}\` has the path "${mount}", which is not absolute and plain.`,
              'Use letters, digits, `.`, `_` and `-` between slashes.',
            ),
          ]),
    ];
  });
};
