import { formatDuration } from '../core/duration.ts';
import type { JsonValue } from '../core/json.ts';
import { panelAt } from '../ir/dashboard.ts';
import { defineCheck } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** Functions whose range decides how many samples of a counter each point of a graph is made from. */
const perPoint: ReadonlySet<string> = new Set(['rate', 'increase', 'irate']);

/** Panels that draw a line or a column per point in time; a number on its own may well speak of the last day. */
const drawn: ReadonlySet<JsonValue | undefined> = new Set(['timeseries', 'heatmap']);

/** A graph of a rate over a fixed range. */
export const dashRate = defineCheck({
  code: 'DASH-RATE',
  severity: 'warning',
  why: 'Over a day, a graph of `rate(x[1m])` shows one minute of every ten: peaks appear and vanish as one zooms. Grafana knows the fitting range.',
  run: inEveryExpression(({ query, dashboard, where, path, inference }) => {
    if (query === undefined || dashboard === undefined || inference === undefined) return [];
    if (!drawn.has(panelAt(dashboard.body, query.pointer)?.['type'])) return [];
    return inference.uses.flatMap(({ func, range }) =>
      func !== undefined && range !== undefined && perPoint.has(func)
        ? [
            {
              path,
              message: `The ${where} draws \`${func}\` over a fixed range of ${formatDuration(range)}.`,
              hint: 'Write `[$__rate_interval]`: it grows with the time range and never falls below four scrapes.',
            },
          ]
        : [],
    );
  }),
});
