import type { SloEntry } from '../catalogue/slo.ts';
import { Objective, type ObjectiveProps } from './objective.ts';
import { propsOf } from './read-props.ts';
import { ServiceScope } from './service.ts';

export interface CompositeSloProps extends ObjectiveProps {
  /** Other promises, of this service or of others: `[availability, {slo: latency, weight: 2}]`. */
  readonly of: readonly (Objective | { readonly slo: Objective; readonly weight: number })[];
  /** `weighted`: the mean of the parts. `worst`: the worst of them at every moment. Default `weighted`. */
  readonly combine?: 'weighted' | 'worst';
}

/** A promise about several others together: how bad they are at every moment, weighted or by the worst of them. */
export class CompositeSlo extends Objective {
  constructor(scope: ServiceScope, id: string, props: CompositeSloProps) {
    super(scope, id);
    const { of = [], combine = 'weighted', ...rest } = propsOf(props);
    this.promise(this.scopeAs(scope, ServiceScope, 'a service'), id, rest, {
      kind: 'composite',
      of: partEntries(of),
      combine,
    });
  }
}

type Part = Extract<SloEntry['sli'], { readonly kind: 'composite' }>['of'][number];

/** An untyped caller may have put anything here; the shape of the catalogue reports it. */
function partEntries(parts: CompositeSloProps['of']): readonly Part[];
function partEntries(parts: unknown): unknown;
function partEntries(parts: unknown): unknown {
  return Array.isArray(parts) ? parts.map(partEntry) : parts;
}

const partEntry = (part: unknown): unknown => {
  if (part instanceof Objective) return { slo: part.slo };
  if (typeof part !== 'object' || part === null || !('slo' in part)) return part;
  return { ...part, slo: part.slo instanceof Objective ? part.slo.slo : part.slo };
};
