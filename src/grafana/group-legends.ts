import type { QueryEntry } from '../catalogue/dashboard.ts';
import { sloLabel } from '../catalogue/slo-label.ts';
import type { Model } from '../model/model.ts';

const objective = '{{slo}}';

/** Whether a query may select a value of a label: it does not fix the label, or to this value. */
const admits = (expr: string, label: string, value: string): boolean => {
  const fixed = new RegExp(`\\b${label}="([^"]*)"`).exec(expr)?.[1];
  return fixed === undefined || fixed === value;
};

/**
 * Names the groups beside the objective in a legend: objectives with groups have a line for each, and all of them would
 * be called the same.
 */
export const groupLegends = (model: Model): ((query: QueryEntry) => QueryEntry) => {
  const grouped = model.services.flatMap(({ id, slos }) =>
    slos.flatMap(slo =>
      slo.groupBy.length === 0 ? [] : [{ service: id, label: sloLabel(id, slo.id), groupBy: slo.groupBy }],
    ),
  );
  return query => {
    const { expr, legend } = query;
    if (grouped.length === 0 || legend === undefined || !legend.includes(objective)) return query;
    const groups = grouped
      .filter(({ service, label }) => admits(expr, 'service', service) && admits(expr, 'slo', label))
      .flatMap(({ groupBy }) => groupBy)
      .filter(label => !legend.includes(`{{${label}}}`));
    const names = [...new Set(groups)].map(label => ` {{${label}}}`).join('');
    return { ...query, legend: legend.replace(objective, `${objective}${names}`) };
  };
};
