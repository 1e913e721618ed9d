import type { JsonObject } from '../core/json.ts';
import { objectOf, without, wordOf } from './json-parts.ts';
import type { Migrated } from './migrated.ts';

/** A panel that stands in a library: itself, where the export brings it along, and otherwise the reference to it. */
export const migrateLibraryPanel = (panel: JsonObject, elements: JsonObject): Migrated => {
  const library = objectOf(panel['libraryPanel']);
  if (panel['libraryPanel'] === undefined) return { panel, notes: [] };
  const name = wordOf(library['name']);
  const { model } = objectOf(elements[wordOf(library['uid'])] ?? library);
  const own = objectOf(model);
  if (wordOf(own['type']) === '')
    return { panel, notes: [`stands in the library of a Grafana as "${name}", which must have it under the same uid`] };
  const { id, gridPos } = panel;
  return {
    panel: {
      ...without(own, ['libraryPanel']),
      ...(id === undefined ? {} : { id }),
      ...(gridPos === undefined ? {} : { gridPos }),
    },
    notes: [`was the library panel "${name}", and is a panel of its own`],
  };
};
