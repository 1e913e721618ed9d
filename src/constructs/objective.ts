import { type BurnTierEntry, type BurnTierName, burnTiers, type SloEntry } from '../catalogue/slo.ts';
import { sloLabel } from '../catalogue/slo-label.ts';
import { Recorded } from './recorded.ts';
import { ServiceScope } from './service.ts';

/** What every promise says, however it is measured. */
export interface ObjectiveProps extends Omit<SloEntry, 'id' | 'sli' | 'tiers'> {
  /** Rows of the burn-rate alerts, by name or with other numbers: `['page-fast', {tier: 'ticket', spent: '20%'}]`. */
  readonly tiers?: readonly (BurnTierName | BurnTierEntry)[];
}

/** A promise of a service. Others can name it as a part of theirs. */
export abstract class Objective extends Recorded {
  /** Value of the `slo` label of its series and alerts. */
  readonly slo: string;

  constructor(scope: ServiceScope, id: string) {
    super(scope, id);
    this.slo = sloLabel(scope instanceof ServiceScope ? scope.node.id : '', String(id));
  }

  /** Records the promise with how it is measured. */
  protected promise(
    service: ServiceScope | undefined,
    id: string,
    props: Partial<ObjectiveProps>,
    sli: SloEntry['sli'],
  ): void {
    const { objective = '', runbook = '', tiers, ...rest } = props;
    service?.record('slos', {
      ...rest,
      id,
      objective,
      runbook,
      sli,
      ...(tiers === undefined ? {} : { tiers: tierEntries(tiers) }),
    });
  }
}

/** An untyped caller may have put anything here; the shape of the catalogue reports it. */
function tierEntries(tiers: NonNullable<ObjectiveProps['tiers']>): readonly BurnTierEntry[];
function tierEntries(tiers: unknown): unknown;
function tierEntries(tiers: unknown): unknown {
  return Array.isArray(tiers)
    ? tiers.map((tier: unknown) => (burnTiers.some(name => name === tier) ? { tier } : tier))
    : tiers;
}
