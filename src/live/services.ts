import { compareText } from '../core/diagnostic.ts';
import type { BudgetStatus, PerformanceStatus, ProbeStatus, ServiceStatus } from '../ir/status.ts';

/** Anything that belongs to a service. */
export interface Owned {
  readonly service: string;
  readonly team: string;
}

/** Puts what was found below its services, in the order of their names. What was not asked for stays away. */
export const servicesOf = (
  budgets: readonly (Owned & BudgetStatus)[],
  more?: {
    readonly performance: readonly (Owned & PerformanceStatus)[];
    readonly probes: readonly (Owned & ProbeStatus)[];
  },
): readonly ServiceStatus[] => {
  const all: readonly Owned[] = [...budgets, ...(more?.performance ?? []), ...(more?.probes ?? [])];
  const names = [...new Set(all.map(({ service }) => service))].toSorted(compareText);
  return names.map(name => ({
    service: name,
    team: all.find(({ service, team }) => service === name && team !== '')?.team ?? '',
    budgets: of(budgets, name),
    ...(more === undefined ? {} : { performance: of(more.performance, name), probes: of(more.probes, name) }),
  }));
};

const of = <T extends Owned>(all: readonly T[], name: string): readonly Omit<T, keyof Owned>[] =>
  all.filter(({ service }) => service === name).map(({ service: _service, team: _team, ...rest }) => rest);
