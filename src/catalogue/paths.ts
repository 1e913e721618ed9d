import type { Catalogue } from './catalogue.ts';

/** Path of the stack itself. */
export const stackPath = (catalogue: Pick<Catalogue, 'org'>): string => catalogue.org;

/** Path of something below another: a team or service of the stack, an alert of a service. */
export const childPath = (parent: string, id: string): string => `${parent}/${id}`;

/** Paths of siblings by their ids: the second of one name ends in `~2`. */
export const siblingPaths = (parent: string, ids: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  return ids.map(id => {
    const name = id.replaceAll('/', '-');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? childPath(parent, name) : `${childPath(parent, name)}~${count}`;
  });
};

/** Whether `path` is `ancestor` or lies below it. */
export const isWithin = (path: string, ancestor: string): boolean =>
  path === ancestor || path.startsWith(`${ancestor}/`);
