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

interface TagList {
  readonly tags: readonly string[];
  /** Uids of the dashboards that list what has the tags. */
  readonly by: Set<string>;
}

/** Every set of tags that is listed, once: the pages of a service all list their neighbours by the same one. */
const listedTags = (dashboards: readonly DashboardPlan[]): readonly TagList[] => {
  const lists = new Map<string, TagList>();
  for (const { uid, body } of dashboards)
    for (const tags of tagLists(body)) {
      const key = JSON.stringify(tags.toSorted());
      const list = lists.get(key) ?? { tags, by: new Set() };
      list.by.add(uid);
      lists.set(key, list);
    }
  return [...lists.values()];
};

/** Uids of the dashboards that others lead to: by address, or by the tags that they list. */
export const linkedDashboards = (dashboards: readonly DashboardPlan[]): ReadonlySet<string> => {
  const linked = new Set<string>();
  for (const { uid, body } of dashboards) {
    const { uid: _own, ...rest } = body;
    for (const found of strings(rest).flatMap(uidsIn)) if (found !== uid) linked.add(found);
  }
  const tagged = dashboards.map(({ uid, body }) => ({ uid, tags: new Set(strings(body['tags'])) }));
  const byTag = new Map<string, (typeof tagged)[number][]>();
  for (const page of tagged)
    for (const tag of page.tags) {
      const pages = byTag.get(tag);
      if (pages === undefined) byTag.set(tag, [page]);
      else pages.push(page);
    }
  for (const { tags, by } of listedTags(dashboards)) {
    const [first] = tags;
    const candidates = first === undefined ? tagged : (byTag.get(first) ?? []);
    for (const { uid, tags: own } of candidates)
      if (tags.every(tag => own.has(tag)) && (by.size > 1 || !by.has(uid))) linked.add(uid);
  }
  return linked;
};
