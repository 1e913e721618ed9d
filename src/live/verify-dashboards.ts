import { type Diagnostic, report } from '../core/diagnostic.ts';
import { getText } from './get-text.ts';
import { httpFailure } from './http-answer.ts';
import { dashboardMissing } from './problems.ts';
import { nameOf, type Server } from './server.ts';
import { counted, someOf, unseen, type Verified } from './verified.ts';

/** Whether Grafana has every rendered dashboard by its uid. */
export const verifyDashboards = async (server: Server, uids: readonly string[]): Promise<Verified> => {
  const what = 'Dashboards are there';
  const missing: string[] = [];
  for (const uid of uids) {
    const reply = await getText(server, `/api/dashboards/uid/${encodeURIComponent(uid)}`);
    if ('failure' in reply) return unseen(what, reply.failure);
    if (reply.status === 404) missing.push(uid);
    else {
      const failure: Diagnostic | undefined = httpFailure(server, reply);
      if (failure !== undefined) return unseen(what, failure);
    }
  }
  return {
    what,
    detail: `${uids.length - missing.length} of ${counted(uids.length, 'dashboard')}`,
    findings:
      missing.length === 0
        ? []
        : [
            report(
              dashboardMissing,
              nameOf(server),
              `Grafana has not the ${missing.length === 1 ? 'dashboard' : 'dashboards'} ${someOf(missing)}.`,
              'Check whether its provisioning reads the rendered files.',
            ),
          ],
  };
};
