import type { Facts } from '../analysis/facts.ts';
import { declaredCombinations, type JobExposure } from '../analysis/job-exposures.ts';
import { keptSeries, type UsedSeries } from '../analysis/used-series.ts';
import type { JsonObject } from '../core/json.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { seriesOfDeclaration } from '../promql/series-of-declaration.ts';

/** `dist/reports/series.json`: of every job that stores only what is used, what stays, what goes, and what that saves. */
export const seriesReport = (model: Model, _plan: Plan, { exposures, used }: Facts): PlanPart => {
  const jobs = exposures.flatMap(exposure => {
    const kept = used.get(exposure.job.id);
    return kept === undefined ? [] : [jobReport(exposure, kept)];
  });
  return jobs.length === 0
    ? {}
    : {
        documents: [{ path: 'dist/reports/series.json', format: 'json', body: { jobs }, origins: { '': model.path } }],
      };
};

const jobReport = ({ job, targets, metrics, undeclared, isModelled }: JobExposure, used: UsedSeries): JsonObject => {
  // What a job exposes that nobody modelled is unknown, and so is what of it goes.
  const unread = isModelled ? undeclared : 0;
  const declared = metrics.flatMap(metric => seriesOfDeclaration(metric).map(({ name }) => name));
  const saved = metrics.reduce((sum, metric) => {
    const combinations = declaredCombinations(metric);
    return sum + keptSeries(metric, combinations, undefined) - keptSeries(metric, combinations, used);
  }, unread);
  return {
    job: job.id,
    keeps: used.names,
    keepsBounds: Object.fromEntries(
      [...used.bounds].map(([name, bounds]) => [name, [...bounds].toSorted((a, b) => a - b)]),
    ),
    drops: declared.filter(name => !used.names.includes(name)).toSorted(),
    dropsUndeclaredPerTarget: unread,
    savesPerTarget: saved,
    saves: saved * targets,
  };
};
