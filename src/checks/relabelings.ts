import type { Relabeling } from '../ir/scrape-job.ts';
import { writeSteps } from '../model/relabel-steps.ts';
import type { Finding, Subject } from './check.ts';

/** One relabeling step that the author asked for. */
export interface AuthoredStep {
  readonly path: string;
  /** ``the job `api` ``: how a person finds it. */
  readonly where: string;
  readonly step: Relabeling;
  /** What goes through it. */
  readonly stage: 'targets' | 'samples' | 'written';
}

/** Every relabeling step of jobs and remote storages. */
export const authoredSteps = ({ model, plan }: Subject): readonly AuthoredStep[] => [
  ...plan.jobs.flatMap(({ id, path, relabel = [], metricRelabel }): readonly AuthoredStep[] => {
    const where = `the job \`${id}\``;
    return [
      ...relabel.map(step => ({ path, where, step, stage: 'targets' as const })),
      ...metricRelabel.map(step => ({ path, where, step, stage: 'samples' as const })),
    ];
  }),
  ...model.prometheus.remoteWrite.flatMap(entry =>
    writeSteps(entry.relabel).map(
      (step): AuthoredStep => ({
        path: model.path,
        where: `the remote storage \`${entry.id}\``,
        step,
        stage: 'written',
      }),
    ),
  ),
];

/** One finding for each step that `find` has something to say about. */
export const inEveryStep =
  (find: (step: AuthoredStep, subject: Subject) => Omit<Finding, 'path'> | undefined) =>
  (subject: Subject): readonly Finding[] =>
    authoredSteps(subject).flatMap(step => {
      const found = find(step, subject);
      return found === undefined ? [] : [{ path: step.path, ...found }];
    });
