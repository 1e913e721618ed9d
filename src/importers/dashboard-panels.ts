import type { DashboardEntry, PanelEntry } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { panelsOf } from '../ir/dashboard.ts';
import type { DashboardDrawing } from './dashboard-drawing.ts';
import { numberOf, objectOf, without, wordOf } from './json-parts.ts';
import { panelWords } from './modelled-panel.ts';
import { normalPanel } from './normal-dashboard.ts';
import { settledPanel } from './own-settings.ts';

/** A panel to import. */
export interface GivenPanel {
  readonly panel: JsonObject;
  readonly width: number;
  readonly height: number;
  /** Whether others name it by its number. */
  readonly isNamed: boolean;
}

/** A panel as the program has it, and how much of it is said in words. */
export interface ReadPanel {
  readonly entry: PanelEntry;
  /** `words`: of the vocabulary only. `settings`: and some of Grafana's own. `raw`: Grafana's own JSON. */
  readonly fidelity: 'words' | 'settings' | 'raw';
  /** Why it is raw, as a sentence without its end. */
  readonly reason?: string;
}

const page = (panels: readonly PanelEntry[]): DashboardEntry => ({
  id: 'drawing',
  title: 'Drawing',
  rows: [{ title: '', heading: false, panels }],
});

const drawnPanels = ({ draw }: DashboardDrawing, entries: readonly PanelEntry[]): readonly JsonObject[] =>
  panelsOf(draw(page(entries))).map(({ panel }) => panel);

/** What its author says of a raw panel beside its JSON. */
const rawEntry = ({ panel, isNamed }: GivenPanel): PanelEntry => ({
  kind: 'raw',
  title: wordOf(panel['title']),
  description: wordOf(panel['description']),
  raw: without(panel, ['id', 'gridPos']),
  ...(isNamed ? { grafana: { id: numberOf(panel['id']) ?? null } } : {}),
});

/** Settings of a query that is no PromQL would say it a second time. */
const isTwice = ({ queries = [] }: PanelEntry, panel: JsonObject): boolean =>
  objectOf(panel['datasource'])['type'] !== 'prometheus' && queries.some(({ grafana }) => grafana !== undefined);

const isEqual = (drawn: JsonObject, { panel, isNamed }: GivenPanel): boolean =>
  JSON.stringify(normalPanel(drawn, isNamed)) === JSON.stringify(normalPanel(panel, isNamed));

interface Way {
  readonly index: number;
  readonly entry: PanelEntry;
}

/**
 * Panels in the fewest words: every way to say one is drawn, the difference to what it was is laid over it, and the
 * shortest way is taken. Drawn again, it must be what it was, or else its JSON stands for it.
 */
export const readPanels = (given: readonly GivenPanel[], drawing: DashboardDrawing): readonly ReadPanel[] => {
  const words = given.map(({ panel }) => panelWords(panel));
  const ways = words.flatMap((said, index): readonly Way[] =>
    'ways' in said ? said.ways.map(entry => ({ index, entry })) : [],
  );
  const drawnWays = drawnPanels(
    drawing,
    ways.map(({ entry }) => entry),
  );
  const shortest = new Map<number, { readonly entry: PanelEntry; readonly length: number }>();
  for (const [at, { index, entry }] of ways.entries()) {
    const source = given[index];
    const drawn = drawnWays[at];
    if (source === undefined || drawn === undefined) continue;
    const settled = { ...settledPanel(entry, drawn, source.panel, source.isNamed), ...sizeBeyond(drawn, source) };
    const { length } = JSON.stringify(settled);
    if (!isTwice(settled, source.panel) && length < (shortest.get(index)?.length ?? Number.POSITIVE_INFINITY))
      shortest.set(index, { entry: settled, length });
  }
  const chosen = given.map((source, index) => shortest.get(index)?.entry ?? rawEntry(source));
  const drawn = drawnPanels(drawing, chosen);
  return given.map((source, index): ReadPanel => {
    const entry = chosen[index] ?? rawEntry(source);
    const said = words[index];
    const own = drawn[index] ?? {};
    if (entry.kind !== 'raw' && isEqual(own, source))
      return { entry, fidelity: hasSettings(entry) ? 'settings' : 'words' };
    const raw = rawEntry(source);
    return {
      entry: { ...raw, ...sizeBeyond(entry.kind === 'raw' ? own : rawSize, source) },
      fidelity: 'raw',
      reason: said !== undefined && 'reason' in said ? said.reason : 'it says more than the vocabulary has words for',
    };
  });
};

/** Size of a raw panel that says nothing else. */
const rawSize: JsonObject = { gridPos: { w: 8, h: 8 } };

const hasSettings = ({ grafana, queries = [] }: PanelEntry): boolean =>
  grafana !== undefined || queries.some(query => query.grafana !== undefined);

/** The size where it is not that of the kind. */
const sizeBeyond = (drawn: JsonObject, { width, height }: GivenPanel): Pick<PanelEntry, 'width' | 'height'> => {
  const { w, h } = objectOf(drawn['gridPos']);
  return { ...(w === width ? {} : { width }), ...(h === height ? {} : { height }) };
};
