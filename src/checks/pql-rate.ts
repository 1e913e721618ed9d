import type { PlannedExpression } from '../analysis/expressions.ts';
import { selectedService } from '../analysis/selected.ts';
import { formatDuration } from '../core/duration.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** Functions that need several samples: with fewer than two the result is empty, with few it is noise. */
const slopes: ReadonlySet<string> = new Set(['rate', 'increase', 'irate', 'delta', 'idelta', 'deriv']);

/** Scrapes that a range should hold, so that two lost ones still leave a result. Source: the Prometheus authors' rule. */
const scrapes = 4;

/** A rate of something that is no counter, a counter that is not rated, or a rate over too short a time. */
export const pqlRate = defineCheck({
  code: 'PQL-RATE',
  severity: 'error',
  why: 'A counter says something only as a rate, and a rate only of a counter; over fewer than four scrapes it is empty as soon as some are lost.',
  run: inEveryExpression((expression, subject) => [...misused(expression), ...tooShort(expression, subject)]),
});

const misused = inferred('wrongKind', 'rawCounter');

const tooShort = ({ inference, where, path }: PlannedExpression, { facts }: Subject): readonly Finding[] =>
  (inference?.uses ?? []).flatMap(({ name, source, func, range, matchers }): readonly Finding[] => {
    if (source !== 'metric' || name === undefined || func === undefined || range === undefined || !slopes.has(func))
      return [];
    const interval = facts.exposureInterval(name, selectedService(matchers));
    if (interval === undefined || range >= scrapes * interval) return [];
    return [
      {
        path,
        message: `In the ${where}: \`${func}\` looks at ${formatDuration(range)} of \`${name}\`, which is scraped every ${formatDuration(interval)}.`,
        hint: `Look at ${formatDuration(scrapes * interval)} or more: four scrapes, so that lost ones do not matter.`,
      },
    ];
  });
