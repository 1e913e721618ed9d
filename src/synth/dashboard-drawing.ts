import type { DashboardEntry } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { emitGrafana } from '../grafana/emit.ts';
import { placeRow } from '../grafana/layout.ts';
import { plainer } from '../grafana/plain.ts';
import { renderDashboard } from '../grafana/render.ts';
import { completed, surroundingsOf } from '../grafana/surroundings.ts';
import type { DashboardDrawing } from '../importers/dashboard-drawing.ts';
import { resolve } from '../model/resolve.ts';

/** How a stack without any service draws pages of its own. */
export const dashboardDrawing = (): DashboardDrawing => {
  const { model } = resolve({
    org: 'drawing',
    environment: 'production',
    owner: 'platform',
    teams: [{ id: 'platform', timezone: 'UTC' }],
    services: [],
    dashboards: [],
  });
  const complete = completed(model, []);
  const toPlain = plainer();
  const draw = (entry: DashboardEntry): JsonObject => {
    const { id, tags = [], refresh = '30s', range = '6h', uid = id } = entry;
    const dashboard = {
      ...entry,
      uid,
      tags,
      refresh,
      range,
      path: id,
      folder: 'platform',
      service: undefined,
      job: undefined,
    };
    return renderDashboard(complete(dashboard), surroundingsOf(model, dashboard), toPlain).body;
  };
  return {
    draw,
    flow: sizes => placeRow(0, sizes, false).panels.map(({ x, y }) => ({ x, y })),
    uids: new Set((emitGrafana(model, []).dashboards ?? []).map(({ uid }) => uid)),
  };
};
