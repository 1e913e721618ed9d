import type { PanelEntry, PanelKind, PanelLink, StateEntry, ThresholdEntry, Unit } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { units } from '../ir/panel.ts';
import { numberOf, objectOf, objectsOf, wordOf } from './json-parts.ts';
import { readQueries } from './modelled-queries.ts';

/** Words for a panel, several ways of it, or why there are none. */
export type PanelWords = { readonly ways: readonly PanelEntry[] } | { readonly reason: string };

const kinds: ReadonlyMap<string, PanelKind> = new Map<string, PanelKind>([
  ['timeseries', 'timeseries'],
  ['stat', 'stat'],
  ['gauge', 'gauge'],
  ['bargauge', 'bar-gauge'],
  ['piechart', 'pie'],
  ['heatmap', 'heatmap'],
  ['table', 'table'],
  ['logs', 'logs'],
  ['alertlist', 'alert-list'],
  ['text', 'text'],
  ['state-timeline', 'state-timeline'],
]);

/** Kinds that ask nothing. */
const silent: ReadonlySet<PanelKind> = new Set<PanelKind>(['text', 'alert-list']);

const kindOf = (panel: JsonObject): PanelKind | undefined => {
  const kind = kinds.get(wordOf(panel['type']));
  const source = objectOf(objectsOf(panel['targets'])[0]?.['datasource'] ?? panel['datasource']);
  return kind === 'table' && source['type'] === 'jaeger' ? 'traces' : kind;
};

const reasonOf = (panel: JsonObject, type: string): string => {
  if (type !== '') return `panels of the type \`${type}\` have no words of their own`;
  return panel['libraryPanel'] === undefined ? 'it has no `type`' : 'what it shows stands elsewhere';
};

/** The panel in words of the vocabulary, without its place: which way is the shortest is found by drawing them. */
export const panelWords = (panel: JsonObject): PanelWords => {
  const type = wordOf(panel['type']);
  const kind = kindOf(panel);
  if (kind === undefined) return { reason: reasonOf(panel, type) };
  const base = { kind, title: wordOf(panel['title']), description: wordOf(panel['description']) };
  const options = objectOf(panel['options']);
  const links = linksOf(panel);
  if (silent.has(kind)) {
    if (objectsOf(panel['targets']).length > 0) return { reason: 'it asks something that it does not show' };
    const filter = /^\{(.+)\}$/s.exec(wordOf(options['alertInstanceLabelFilter']))?.[1];
    const own: PanelEntry =
      kind === 'text'
        ? { ...base, text: wordOf(options['content']) }
        : { ...base, ...(filter === undefined ? {} : { matching: filter }) };
    return { ways: links === undefined ? [own] : [{ ...own, links }, own] };
  }
  const asked = readQueries(panel, kind);
  if ('reason' in asked) return asked;
  if (asked.queries.length === 0) return { reason: 'it asks nothing' };
  const fields = objectOf(objectOf(panel['fieldConfig'])['defaults']);
  const unit = unitOf(kind === 'heatmap' ? objectOf(options['yAxis'])['unit'] : fields['unit']);
  const noData = wordOf(fields['noValue']);
  const certain: PanelEntry = {
    ...base,
    ...(unit === undefined ? {} : { unit }),
    ...(noData === '' || noData === 'No data' ? {} : { noData }),
    queries: asked.queries,
  };
  const decimals = numberOf(fields['decimals']);
  const thresholds = thresholdsOf(objectOf(fields['thresholds']));
  const states = statesOf(objectsOf(fields['mappings']));
  const valueLinks = linksOf(fields);
  return {
    ways: choices(certain, [
      decimals === undefined || !Number.isInteger(decimals) || decimals < 0 || decimals > 10 ? {} : { decimals },
      thresholds === undefined ? {} : { thresholds },
      links === undefined ? {} : { links },
      states === undefined ? {} : { states },
      valueLinks === undefined ? {} : { valueLinks },
    ]),
  };
};

/** The entry with every choice of the optional parts. */
const choices = (certain: PanelEntry, parts: readonly Partial<PanelEntry>[]): readonly PanelEntry[] =>
  parts
    .filter(part => Object.keys(part).length > 0)
    .reduce((ways: readonly PanelEntry[], part) => ways.flatMap(way => [way, { ...way, ...part }]), [certain]);

const isUnit = (id: string): id is Unit => units.some(unit => unit === id);

const unitOf = (id: JsonObject[string]): Unit | undefined => {
  const text = wordOf(id) === 'bool_yes_no' ? 'bool' : wordOf(id);
  return isUnit(text) ? text : undefined;
};

const colors = ['green', 'yellow', 'orange', 'red', 'blue'] as const;

const thresholdsOf = (thresholds: JsonObject): readonly ThresholdEntry[] | undefined => {
  const [, ...steps] = objectsOf(thresholds['steps']);
  const entries = steps.flatMap((step): readonly ThresholdEntry[] => {
    const at = numberOf(step['value']);
    const color = colors.find(known => known === step['color']);
    return at === undefined || color === undefined ? [] : [{ at, color }];
  });
  return steps.length === 0 || entries.length < steps.length || thresholds['mode'] === 'percentage'
    ? undefined
    : entries;
};

const statesOf = (mappings: readonly JsonObject[]): readonly StateEntry[] | undefined => {
  const words = mappings.flatMap(({ type, options }) =>
    Object.entries(objectOf(options)).map(([value, result]): StateEntry | undefined => {
      const { text, color } = objectOf(result);
      const known = colors.find(each => each === color);
      return type !== 'value' || !Number.isFinite(Number(value)) || wordOf(text) === '' || known === undefined
        ? undefined
        : { is: Number(value), text: wordOf(text), color: known };
    }),
  );
  const states = words.filter(state => state !== undefined);
  return states.length === 0 || states.length < words.length ? undefined : states;
};

/** Links of a panel, or of its values. */
const linksOf = (panel: JsonObject): readonly PanelLink[] | undefined => {
  const links = objectsOf(panel['links']).map(link => ({ title: wordOf(link['title']), url: wordOf(link['url']) }));
  return links.length === 0 || links.some(({ title, url }) => title === '' || url === '') ? undefined : links;
};
