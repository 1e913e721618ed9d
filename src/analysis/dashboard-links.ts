import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { DashboardPlan } from '../ir/dashboard.ts';

const strings = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isJsonObject(value) ? Object.values(value).flatMap(strings) : [];
};

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** The uid in an address of a dashboard: `/d/checkout`, `https://grafana.example.com/d/checkout/title?from=now-1h`. */
const address = /\/d\/([A-Za-z0-9_-]{1,40})/g;

/** Uids of the dashboards to which a text leads. */
export const uidsIn = (text: string): readonly string[] => [...text.matchAll(address)].map(([, uid = '']) => uid);

/** Sets of tags by which a dashboard lists others. A link at its top without tags lists all; a panel without them none. */
const tagLists = ({ links, panels }: JsonObject): readonly (readonly string[])[] => [
  ...objects(links)
    .filter(({ type }) => type === 'dashboards')
    .map(({ tags }) => strings(tags)),
  ...objects(panels)
    .filter(({ type }) => type === 'dashlist')
    .map(({ options }) => (isJsonObject(options) ? strings(options['tags']) : []))
    .filter(tags => tags.length > 0),
];

/** Uids of the dashboards that others lead to: by address, or by the tags that they list. */
export const linkedDashboards = (dashboards: readonly DashboardPlan[]): ReadonlySet<string> => {
  const linked = new Set<string>();
  const tagged = dashboards.map(({ uid, body }) => ({ uid, tags: new Set(strings(body['tags'])) }));
  for (const { uid, body } of dashboards) {
    const lists = tagLists(body);
    const { uid: _own, ...rest } = body;
    for (const found of strings(rest).flatMap(uidsIn)) if (found !== uid) linked.add(found);
    for (const other of tagged)
      if (other.uid !== uid && lists.some(list => list.every(tag => other.tags.has(tag)))) linked.add(other.uid);
  }
  return linked;
};
