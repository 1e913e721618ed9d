import { exposedBy } from '../analysis/series-index.ts';
import { nearest } from '../core/names.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { SloModel } from '../model/model.ts';
import type { SeriesUse } from '../promql/inference.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { findSeries } from '../promql/series-of-declaration.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** Labels that the rules of an objective set themselves. */
const taken: ReadonlySet<string> = new Set(['slo', 'service', 'team']);
/** Labels of the parts of a metric: no budget is kept for one of them. */
const parts: ReadonlySet<string> = new Set(['le', 'quantile']);

/** Groups that errors and total cannot both be told apart by. */
export const sloLabels = defineCheck({
  code: 'SLO-LABELS',
  severity: 'error',
  why: 'Errors are divided by the total of the same group: where one of them lacks a label, no group ever has both.',
  run: subject =>
    subject.model.services.flatMap(service =>
      service.slos.flatMap(slo => [
        ...slo.groupBy.filter(label => taken.has(label) || parts.has(label)).map(label => reserved(slo, label)),
        ...slo.groupBy
          .filter(label => !taken.has(label) && !parts.has(label))
          .flatMap(label => uneven(subject, service.id, slo, label)),
      ]),
    ),
});

const reserved = ({ path, id }: SloModel, label: string): Finding => ({
  path,
  message: taken.has(label)
    ? `\`${id}\` is grouped by \`${label}\`, which its rules set to one value.`
    : `\`${id}\` is grouped by \`${label}\`, which tells the parts of one histogram apart.`,
  hint: `Leave \`${label}\` out of \`groupBy\`.`,
});

/** A label that some metric behind an objective has, and another one has not. */
const uneven = (subject: Subject, service: string, slo: SloModel, label: string): readonly Finding[] => {
  const names = metricsBehind(subject, slo).map(({ name }) => name);
  const labelsOf = (name: string): readonly string[] | undefined => {
    const declaration = findSeries(name, base => exposedBy(subject.facts.series, base, service)[0]?.declaration);
    return declaration === undefined ? undefined : Object.keys(declaration.declaration.labels);
  };
  const has = (name: string): boolean | undefined => {
    const labels = labelsOf(name);
    return labels === undefined ? undefined : [...labels, ...targetLabelNames].includes(label);
  };
  const known = [...new Set(names)].filter(name => name !== undefined);
  const without = known.filter(name => has(name) === false);
  const withLabel = known.filter(name => has(name) === true);
  return without.map(name => ({
    path: slo.path,
    message:
      withLabel.length === 0
        ? `\`${slo.id}\` is grouped by \`${label}\`, a label that \`${name}\` does not have.`
        : `\`${slo.id}\` is grouped by \`${label}\`: ${withLabel.map(other => `\`${other}\``).join(', ')} has it, and \`${name}\` has not, so errors and total have no group in common.`,
    hint:
      close(label, labelsOf(name) ?? []) ??
      `Leave \`${label}\` out of \`groupBy\`, or add it to \`${name}\` in the application.`,
  }));
};

const close = (label: string, labels: readonly string[]): string | undefined => {
  const meant = nearest(label, labels);
  return meant === undefined ? undefined : `Did you mean "${meant}"?`;
};

const metricsBehind = ({ facts }: Subject, slo: SloModel): readonly SeriesUse[] =>
  facts.expressions.flatMap(({ rule, inference, path }) =>
    path === slo.path &&
    rule?.kind === 'record' &&
    [sloSeries.errors('5m'), sloSeries.total('5m'), sloSeries.state].includes(rule.record)
      ? (inference?.uses ?? []).filter(({ source }) => source === 'metric')
      : [],
  );
