import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { PerformanceStatus, ServiceStatus } from '../ir/status.ts';
import { askBudgets, type Budget } from './budgets.ts';
import { askPerformance } from './performance.ts';
import { askProbes } from './probes.ts';
import { budgetsMissing, serviceUnknown } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import type { KnownQueries } from './read-queries.ts';
import type { Answer } from './server.ts';
import { type Owned, servicesOf } from './services.ts';

/** What is known of the services of a stack. */
export interface Status {
  readonly services: readonly ServiceStatus[];
}

/**
 * Budgets, performance and probes of the named services, or of all. How fast a service is can be asked only with the
 * rendered questions: which histogram is meant is written nowhere else.
 */
export const askStatus = async (
  prometheus: Prometheus,
  services: readonly string[],
  queries: KnownQueries | undefined,
): Promise<Answer<Status>> => {
  const budgets = await budgetsOrNone(prometheus, services);
  if ('failure' in budgets) return budgets;
  const probes = await askProbes(prometheus, services);
  if ('failure' in probes) return probes;
  const wanted = (queries?.services ?? []).filter(({ service }) => services.length === 0 || services.includes(service));
  const performance: (Owned & PerformanceStatus)[] = [];
  const notes: Diagnostic[] = [...budgets.notes, ...probes.notes];
  for (const { service, team, performance: histograms } of wanted)
    for (const histogram of histograms) {
      const answer = await askPerformance(prometheus, histogram);
      if ('failure' in answer) return answer;
      notes.push(...answer.notes);
      performance.push({ service, team, ...answer.value });
    }
  const found = servicesOf(budgets.value, { performance, probes: probes.value });
  if (found.length > 0) return { value: { services: found }, notes };
  const [first] = notes;
  return {
    failure: first ?? report(budgetsMissing, prometheus.name, 'Nothing is known of any service there.'),
  };
};

/** A service may have probes and no objectives. */
const budgetsOrNone = async (
  prometheus: Prometheus,
  services: readonly string[],
): Promise<Answer<readonly Budget[]>> => {
  const answer = await askBudgets(prometheus, services);
  if (!('failure' in answer)) return answer;
  const { code } = answer.failure;
  return code === budgetsMissing.code || code === serviceUnknown.code ? { value: [], notes: [answer.failure] } : answer;
};
