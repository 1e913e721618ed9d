import { report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { foreign, getJson } from './http-answer.ts';
import { alertmanagerUnknown, clusterBroken } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import { nameOf, type Server } from './server.ts';
import { counted, unseen, type Verified } from './verified.ts';

/** Whether Prometheus knows where to send its alerts. */
export const verifyAlerting = async (prometheus: Prometheus): Promise<Verified> => {
  const what = 'Alerts are sent';
  const answer = await prometheus.get('/api/v1/alertmanagers');
  if ('failure' in answer) return unseen(what, answer.failure);
  const count = lengthOf(isJsonObject(answer.value) ? answer.value['activeAlertmanagers'] : undefined);
  return {
    what,
    detail: `to ${counted(count, 'Alertmanager')}`,
    findings:
      count > 0
        ? []
        : [
            report(
              alertmanagerUnknown,
              prometheus.name,
              'Prometheus knows no Alertmanager: its alerts reach nobody.',
              'Check the `alerting` part of its configuration and what it discovers.',
            ),
          ],
  };
};

/** Whether an Alertmanager has found its peers; one that is alone by configuration has none to find. */
export const verifyCluster = async (server: Server): Promise<Verified> => {
  const what = 'Alertmanagers know each other';
  const answer = await getJson(server, '/api/v2/status');
  if ('failure' in answer) return unseen(what, answer.failure);
  const cluster = isJsonObject(answer.value) ? answer.value['cluster'] : undefined;
  if (!isJsonObject(cluster) || typeof cluster['status'] !== 'string')
    return unseen(what, foreign(server, 'JSON without `cluster`'));
  const { status } = cluster;
  return {
    what,
    detail: status === 'disabled' ? 'one alone' : `${counted(lengthOf(cluster['peers']), 'peer')}, ${status}`,
    findings:
      status === 'ready' || status === 'disabled'
        ? []
        : [
            report(
              clusterBroken,
              nameOf(server),
              `The cluster of Alertmanager is \`${status}\`.`,
              'Wait until it has settled with --wait 1m, or check whether its peers can reach each other.',
            ),
          ],
  };
};

const lengthOf = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 0);
