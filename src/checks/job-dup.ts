import { defineCheck, type Finding } from './check.ts';

/** Two scrape jobs with one name. */
export const jobDup = defineCheck({
  code: 'JOB-DUP',
  severity: 'error',
  why: 'Prometheus refuses a configuration with two jobs of one name.',
  run: ({ plan }) => {
    const seen = new Set<string>();
    const probes = plan.probes.map(({ service, probe, path }) => ({ id: `probe-${service}-${probe}`, path }));
    return [...probes, ...plan.jobs].flatMap(({ id, path }): readonly Finding[] => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [
        {
          path,
          message: `Two scrape jobs are named \`${id}\`.`,
          hint: 'Set another `job` on one of them: in `scrape` of a service, or in the scrape job.',
        },
      ];
    });
  },
});
