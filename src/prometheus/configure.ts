import { type JsonObject, pointer } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { mounts, ports, workloads } from '../ir/conventions.ts';
import { httpClientConfig } from '../ir/http-client.ts';
import type { Plan } from '../ir/plan.ts';
import type { RuleGroup } from '../ir/rule-group.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import type { Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { probeJob } from './probe-job.ts';
import { remoteReadConfig, remoteWriteConfig } from './remote.ts';
import { ruleFile, ruleFiles } from './rule-file.ts';
import { type Share, scrapeConfig } from './scrape-config.ts';
import { shardIds } from './shards.ts';

/** What one server of the stack does. */
interface Role {
  /** Workload id. */
  readonly reader: string;
  readonly jobs: readonly ScrapeJob[];
  readonly groups: readonly RuleGroup[];
  readonly share?: Share;
}

/** Who scrapes and evaluates what. With shards, they scrape and `prometheus` sees what all of them send it. */
const rolesOf = (model: Model, plan: Plan, site: Site): readonly Role[] => {
  const { shards, mode } = model.prometheus;
  const jobs = [...plan.jobs, ...plan.probes.map(probe => probeJob(model, probe, site))];
  const reader = workloads.prometheus;
  if (mode === 'agent') return [{ reader, jobs, groups: [] }];
  // What is for a ruler stands in the folder of rules, for whoever runs one.
  if (shards === 1)
    return [{ reader, jobs, groups: plan.groups.filter(({ evaluator }) => evaluator === 'prometheus') }];
  return [
    { reader, jobs: [], groups: plan.groups.filter(({ evaluator }) => evaluator === 'ruler') },
    ...shardIds(model).map((id, shard) => ({
      reader: id,
      jobs,
      groups: plan.groups.filter(({ evaluator }) => evaluator === 'prometheus'),
      share: { shards, shard },
    })),
  ];
};

/** prometheus.yml of every server, and the rule files that it loads. */
export const configurePrometheus = (model: Model, plan: Plan, site: Site): readonly Artefact[] =>
  rolesOf(model, plan, site).flatMap(role => [configFile(model, role, site), ...ruleArtefacts(model, role)]);

const configFile = (model: Model, role: Role, site: Site): Artefact => {
  const { reader, jobs, share } = role;
  const { prometheus } = model;
  const isAgent = prometheus.mode === 'agent';
  return {
    reader,
    mount: mounts.prometheusConfig,
    format: 'yaml',
    body: {
      global: {
        scrape_interval: model.intervals.scrape,
        evaluation_interval: isAgent ? undefined : model.intervals.evaluation,
        rule_query_offset: isAgent ? undefined : prometheus.queryOffset,
        external_labels: {
          ...prometheus.externalLabels,
          // The name of the pod or container: every replica reads the same file.
          ...(prometheus.replicas === 1 || share !== undefined ? {} : { [prometheus.replicaLabel]: replicaName }),
        },
      },
      ...(isAgent ? {} : evaluation(model, reader, site)),
      storage: isAgent || share !== undefined ? undefined : storage(model),
      tracing: tracing(model, reader, site),
      scrape_configs: jobs.map(job => scrapeConfig(job, site, reader, share)),
      ...remote(model, role, site),
    },
    origins: {
      '': model.path,
      ...Object.fromEntries(jobs.map((job, i) => [pointer('scrape_configs', i), job.path])),
    },
  };
};

/** Prometheus puts the environment variable in its place. */
const replicaName = '${HOSTNAME}';

const evaluation = ({ prometheus }: Model, reader: string, site: Site): JsonObject => ({
  rule_files: [site.file(reader, `${mounts.rules}/*.yml`)],
  alerting: {
    // Without it, Alertmanager would take the alerts of two replicas for two alerts.
    alert_relabel_configs:
      prometheus.replicas === 1 ? undefined : [{ regex: prometheus.replicaLabel, action: 'labeldrop' }],
    alertmanagers: [
      { static_configs: [{ targets: site.peers(reader, workloads.alertmanager, ports.alertmanager.name) }] },
    ],
  },
});

const storage = ({ prometheus: { exemplars, outOfOrder } }: Model): JsonObject | undefined =>
  exemplars === undefined && outOfOrder === undefined
    ? undefined
    : {
        tsdb: outOfOrder === undefined ? undefined : { out_of_order_time_window: outOfOrder },
        exemplars: exemplars === undefined ? undefined : { max_exemplars: exemplars },
      };

const tracing = ({ prometheus }: Model, reader: string, site: Site): JsonObject | undefined => {
  const to = prometheus.tracing;
  if (to === undefined) return undefined;
  return {
    client_type: to.protocol ?? 'grpc',
    endpoint: to.endpoint,
    sampling_fraction: to.sampling ?? 0.1,
    insecure: to.tls === undefined,
    ...httpClientConfig(to.tls === undefined ? {} : { tls: to.tls }, secret => site.secretFile(reader, secret)),
  };
};

const remote = (model: Model, { reader, share }: Role, site: Site): JsonObject => {
  const { remoteWrite, remoteRead, externalLabels, mode } = model.prometheus;
  const fileOf = (secret: Parameters<Site['secretFile']>[1]) => site.secretFile(reader, secret);
  if (share !== undefined)
    return {
      remote_write: site.peers(reader, workloads.prometheus, ports.prometheus.name).map((peer, i) => ({
        url: `http://${peer}/api/v1/write`,
        name: `${workloads.prometheus}-${i}`,
        send_exemplars: true,
        send_native_histograms: true,
        // A series is stored as one that was scraped: the labels of the server are added when it leaves the stack.
        write_relabel_configs: [{ regex: Object.keys(externalLabels).toSorted().join('|'), action: 'labeldrop' }],
      })),
    };
  return {
    remote_write: remoteWrite.length === 0 ? undefined : remoteWrite.map(entry => remoteWriteConfig(entry, fileOf)),
    remote_read:
      remoteRead.length === 0 || mode === 'agent'
        ? undefined
        : remoteRead.map(entry => remoteReadConfig(entry, fileOf)),
  };
};

const ruleArtefacts = (model: Model, { reader, groups }: Role): readonly Artefact[] =>
  [...ruleFiles(groups)].map(([file, members]): Artefact => {
    const rendered = ruleFile(members);
    return {
      reader,
      mount: `${mounts.rules}/${file}.yml`,
      format: 'yaml',
      body: rendered.body,
      origins: { '': model.path, ...rendered.origins },
    };
  });
