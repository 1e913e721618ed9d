import type { JsonObject } from '../core/json.ts';
import { objectOf, objectsOf, without, wordOf } from './json-parts.ts';
import { migrateGraph } from './migrate-graph.ts';
import { migrateSinglestat } from './migrate-singlestat.ts';
import type { Migrated } from './migrated.ts';

/** A text whose settings stood beside its other keys. */
const migrateText = (panel: JsonObject): Migrated =>
  panel['content'] === undefined
    ? { panel, notes: [] }
    : {
        panel: {
          ...without(panel, ['content', 'mode']),
          options: { mode: wordOf(panel['mode']) || 'markdown', content: wordOf(panel['content']) },
        },
        notes: [],
      };

/** Numbers and gauges of Grafana 6, whose fields were options. */
const migrateFields = (panel: JsonObject): Migrated => {
  const options = objectOf(panel['options']);
  const fields = objectOf(options['fieldOptions']);
  if (options['fieldOptions'] === undefined) return { panel, notes: [] };
  const { calcs = ['mean'], values = false } = fields;
  return {
    panel: {
      ...panel,
      fieldConfig: { defaults: objectOf(fields['defaults']), overrides: objectsOf(fields['overrides']) },
      options: { ...without(options, ['fieldOptions']), reduceOptions: { calcs, values, fields: '' } },
    },
    notes: ['has its fields where Grafana 7 and later look for them'],
  };
};

const plugin = 'is a panel of a plugin that Grafana no longer has: choose another kind in its editor';

/** Panels that Grafana changes by itself when it opens a page, in ways that are not repeated here. */
const old: readonly (readonly [isOld: (panel: JsonObject) => boolean, note: string])[] = [
  [
    ({ type, styles }) => type === 'table-old' || (type === 'table' && Array.isArray(styles)),
    'is a table of before Grafana 7, which Grafana changes when it opens it',
  ],
  [
    ({ type, dataFormat, cards }) => type === 'heatmap' && (dataFormat !== undefined || cards !== undefined),
    'is a heatmap of before Grafana 9, which Grafana changes when it opens it',
  ],
  [
    ({ type }) => wordOf(type) === 'grafana-piechart-panel',
    'is a `grafana-piechart-panel`, which Grafana changes when it opens it',
  ],
  [({ type }) => /^(?:grafana-worldmap-panel|natel-|jdbranham-|vonage-|michaeldmoore-)/.test(wordOf(type)), plugin],
];

/** A panel of an old Grafana as it is today. */
export const migratePanel = (panel: JsonObject): Migrated => {
  const type = wordOf(panel['type']);
  if (type === 'graph') return migrateGraph(panel);
  if (type === 'singlestat') return migrateSinglestat(panel);
  if (type === 'text') return migrateText(panel);
  const note = old.find(([isOld]) => isOld(panel))?.[1];
  return note === undefined ? migrateFields(panel) : { panel, notes: [note] };
};
