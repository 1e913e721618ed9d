import { openPrometheus } from './prometheus.ts';
import type { Server } from './server.ts';
import type { Verified } from './verified.ts';
import { verifyReady } from './verified.ts';
import { verifyAlerting, verifyCluster } from './verify-alerting.ts';
import { verifyDashboards } from './verify-dashboards.ts';
import { type NamedRule, verifyRules } from './verify-rules.ts';
import { verifyTargets } from './verify-targets.ts';

/** The servers of a deployment, as far as they are to be looked at. */
export interface Deployment {
  readonly prometheus: Server;
  /** Evaluates what needs a view of more than one Prometheus. */
  readonly ruler?: Server;
  readonly alertmanager?: Server;
  readonly grafana?: Server;
}

/** What was rendered for it. */
export interface Rendered {
  readonly rules: readonly NamedRule[];
  /** Uids of dashboards. */
  readonly dashboards: readonly string[];
}

/** Looks at every server that is named, one thing after the other; what cannot be reached is a finding among others. */
export const verifyDeployment = async (
  { prometheus, ruler, alertmanager, grafana }: Deployment,
  { rules, dashboards }: Rendered,
): Promise<readonly Verified[]> => {
  const client = openPrometheus(prometheus);
  const evaluators = [client, ...(ruler === undefined ? [] : [openPrometheus(ruler)])];
  return [
    await verifyReady(prometheus, '/-/ready'),
    await verifyTargets(client),
    await verifyRules(evaluators, rules),
    await verifyAlerting(client),
    ...(ruler === undefined ? [] : [await verifyReady(ruler, '/-/ready')]),
    ...(alertmanager === undefined
      ? []
      : [await verifyReady(alertmanager, '/-/ready'), await verifyCluster(alertmanager)]),
    ...(grafana === undefined
      ? []
      : [await verifyReady(grafana, '/api/health'), await verifyDashboards(grafana, dashboards)]),
  ];
};
