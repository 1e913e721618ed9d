import type { PlannedExpression } from '../analysis/expressions.ts';
import { integrations } from '../integrations/registry.ts';
import { compareVersions } from '../ir/versions.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** Metrics that not every supported release of a product exposes, by name. */
const releases = new Map(
  [...integrations.values()].flatMap(({ definition: { since } }) =>
    since === undefined
      ? []
      : Object.entries(since.releases).map(([name, release]) => [name, { product: since.product, release }] as const),
  ),
);

/** A rule or panel uses a metric that the targeted release does not have yet. */
export const metricSince = defineCheck({
  code: 'METRIC-SINCE',
  severity: 'warning',
  why: 'An expression on a metric that came with a later release is always empty: the alert never fires, the panel looks healthy.',
  run: inEveryExpression((expression, subject) =>
    [
      ...new Map(
        (expression.inference?.uses ?? []).map(({ name = '' }) => [name, mistake(name, expression, subject)] as const),
      ).values(),
    ].flat(),
  ),
});

const mistake = (name: string, { path, where }: PlannedExpression, { model }: Subject): readonly Finding[] => {
  const since = releases.get(name);
  if (since === undefined || compareVersions(model.versions[since.product], since.release) >= 0) return [];
  return [
    {
      path,
      message: `The ${where} uses the metric \`${name}\`, which ${since.product} ${model.versions[since.product]} does not have: it came with ${since.release}.`,
      hint: `Target a later release, versions: { ${since.product}: '${since.release}' }, or do without the metric.`,
    },
  ];
};
