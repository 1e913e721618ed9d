import { report } from '../core/diagnostic.ts';
import { type Clock, type DrillPlan, type DrillReport, drill } from './drill.ts';
import { drillShared } from './problems.ts';
import { nameOf, type Server } from './server.ts';
import { someOf } from './verified.ts';

/**
 * One drill after the other, each ended before the next begins: two at once could not be told apart. A server that does
 * not take a test alert is not asked again.
 */
export const drills = async (
  server: Server,
  plans: readonly DrillPlan[],
  clock: Clock,
): Promise<readonly DrillReport[]> => {
  const reports: DrillReport[] = [];
  /** Kinds that have yet to say that an earlier test alert is over. */
  const owing = new Set<string>();
  for (const plan of plans) {
    const one = await drill(server, plan, clock);
    const shared = [...new Set(one.ways.map(({ integration }) => integration))].filter(kind => owing.has(kind));
    reports.push(
      shared.length === 0
        ? one
        : {
            ...one,
            findings: [
              ...one.findings,
              report(
                drillShared,
                nameOf(server),
                `What ${someOf(shared)} sent may have been that an earlier test alert is over, and not \`${plan.labels['alertname']}\`.`,
                'Wait for these messages as well, longer than the group_interval: --wait-resolved 6m.',
              ),
            ],
          },
    );
    if (!one.sent) break;
    for (const { integration, tellsResolved, toldResolved } of one.ways)
      if (tellsResolved && toldResolved === undefined) owing.add(integration);
  }
  return reports;
};
