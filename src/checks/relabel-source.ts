import type { TargetStep } from '../catalogue/relabel.ts';
import type { TargetDiscovery } from '../ir/discovery.ts';
import { sourceLabel } from '../model/relabel-steps.ts';
import { defineCheck, type Finding } from './check.ts';

/** A property that nothing has: of no kind, of several, or unknown to the discovery. */
export const relabelSource = defineCheck({
  code: 'RELABEL-SOURCE',
  severity: 'error',
  why: 'A step that reads what the discovery does not tell reads nothing: it keeps no target, or drops none.',
  run: ({ model }) => [
    ...model.services.flatMap(({ scrape, scrapeJobs, path }) => [
      ...(scrape === undefined ? [] : findings(scrape.settings.relabel, scrape.discover, scrape.job, path)),
      ...scrapeJobs.flatMap(job => findings(job.settings.relabel, job.discover, job.job, job.path)),
    ]),
    ...model.scrapeJobs.flatMap(job => findings(job.settings.relabel, job.discover, job.job, job.path)),
  ],
});

const findings = (
  steps: readonly TargetStep[] | undefined,
  discovery: TargetDiscovery | undefined,
  job: string,
  path: string,
): readonly Finding[] =>
  (steps ?? []).flatMap((step): readonly Finding[] => {
    if (step.kind !== 'keepWhere' && step.kind !== 'dropWhere' && step.kind !== 'take') return [];
    const given = Object.values(step.from).filter(value => value !== undefined);
    if (given.length !== 1)
      return [
        {
          path,
          message: `A relabeling step of the job \`${job}\` reads ${given.length === 0 ? 'no property' : 'several properties at once'}.`,
          hint: 'Give `from` exactly one of `label`, `annotation`, `meta` and `name`.',
        },
      ];
    if (sourceLabel(step.from, discovery) !== undefined) return [];
    return [
      {
        path,
        message: `A relabeling step of the job \`${job}\` reads the annotation \`${step.from.annotation}\`, and its discovery \`${discovery?.kind}\` knows no annotations.`,
        hint: 'Use {label: …} or {meta: …}.',
      },
    ];
  });
