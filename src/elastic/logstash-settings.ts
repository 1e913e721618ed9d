import type { JsonObject } from '../core/json.ts';
import { ports } from '../ir/conventions.ts';

/** MiB that one pipeline may hold back while Elasticsearch is away (ours: about 500 000 lines of 1 KB). */
const queueMiB = 512;
/** MiB of events that Elasticsearch refused, per pipeline; the oldest go first (ours). */
const deadLetterMiB = 256;

/** Kubernetes quantity for the queues of that many pipelines, filled to 80 % at most. */
export const logstashStorage = (pipelineCount: number): string =>
  `${Math.ceil((pipelineCount * (queueMiB + deadLetterMiB)) / 0.8 / 1024)}Gi`;

/** `logstash.yml` */
export const logstashSettings: JsonObject = {
  'api.http.host': '0.0.0.0',
  'api.http.port': ports.logstashApi.port,
  'config.support_escapes': true,
  'pipeline.ecs_compatibility': 'disabled',
  'queue.type': 'persisted',
  'queue.max_bytes': `${queueMiB}mb`,
  'dead_letter_queue.enable': true,
  'dead_letter_queue.max_bytes': `${deadLetterMiB}mb`,
  'dead_letter_queue.storage_policy': 'drop_older',
};
