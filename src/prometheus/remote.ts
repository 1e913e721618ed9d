import type { RemoteReadEntry, RemoteWriteEntry } from '../catalogue/prometheus.ts';
import type { JsonObject } from '../core/json.ts';
import { sortedOrNothing } from '../core/sort-keys.ts';
import { httpClientConfig } from '../ir/http-client.ts';
import type { SecretRef } from '../ir/secret.ts';
import { writeSteps } from '../model/relabel-steps.ts';
import { relabelList } from './relabel-list.ts';

type FileOf = (secret: SecretRef) => string;

/** A storage that gets every sample, in Prometheus' own keys. */
export const remoteWriteConfig = (entry: RemoteWriteEntry, fileOf: FileOf): JsonObject => {
  const { queue } = entry;
  return {
    url: entry.url,
    name: entry.id,
    remote_timeout: entry.timeout,
    headers: sortedOrNothing(entry.headers),
    send_exemplars: entry.exemplars,
    send_native_histograms: entry.nativeHistograms,
    ...httpClientConfig(entry, fileOf),
    write_relabel_configs: relabelList(writeSteps(entry.relabel)),
    queue_config:
      queue === undefined
        ? undefined
        : {
            capacity: queue.capacity,
            max_shards: queue.maxShards,
            min_shards: queue.minShards,
            max_samples_per_send: queue.samplesPerSend,
            batch_send_deadline: queue.batchDeadline,
            min_backoff: queue.minBackoff,
            max_backoff: queue.maxBackoff,
            sample_age_limit: queue.sampleAgeLimit,
          },
  };
};

/** A storage that is asked for older samples, in Prometheus' own keys. */
export const remoteReadConfig = (entry: RemoteReadEntry, fileOf: FileOf): JsonObject => ({
  url: entry.url,
  name: entry.id,
  remote_timeout: entry.timeout,
  read_recent: entry.recent,
  required_matchers: sortedOrNothing(entry.requiredMatchers),
  ...httpClientConfig(entry, fileOf),
});
