import { isDnsLabel, kebabCase } from '../core/names.ts';

const longest = 63;

const trimmed = (name: string): string => name.slice(0, longest).replace(/-+$/, '');

/** A name for a service: its own where that can be one. */
export const serviceName = (name: string): string => (isDnsLabel(name) ? name : trimmed(kebabCase(name)) || 'service');

/** A name for an objective: its own where that can be one. */
export const sloName = (name: string): string =>
  /^[A-Za-z0-9](?:[-\w]{0,61}[A-Za-z0-9])?$/.test(name) ? name : trimmed(kebabCase(name)) || 'objective';

/** A name that nobody has, numbered where two would be the same once they are labels. */
export const freeName = (name: string, taken: Set<string>): string => {
  let free = name;
  for (let n = 2; taken.has(kebabCase(free)); n += 1) free = `${name.slice(0, longest - 4)}-${n}`;
  taken.add(kebabCase(free));
  return free;
};
