import { isJsonObject, type JsonValue } from '../core/json.ts';
import { readYaml } from '../core/read-yaml.ts';
import { getText, postJson } from './get-text.ts';
import { foreign, getJson, httpFailure } from './http-answer.ts';
import type { LabelSet } from './samples.ts';
import type { Answer, Server } from './server.ts';

/** An alert as it is posted; times are in milliseconds since 1970. */
export interface PostedAlert {
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What Alertmanager knows of an alert. */
export interface SeenAlert {
  readonly labels: LabelSet;
  /** `unprocessed` until it was routed once, then `active` or `suppressed`. */
  readonly state: string;
  /** Names of the receivers that its routes lead to. */
  readonly receivers: readonly string[];
  /** Ids of silences, fingerprints of the alerts that inhibit it, names of the intervals that mute it. */
  readonly mutedBy: readonly string[];
}

/** One way of a receiver to notify: `webhook` of the receiver `platform-slack`. */
export interface Integration {
  /** As the metrics of Alertmanager call it. */
  readonly kind: string;
  readonly tellsResolved: boolean;
}

/** How many requests each kind of integration has made, and how many of them failed, since the server started. */
export interface NotificationCounts {
  readonly made: ReadonlyMap<string, number>;
  readonly failed: ReadonlyMap<string, number>;
}

/** Sends an alert, or its end. */
export const postAlert = async (server: Server, alert: PostedAlert): Promise<Answer<undefined>> => {
  const { labels, annotations, startsAt, endsAt } = alert;
  const iso = (at: number): string => new Date(at).toISOString();
  const body = [{ labels, annotations, startsAt: iso(startsAt), endsAt: iso(endsAt) }];
  const reply = await postJson(server, '/api/v2/alerts', body);
  if ('failure' in reply) return reply;
  const failure = httpFailure(server, reply);
  return failure === undefined ? { value: undefined, notes: [] } : { failure };
};

/** The alert with a value of a label; undefined when Alertmanager has none. */
export const findAlert = async (
  server: Server,
  label: string,
  value: string,
): Promise<Answer<SeenAlert | undefined>> => {
  const answer = await getJson(server, '/api/v2/alerts', [['filter', `${label}=${JSON.stringify(value)}`]]);
  if ('failure' in answer) return answer;
  if (!Array.isArray(answer.value)) return { failure: foreign(server, 'JSON without alerts') };
  return { value: readAlert(answer.value[0]), notes: answer.notes };
};

const readAlert = (value: JsonValue | undefined): SeenAlert | undefined => {
  if (!isJsonObject(value)) return undefined;
  const status = isJsonObject(value['status']) ? value['status'] : {};
  const { state } = status;
  return {
    labels: textsByName(value['labels']),
    state: typeof state === 'string' ? state : 'unprocessed',
    receivers: list(value['receivers']).flatMap(each =>
      isJsonObject(each) && typeof each['name'] === 'string' ? [each['name']] : [],
    ),
    mutedBy: ['silencedBy', 'inhibitedBy', 'mutedBy'].flatMap(key =>
      list(status[key]).filter(each => typeof each === 'string'),
    ),
  };
};

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const textsByName = (value: JsonValue | undefined): LabelSet =>
  Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name, text] as const] : [],
    ),
  );

/** How each receiver notifies, by the configuration that the server runs with. */
export const readIntegrations = async (
  server: Server,
): Promise<Answer<ReadonlyMap<string, readonly Integration[]>>> => {
  const answer = await getJson(server, '/api/v2/status');
  if ('failure' in answer) return answer;
  const config = isJsonObject(answer.value) ? answer.value['config'] : undefined;
  const original = isJsonObject(config) ? config['original'] : undefined;
  if (typeof original !== 'string') return { failure: foreign(server, 'JSON without `config`') };
  const { documents } = await readYaml(original);
  const body = documents[0]?.value;
  const receivers = isJsonObject(body) ? list(body['receivers']) : [];
  return { value: new Map(receivers.flatMap(integrationsOf)), notes: [] };
};

const suffix = /_configs$/;

const integrationsOf = (receiver: JsonValue): readonly (readonly [string, readonly Integration[]])[] => {
  if (!isJsonObject(receiver) || typeof receiver['name'] !== 'string') return [];
  const integrations = Object.entries(receiver).flatMap(([key, uses]) =>
    suffix.test(key)
      ? list(uses).map(use => ({
          kind: key.replace(suffix, ''),
          // The server prints every setting, defaults included.
          tellsResolved: isJsonObject(use) && use['send_resolved'] === 'true',
        }))
      : [],
  );
  return [[receiver['name'], integrations]];
};

/**
 * The counters on the server's own page of metrics. Those of requests grow when an attempt has ended; the one of
 * notifications grows when the first attempt begins, and says nothing about success.
 */
export const readCounts = async (server: Server): Promise<Answer<NotificationCounts>> => {
  const reply = await getText(server, '/metrics');
  if ('failure' in reply) return reply;
  const failure = httpFailure(server, reply);
  if (failure !== undefined) return { failure };
  if (!reply.text.includes('\nalertmanager_')) return { failure: foreign(server, 'a page without its metrics') };
  return {
    value: {
      made: sumByIntegration(reply.text, 'alertmanager_notification_requests_total'),
      failed: sumByIntegration(reply.text, 'alertmanager_notification_requests_failed_total'),
    },
    notes: [],
  };
};

/** Releases differ in the labels beside `integration`: the sum over them is the same everywhere. */
const sumByIntegration = (page: string, name: string): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const line of page.split('\n')) {
    if (!line.startsWith(`${name}{`)) continue;
    const kind = /[{,]integration="([^"]*)"/.exec(line)?.[1];
    const value = Number(/\} (\S+)/.exec(line)?.[1]);
    if (kind !== undefined && Number.isFinite(value)) sums.set(kind, (sums.get(kind) ?? 0) + value);
  }
  return sums;
};
