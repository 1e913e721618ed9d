import type { PlanPart } from '../ir/plan.ts';
import type { RuleGroup } from '../ir/rule-group.ts';
import type { DashboardModel, Model } from '../model/model.ts';
import { namedAlerts } from '../model/named-alerts.ts';
import { builtInDashboards } from './dashboards/registry.ts';
import { plainer } from './plain.ts';
import { renderDashboard } from './render.ts';
import { completed, surroundingsOf } from './surroundings.ts';
import { grafanaEdges, grafanaWorkload } from './workload.ts';

/** An author who gives a service's dashboard the uid of the generated one replaces it. */
const isReplaced = (generated: DashboardModel, own: readonly DashboardModel[]): boolean =>
  generated.service !== undefined &&
  own.some(dashboard => dashboard.uid === generated.uid && dashboard.service === generated.service);

/**
 * Grafana itself, the dashboards that authors wrote, and those that every stack has. `groups` are the rules of the stack:
 * panels show the limits of their alerts.
 */
export const emitGrafana = (model: Model, groups: readonly RuleGroup[]): PlanPart => {
  const generated = [...builtInDashboards.values()].flatMap(builtIn => builtIn.build(model));
  const kept = generated.filter(dashboard => !isReplaced(dashboard, model.dashboards));
  const complete = completed(model, namedAlerts(model, groups));
  const toPlain = plainer();
  return {
    dashboards: [...kept, ...model.dashboards].map(dashboard =>
      renderDashboard(complete(dashboard), surroundingsOf(model, dashboard), toPlain),
    ),
    workloads: [grafanaWorkload(model)],
    edges: grafanaEdges(model),
  };
};
