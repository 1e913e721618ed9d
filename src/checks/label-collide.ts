import { externalLabels } from '../analysis/external-labels.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { defineCheck, type Finding } from './check.ts';

/** A label that somebody else sets already. */
export const labelCollide = defineCheck({
  code: 'LABEL-COLLIDE',
  severity: 'error',
  why: 'A label of the application with the name of a target label is renamed to `exported_…`; a rule that sets an external label hides which organisation it comes from.',
  run: ({ model, plan }) => [
    ...model.services.flatMap(service =>
      [...service.metrics.values()].flatMap(metric =>
        Object.keys(metric.labels)
          .filter(label => targetLabelNames.some(target => target === label))
          .map(
            (label): Finding => ({
              path: service.path,
              message: `The metric \`${metric.name}\` has a label \`${label}\`, which every target has already.`,
              hint: `Rename it in the application; as it is, its series carry it as \`exported_${label}\`.`,
            }),
          ),
      ),
    ),
    ...plan.groups.flatMap(group =>
      group.rules.flatMap(rule =>
        Object.keys(rule.labels)
          .filter(label => externalLabels.includes(label))
          .map(
            (label): Finding => ({
              path: rule.path,
              message: `The rule \`${rule.kind === 'alert' ? rule.alert : rule.record}\` sets the label \`${label}\`, which the server adds to everything it sends.`,
              hint: 'Give the label another name.',
            }),
          ),
      ),
    ),
  ],
});
