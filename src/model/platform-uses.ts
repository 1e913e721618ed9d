import type { Catalogue } from '../catalogue/catalogue.ts';
import type { KindUse } from '../catalogue/kind-use.ts';
import { kebabCase } from '../core/names.ts';
import type { StackFeatures } from '../integrations/integration.ts';
import { integrations } from '../integrations/registry.ts';

/** What the services of a catalogue make necessary. */
const features = (catalogue: Catalogue): StackFeatures => ({
  logs: catalogue.services.some(service => (service.logs ?? []).length > 0),
  traces: catalogue.services.some(service => (service.traces ?? []).length > 0),
  probes: catalogue.services.some(service => (service.probes ?? []).length > 0),
});

/** The parts of the stack that are watched without being asked for, with what the stack says about them. */
export const platformUses = (catalogue: Catalogue): readonly KindUse[] => {
  const present = features(catalogue);
  return [...integrations].flatMap(([kind, { definition }]) =>
    definition.part?.present(present) === true
      ? [catalogue.uses?.find(use => use.kind === kind) ?? { kind, options: {} }]
      : [],
  );
};

/** What a stack uses beyond its own parts: machines, clusters. */
export const stackUses = (catalogue: Catalogue): readonly KindUse[] =>
  (catalogue.uses ?? []).filter(use => integrations.get(use.kind)?.definition.scope !== 'platform');

/** Value of the `service` label of what a stack uses beyond its services, and of its own parts: a name as services have. */
export const partService = (kind: string): string =>
  integrations.get(kind)?.definition.part?.service ?? kebabCase(kind);
