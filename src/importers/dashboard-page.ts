import type { DashboardEntry, RowEntry, VariableEntry } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { objectOf, objectsOf, wordOf } from './json-parts.ts';
import { pageSettings } from './own-settings.ts';

/** The tag of every page that belongs to no service: it is added, not said. */
const platformTag = 'platform';

const defaultRange = '6h';
const defaultRefresh = '30s';

const texts = (value: JsonObject[string]): readonly string[] | undefined =>
  Array.isArray(value) && value.every(item => typeof item === 'string' && item !== '') ? value : undefined;

/** Choices of the values of a label, where they are nothing more. */
const variablesOf = (body: JsonObject): Readonly<Record<string, VariableEntry>> =>
  Object.fromEntries(
    objectsOf(objectOf(body['templating'])['list']).flatMap((variable): readonly [string, VariableEntry][] => {
      const text = wordOf(objectOf(variable['query'])['query']);
      const [, metric, label] = /^label_values\(([A-Za-z_:][\w:]*), ([A-Za-z_]\w*)\)$/.exec(text) ?? [];
      const name = wordOf(variable['name']);
      if (metric === undefined || label === undefined || name === '') return [];
      const title = wordOf(variable['label']);
      return [[name, { metric, label, ...(title === '' || title === label ? {} : { title }) }]];
    }),
  );

/** Names of the choices that a page has without saying. */
const automatic: ReadonlySet<string> = new Set(['team', 'service', 'job', 'instance']);

/** Everything but the panels: in words where there are some, and the rest in Grafana's own settings. */
export const pageEntry = (
  { id, uid, rows }: { readonly id: string; readonly uid: string; readonly rows: readonly RowEntry[] },
  body: JsonObject,
  draw: (entry: DashboardEntry) => JsonObject,
): DashboardEntry => {
  const description = wordOf(body['description']);
  const [first, ...tags] = texts(body['tags']) ?? [];
  const refresh = wordOf(body['refresh']);
  const { from, to } = objectOf(body['time']);
  const range = to === 'now' ? /^now-(\w+)$/.exec(wordOf(from))?.[1] : undefined;
  const plain: DashboardEntry = {
    id,
    ...(uid === id ? {} : { uid }),
    title: wordOf(body['title']),
    ...(description === '' ? {} : { description }),
    ...(first === platformTag && tags.length > 0 ? { tags } : {}),
    ...(refresh === '' || refresh === defaultRefresh ? {} : { refresh }),
    ...(range === undefined || range === defaultRange ? {} : { range }),
    rows,
  };
  const variables = variablesOf(body);
  const said = Object.fromEntries(Object.entries(variables).filter(([name]) => !automatic.has(name)));
  const ways = [plain, { ...plain, variables }, { ...plain, variables: said }].map((way): DashboardEntry => {
    const grafana = pageSettings(draw(way), { ...body, uid });
    return grafana === undefined ? way : { ...way, grafana };
  });
  return ways.reduce((best, way) => (JSON.stringify(way).length < JSON.stringify(best).length ? way : best));
};
