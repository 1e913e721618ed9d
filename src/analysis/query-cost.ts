import type { Inference, SeriesUse } from '../promql/inference.ts';
import type { DurationExpr, Expr } from '../promql/syntax.ts';
import { children } from '../promql/walk.ts';
import type { LoadsOf, SelectorLoad } from './selector-load.ts';

/** What one drawing of a query reads, as far as it is known beforehand. */
export interface QueryCost {
  readonly series: number;
  readonly samples: number;
  /** The selector that reads most samples. */
  readonly most: (SelectorLoad & { readonly seconds: number; readonly samples: number }) | undefined;
}

/** When a query is asked. */
export interface Asked {
  /** Seconds that the page shows. */
  readonly span: number;
  /** Whether only the present is asked. */
  readonly isInstant: boolean;
}

/** Four scrapes, the least that Grafana takes for `$__rate_interval`. */
const leastRate = 60;

const secondsOf = (duration: DurationExpr, span: number): number => {
  if (duration.kind === 'duration') return duration.milliseconds / 1_000;
  if (duration.kind !== 'durationVariable') return 0;
  return /__range/.test(duration.text) ? span : leastRate;
};

/** How far before the moment that is drawn each selector reaches, in the order in which they are written. */
const reaches = (root: Expr, span: number): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  const open: { readonly node: Expr; readonly reach: number }[] = [{ node: root, reach: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, reach } = next;
    if (node.kind === 'selector') found.set(node.from, reach);
    const further = node.kind === 'range' || node.kind === 'subquery' ? secondsOf(node.range, span) : 0;
    for (const child of children(node)) open.push({ node: child, reach: reach + further });
  }
  return found;
};

/**
 * What Prometheus reads to answer a query once: every sample of the selected series between the beginning of the page's
 * range, less what its functions look back, and now. Overlapping windows read nothing twice.
 */
export const queryCost = (expr: Expr, { uses }: Inference, { span, isInstant }: Asked, loadsOf: LoadsOf): QueryCost => {
  const reach = reaches(expr, span);
  const read = (use: SeriesUse) => {
    const seconds = (isInstant ? 0 : span) + (reach.get(use.from) ?? 0);
    return loadsOf(use).map(load => ({ ...load, seconds, samples: Math.max(load.series, load.perSecond * seconds) }));
  };
  const loads = uses.flatMap(read);
  const [most] = loads.toSorted((a, b) => b.samples - a.samples);
  return {
    series: loads.reduce((sum, { series }) => sum + series, 0),
    samples: Math.round(loads.reduce((sum, { samples }) => sum + samples, 0)),
    most,
  };
};
