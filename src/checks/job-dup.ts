import { defineCheck, type Finding } from './check.ts';

/** Two scrape jobs with one name. */
export const jobDup = defineCheck({
  code: 'JOB-DUP',
  severity: 'error',
  why: 'Prometheus refuses a configuration with two jobs of one name.',
  run: ({ plan }) => {
    const seen = new Set<string>();
    return plan.jobs.flatMap(({ id, path }): readonly Finding[] => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [
        { path, message: `Two scrape jobs are named \`${id}\`.`, hint: 'Set scrape: {job: …} on one of the services.' },
      ];
    });
  },
});
