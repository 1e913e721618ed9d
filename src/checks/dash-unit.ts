import type { PanelEntry } from '../catalogue/dashboard.ts';
import { isJsonObject } from '../core/json.ts';
import { defineCheck } from './check.ts';

/** Panels whose numbers mean nothing without a unit. */
const measuring: readonly PanelEntry['kind'][] = ['timeseries', 'stat', 'gauge', 'heatmap'];

/** Whether the unit is said in Grafana's own settings. */
const saysUnit = ({ grafana }: PanelEntry): boolean => {
  const fields = grafana?.['fieldConfig'];
  const defaults = isJsonObject(fields) ? fields['defaults'] : undefined;
  return isJsonObject(defaults) && typeof defaults['unit'] === 'string';
};

/** A panel shows numbers and does not say of what. */
export const dashUnit = defineCheck({
  code: 'DASH-UNIT',
  severity: 'warning',
  why: 'A number without a unit is read wrongly by the person who sees it first at night.',
  run: ({ model }) =>
    model.dashboards.flatMap(({ title, path, rows }) =>
      rows
        .flatMap(row => row.panels)
        .filter(panel => measuring.includes(panel.kind) && panel.unit === undefined && !saysUnit(panel))
        .map(panel => ({
          path,
          message: `The panel "${panel.title}" of dashboard "${title}" names no unit.`,
          hint: 'Write `unit`, for example "reqps", "s" or "percentunit"; "short" is a plain count.',
        })),
    ),
});
