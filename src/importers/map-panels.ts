import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';

/** A dashboard with each of its panels changed, those inside of rows too. Nothing else is touched. */
export const mapPanels = (body: JsonObject, change: (panel: JsonObject, pointer: string) => JsonObject): JsonObject => {
  const list = (panels: JsonValue | undefined, at: string): JsonValue | undefined =>
    Array.isArray(panels)
      ? panels.map((panel: JsonValue, index) => {
          if (!isJsonObject(panel)) return panel;
          const pointer = `${at}/${index}`;
          const changed = change(panel, pointer);
          const inner = list(changed['panels'], `${pointer}/panels`);
          return inner === undefined ? changed : { ...changed, panels: inner };
        })
      : undefined;
  const panels = list(body['panels'], '/panels');
  return panels === undefined ? body : { ...body, panels };
};
