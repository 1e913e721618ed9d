import type { JsonObject } from '../core/json.ts';
import { sortKeys } from '../core/sort-keys.ts';
import { httpClientConfig } from '../ir/http-client.ts';
import type { Relabeling, ScrapeJob } from '../ir/scrape-job.ts';
import type { Site } from '../ir/site.ts';
import { relabelList } from './relabel-list.ts';

/** Which part of the targets a scraper takes. */
export interface Share {
  readonly shards: number;
  readonly shard: number;
}

/** One scrape job in Prometheus' own keys, as `reader` has it. */
export const scrapeConfig = (job: ScrapeJob, site: Site, reader: string, share: Share | undefined): JsonObject => {
  const { sd, relabel, last = [] } = site.discover(job);
  const { limits, nativeHistograms } = job;
  const author = job.relabel ?? [];
  return {
    job_name: job.id,
    honor_labels: job.honorLabels,
    honor_timestamps: job.honorTimestamps,
    scrape_interval: job.interval,
    scrape_timeout: job.timeout,
    metrics_path: job.metricsPath,
    scheme: job.scheme,
    scrape_protocols: job.protocols,
    // A module's exporter that answers without a content type is read as text, not refused.
    fallback_scrape_protocol: job.fallbackProtocol ?? 'PrometheusText0.0.4',
    scrape_native_histograms: nativeHistograms === undefined ? undefined : true,
    always_scrape_classic_histograms: nativeHistograms?.keepClassic,
    native_histogram_bucket_limit: nativeHistograms?.bucketLimit,
    params: paramsOf(job),
    ...httpClientConfig(job.client ?? {}, secret => site.secretFile(reader, secret)),
    ...accountConfig(job),
    sample_limit: limits.samples,
    label_limit: limits.labels,
    label_name_length_limit: limits.labelName,
    label_value_length_limit: limits.labelValue,
    target_limit: limits.targets,
    keep_dropped_targets: limits.keepDropped,
    body_size_limit: limits.bodySize,
    ...sd,
    relabel_configs: relabelList([...relabel, ...author, ...last, ...shareSteps(job, share)]),
    metric_relabel_configs: relabelList(job.metricRelabel),
  };
};

/** Where Kubernetes mounts the account of every pod that asks for it. */
const accountDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';

const accountConfig = ({ account }: ScrapeJob): JsonObject =>
  account === undefined
    ? {}
    : {
        authorization: { type: 'Bearer', credentials_file: `${accountDirectory}/token` },
        tls_config:
          account.trust === 'any'
            ? { insecure_skip_verify: true }
            : // Targets are found by their addresses, and the certificate of the API names the service.
              { ca_file: `${accountDirectory}/ca.crt`, server_name: 'kubernetes' },
      };

const paramsOf = ({ targets, params }: ScrapeJob): JsonObject | undefined => {
  const probed = targets.kind === 'probe' ? { module: [targets.module] } : undefined;
  return probed === undefined && params === undefined ? undefined : sortKeys({ ...params, ...probed });
};

/** Every scraper hashes the address and keeps what falls to it: together they have each target once. */
const shareSteps = ({ targets }: ScrapeJob, share: Share | undefined): readonly Relabeling[] =>
  share === undefined
    ? []
    : [
        {
          // The address of a probe is that of the prober, the same for all.
          source_labels: [targets.kind === 'probe' ? '__param_target' : '__address__'],
          modulus: share.shards,
          target_label: '__tmp_shard',
          action: 'hashmod',
        },
        { source_labels: ['__tmp_shard'], regex: String(share.shard), action: 'keep' },
      ];
