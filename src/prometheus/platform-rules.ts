import { kebabCase } from '../core/names.ts';
import type { RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import type { Model } from '../model/model.ts';
import { platformRunbookPage } from '../model/platform-runbook.ts';

const name = 'Watchdog';

/**
 * The dead man's switch: an alert that fires for ever, whose silence somebody outside listens for. It exists only with
 * such a listener. The other alerts about the monitoring come with the integrations of its parts.
 */
export const platformRules = (model: Model): readonly RuleGroup[] => {
  if (model.heartbeat === undefined) return [];
  const identity = {
    alert: name,
    service: 'prometheus',
    team: model.owner,
    tier: 1,
    severity: 'none',
    category: 'meta',
    scope: 'platform',
    group: kebabCase(name),
    summary: 'The alerting pipeline works.',
    description: 'This alert always fires. The heartbeat receiver raises the alarm when it stops arriving.',
    action: 'Nothing while it fires. When it stops, the monitoring is down: start with Prometheus.',
    runbook: platformRunbookPage,
    dashboard: 'meta-monitoring',
  } as const;
  return [
    {
      name: 'platform',
      file: 'platform',
      interval: model.intervals.evaluation,
      evaluator: 'prometheus',
      rules: [
        {
          kind: 'alert',
          alert: name,
          expr: 'vector(1)',
          labels: identityLabels(identity),
          annotations: identityAnnotations(model, identity),
          runbook: identity.runbook,
          path: model.path,
        },
      ],
      path: model.path,
    },
  ];
};
