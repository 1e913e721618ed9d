import type { JsonObject, JsonValue } from '../core/json.ts';
import { pointer } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { mounts, orgLabel, ports, workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import type { Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { probeJob } from './probe-job.ts';
import { ruleFile, ruleFiles } from './rule-file.ts';

/** prometheus.yml and the rule files that it loads. */
export const configurePrometheus = (model: Model, plan: Plan, site: Site): readonly Artefact[] => {
  const jobs = [...plan.jobs, ...plan.probes.map(probe => probeJob(model, probe, site))];
  const body: JsonObject = {
    global: {
      scrape_interval: model.intervals.scrape,
      evaluation_interval: model.intervals.evaluation,
      external_labels: { [orgLabel]: model.org },
    },
    rule_files: [site.file(workloads.prometheus, `${mounts.rules}/*.yml`)],
    alerting: {
      alertmanagers: [
        {
          static_configs: [
            { targets: site.peers(workloads.prometheus, workloads.alertmanager, ports.alertmanager.name) },
          ],
        },
      ],
    },
    scrape_configs: jobs.map(job => scrapeConfig(job, site)),
  };
  return [
    {
      reader: workloads.prometheus,
      mount: mounts.prometheusConfig,
      format: 'yaml',
      body,
      origins: {
        '': model.path,
        ...Object.fromEntries(jobs.map((job, i) => [pointer('scrape_configs', i), job.path])),
      },
    },
    ...[...ruleFiles(plan.groups)].map(([file, groups]): Artefact => {
      const rendered = ruleFile(groups);
      return {
        reader: workloads.prometheus,
        mount: `${mounts.rules}/${file}.yml`,
        format: 'yaml',
        body: rendered.body,
        origins: { '': model.path, ...rendered.origins },
      };
    }),
  ];
};

const scrapeConfig = (job: ScrapeJob, site: Site): JsonObject => {
  const { sd, relabel } = site.discover(job);
  return {
    job_name: job.id,
    scrape_interval: job.interval,
    scrape_timeout: job.timeout,
    metrics_path: job.metricsPath,
    scheme: job.scheme,
    // A module's exporter that answers without a content type is read as text, not refused.
    fallback_scrape_protocol: 'PrometheusText0.0.4',
    params: job.targets.kind === 'probe' ? { module: [job.targets.module] } : undefined,
    authorization:
      job.bearerToken === undefined
        ? undefined
        : { type: 'Bearer', credentials_file: site.secretFile(workloads.prometheus, job.bearerToken) },
    sample_limit: job.limits.samples,
    label_limit: job.limits.labels,
    target_limit: job.limits.targets,
    body_size_limit: job.limits.bodySize,
    ...sd,
    relabel_configs: listOrNothing(relabel.map(step => ({ ...step }))),
    metric_relabel_configs: listOrNothing(job.metricRelabel.map(step => ({ ...step }))),
  };
};

const listOrNothing = (list: readonly JsonObject[]): JsonValue | undefined => (list.length === 0 ? undefined : list);
