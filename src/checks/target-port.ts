import type { ScrapeJob } from '../ir/scrape-job.ts';
import { defineCheck, type Finding } from './check.ts';

/** An address to scrape that does not say on which port. Probes ask URLs, whose scheme has one. */
export const targetPort = defineCheck({
  code: 'TARGET-PORT',
  severity: 'error',
  why: 'Without a port Prometheus asks that of the web, 80 or 443, where an exporter rarely is, and no network policy can let it through.',
  run: ({ plan }) =>
    plan.jobs.flatMap((job): readonly Finding[] => {
      // A step of the author may add the port.
      if (job.relabel?.some(({ target_label }) => target_label === '__address__') === true) return [];
      const bare = addressesOf(job).filter(address => !/:\d+$/.test(address));
      const [first] = bare;
      return first === undefined
        ? []
        : [
            {
              path: job.path,
              message: `The job \`${job.id}\` scrapes ${bare.map(address => `\`${address}\``).join(', ')} without a port.`,
              hint: `Write the port on which the metrics are: '${first}:9100', or '${first}:${job.scheme === 'https' ? '443' : '80'}' if it is that of the web.`,
            },
          ];
    }),
});

const addressesOf = ({ targets }: ScrapeJob): readonly string[] => {
  if (targets.kind === 'static') return targets.addresses;
  return targets.kind === 'discovered' && targets.discovery.kind === 'static' ? targets.discovery.addresses : [];
};
