import { parseDuration } from '../core/duration.ts';
import { defineCheck, type Finding } from './check.ts';

/** A scrape that may take longer than the time until the next one. */
export const scrapeTime = defineCheck({
  code: 'SCRAPE-TIME',
  severity: 'error',
  why: 'Prometheus refuses a configuration in which a scrape may outlast its interval.',
  run: ({ plan }) =>
    plan.jobs.flatMap(({ id, interval, timeout, path }): readonly Finding[] =>
      (parseDuration(timeout) ?? 0) <= (parseDuration(interval) ?? 0)
        ? []
        : [
            {
              path,
              message: `The job \`${id}\` is scraped every ${interval} and may take ${timeout}.`,
              hint: `Set a timeout of at most ${interval}, or leave it out.`,
            },
          ],
    ),
});
