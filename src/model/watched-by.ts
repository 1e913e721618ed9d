import type { ServiceEntry } from '../catalogue/catalogue.ts';
import type { KindUse } from '../catalogue/kind-use.ts';
import { componentName, nameIn } from '../integrations/component-name.ts';
import type { Watched } from '../integrations/selecting.ts';

/** Whose series an integration of a service reads: those of one job, where the service has several of the kind. */
export const watchedBy = (service: ServiceEntry, use: KindUse, uses: readonly KindUse[]): Watched => {
  const { id, scrape } = service;
  const name = nameIn(use.options);
  const isOneOfSeveral = uses.some(other => other.kind === use.kind && nameIn(other.options) !== name);
  return {
    service: id,
    job: scrape?.job ?? id,
    ...(name === undefined ? {} : { name }),
    ...(isOneOfSeveral ? { only: componentName(id, use.kind, name) } : {}),
  };
};
