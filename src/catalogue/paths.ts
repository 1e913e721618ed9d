import type { Catalogue } from './catalogue.ts';

/** Path of the stack itself. */
export const stackPath = (catalogue: Pick<Catalogue, 'org'>): string => catalogue.org;

/** Path of something below another: a team or service of the stack, an alert of a service. */
export const childPath = (parent: string, id: string): string => `${parent}/${id}`;

/** Whether `path` is `ancestor` or lies below it. */
export const isWithin = (path: string, ancestor: string): boolean =>
  path === ancestor || path.startsWith(`${ancestor}/`);
