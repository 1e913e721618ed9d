import type { PanelEntry } from '../catalogue/dashboard.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { mergePatch } from '../core/merge-patch.ts';
import type { Place } from './layout.ts';

/** A panel in Grafana's own JSON. Its title and description may stand outside of it; its place and its id are ours. */
export const rawPanel = ({ title, description, raw }: PanelEntry, id: number, gridPos: Place): JsonObject => ({
  ...(title === '' ? {} : { title }),
  ...(description === '' ? {} : { description }),
  ...raw,
  id,
  gridPos: { ...gridPos },
});

/** Whether anything is laid over what is rendered of a panel. */
export const hasOwnSettings = ({ grafana, queries = [] }: PanelEntry): boolean =>
  grafana !== undefined || queries.some(query => query.grafana !== undefined);

/** The rendered panel with the author's settings laid over its queries, and then over the whole. */
export const withOwnSettings = (panel: JsonObject, { grafana = {}, queries = [] }: PanelEntry): JsonObject => {
  const { targets } = panel;
  const settled = Array.isArray(targets)
    ? targets.map((target, index) =>
        isJsonObject(target) ? mergePatch(target, queries[index]?.grafana ?? {}) : target,
      )
    : undefined;
  return mergePatch(settled === undefined ? panel : { ...panel, targets: settled }, grafana);
};
