import { ports, workloads } from '../ir/conventions.ts';
import { discoveryClient } from '../ir/discovery.ts';
import { clientSecrets } from '../ir/http-client.ts';
import type { Plan } from '../ir/plan.ts';
import type { RuleGroup } from '../ir/rule-group.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { Edge, Workload } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';
import { platformJob, platformLabels } from '../model/platform-job.ts';
import { prometheusWorkload } from './workload.ts';

/** Ids of the scrapers that share the targets; none when the one server scrapes by itself. */
export const shardIds = ({ prometheus: { shards } }: Model): readonly string[] =>
  shards === 1 ? [] : Array.from({ length: shards }, (_, i) => `${workloads.prometheus}-shard-${i}`);

type Joined = Omit<Plan, 'routing'>;

/** The plan with what scraping needs because of what every other part asks of it: secrets, scrapers, evaluators. */
export const completeScraping = (model: Model, plan: Joined): Joined => {
  const ids = shardIds(model);
  const sharded = ids.length === 0 ? plan : spread(model, plan, ids);
  const scrapers = new Set(ids.length === 0 ? [workloads.prometheus] : ids);
  const ofJobs = sharded.jobs.flatMap(({ client, targets }) => [
    ...clientSecrets(client ?? {}),
    ...(targets.kind === 'discovered' ? clientSecrets(discoveryClient(targets.discovery)) : []),
  ]);
  const ofStorages = [
    ...model.prometheus.remoteWrite,
    ...model.prometheus.remoteRead,
    { ...(model.prometheus.tracing?.tls === undefined ? {} : { tls: model.prometheus.tracing.tls }) },
  ].flatMap(clientSecrets);
  const needed = (id: string): readonly SecretRef[] => [
    ...(scrapers.has(id) ? ofJobs : []),
    ...(id === workloads.prometheus ? ofStorages : []),
  ];
  return { ...sharded, workloads: sharded.workloads.map(workload => withSecrets(workload, needed(workload.id))) };
};

const withSecrets = (workload: Workload, secrets: readonly SecretRef[]): Workload => {
  if (secrets.length === 0) return workload;
  const all = new Map([...workload.secrets, ...secrets].map(each => [each.secret, each]));
  return { ...workload, secrets: [...all.values()] };
};

/** Scrapers beside the server that is asked: they have its connections to targets, it has what they send. */
const spread = (model: Model, plan: Joined, ids: readonly string[]): Joined => {
  const own = ids.map(id => platformJob(model, { id, workload: id, port: ports.prometheus.name }));
  const edges = [...plan.edges, ...own.map(({ edge }) => edge)];
  const fromServer = edges.filter(({ from }) => from === workloads.prometheus);
  return {
    ...plan,
    workloads: [...plan.workloads, ...ids.map(id => prometheusWorkload(model, id))],
    // To whoever watches Prometheus, a scraper is one: the rules about it hold for all of them.
    jobs: [...plan.jobs, ...own.map(({ job }) => ({ ...job, labels: platformLabels(model, workloads.prometheus) }))],
    groups: withEvaluators(model, plan.groups),
    edges: [
      ...edges.filter(({ from, purpose }) => from !== workloads.prometheus || purpose !== 'scrape'),
      ...ids.flatMap((id): readonly Edge[] => [
        ...fromServer.filter(({ purpose }) => purpose !== 'send').map(edge => ({ ...edge, from: id })),
        { from: id, to: workloads.prometheus, port: ports.prometheus.name, purpose: 'send' },
      ]),
    ],
  };
};

/** A scraper sees its own targets only, so whatever does not say that this is enough is evaluated where all is seen. */
const withEvaluators = (model: Model, groups: readonly RuleGroup[]): readonly RuleGroup[] => {
  const local = new Set(model.ruleGroups.filter(({ evaluator }) => evaluator === 'prometheus').map(({ path }) => path));
  return groups.map(group => ({ ...group, evaluator: local.has(group.path) ? 'prometheus' : 'ruler' }));
};
