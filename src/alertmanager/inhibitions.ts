import { burnTiers } from '../catalogue/slo.ts';
import type { Inhibition, RouteMatcher } from '../ir/routing.ts';
import { downAlerts } from '../model/down-alerts.ts';
import type { Model } from '../model/model.ts';
import { budgetLabels, equals, oneOf } from './matchers.ts';

/**
 * Alerts of existing rules may carry none of the labels that inhibition compares, and Alertmanager takes two missing
 * labels for equal: without this every imported critical alert would silence every imported warning.
 */
const generatedOnly = (model: Model): readonly RouteMatcher[] =>
  model.ruleGroups.length === 0 && model.routing.imported === undefined
    ? []
    : [{ label: 'alert_group', op: '!=', value: '' }];

/** Beside a tree that exists already run alerts that this stack does not know. */
const ownAlerts = (model: Model): readonly RouteMatcher[] =>
  model.routing.imported === undefined ? [] : generatedOnly(model);

/**
 * A service that does not answer is slow, failing and full as well: one message is enough. One that was restarted, or
 * that lacks a part, has its own reasons for being slow.
 */
const downOverSymptoms = (model: Model): readonly Inhibition[] => {
  const names = downAlerts(model);
  return names.length === 0
    ? []
    : [
        {
          name: 'down-over-symptoms',
          source: [
            oneOf('alertname', ...names),
            equals('severity', 'critical'),
            equals('category', 'availability'),
            ...ownAlerts(model),
          ],
          target: [oneOf('category', 'latency', 'errors', 'saturation'), ...ownAlerts(model)],
          equal: ['service'],
          path: model.path,
        },
      ];
};

/** What every stack has, and what its author wrote. */
export const inhibitions = (model: Model): readonly Inhibition[] => [
  {
    name: 'critical-over-warning',
    source: [equals('severity', 'critical'), ...generatedOnly(model)],
    target: [oneOf('severity', 'warning', 'info'), ...generatedOnly(model)],
    equal: ['service', 'alert_group', 'instance'],
    path: model.path,
  },
  ...downOverSymptoms(model),
  // What runs on a machine that is gone is gone as well, and so is what was measured there.
  ...(brings(model, nodeDown)
    ? [
        {
          name: 'node-over-its-machine',
          source: [equals('alertname', nodeDown)],
          target: [equals('scope', 'node'), { label: 'alertname', op: '!=', value: nodeDown } as const],
          equal: ['instance'],
          path: model.path,
        },
        {
          name: 'node-over-what-runs-there',
          source: [equals('alertname', nodeDown)],
          target: [
            { label: 'node', op: '!=', value: '' } as const,
            { label: 'alertname', op: '!=', value: nodeDown } as const,
          ],
          equal: ['node'],
          path: model.path,
        },
      ]
    : []),
  // The same errors cross the thresholds of several rows: the fastest of them says it.
  ...burnTiers.slice(0, -1).map(
    (tier, i): Inhibition => ({
      name: `${tier}-over-slower-burn`,
      source: [equals('slo_tier', tier)],
      target: [oneOf('slo_tier', ...burnTiers.slice(i + 1))],
      equal: budgetLabels(model),
      path: model.path,
    }),
  ),
  {
    name: 'spent-budget-over-budget-at-risk',
    source: [equals('alertname', 'SLOErrorBudgetExhausted')],
    target: [equals('alertname', 'SLOErrorBudgetAtRisk')],
    equal: budgetLabels(model),
    path: model.path,
  },
  ...model.routing.inhibitions.map(({ id, ...rule }): Inhibition => ({ name: id, ...rule, written: true })),
  ...(model.routing.imported?.inhibitions ?? []),
];

const nodeDown = 'NodeDown';

const brings = (model: Model, alert: string): boolean =>
  model.uses.some(({ alerts }) => alerts.some(({ name }) => name === alert));
