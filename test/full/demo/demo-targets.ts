import { createServer } from 'node:http';
import { type JobExposure, jobExposures } from '../../../src/analysis/job-exposures.ts';
import type { Plan } from '../../../src/ir/plan.ts';
import type { Labels } from '../../../src/ir/rule-group.ts';
import type { Model } from '../../../src/model/model.ts';
import { listenOnLoopback } from '../../e2e/listen.ts';
import { type DemoMetric, demoMetrics, exposition } from './demo-metrics.ts';

/** A program that stands for one target of a job. */
export interface DemoTarget {
  /** `host:port`, and value of the label `instance`. */
  readonly address: string;
  /** What discovery would know of it, beside `job` and `instance`. */
  readonly labels: Labels;
  readonly metrics: readonly DemoMetric[];
}

export interface DemoTargets {
  /** By the id of their job. */
  readonly byJob: ReadonlyMap<string, readonly DemoTarget[]>;
  /** How many of them do not answer. */
  readonly down: number;
  readonly close: () => Promise<void>;
}

/** Services that are ill, and jobs whose last target does not answer: a day on which alerts fire. */
const trouble: { readonly ill: ReadonlySet<string>; readonly down: ReadonlySet<string> } = {
  ill: new Set(['leanvibe', 'backend-worker', 'elasticsearch', 'grafana']),
  down: new Set(['kubelet']),
};

/** Of several targets alike, two are enough to tell a sum from one of them. */
const replicasOf = ({ targets }: JobExposure): number => Math.min(targets, 2);

/** The collector has a page about itself, and one for what it counts. */
const ownMetrics = ({ job, metrics }: JobExposure) =>
  metrics.filter(({ name }) => name.startsWith('traces_span_metrics_') === (job.id === 'span-metrics'));

/** Machines that the targets of a job are spread over. */
const machine = (replica: number): string => `machine-${replica}`;

/**
 * Starts a small HTTP server for each target of the jobs of a plan, with the metrics that the program declares for it.
 * `real` are the jobs whose own programs run.
 */
export const startDemoTargets = async (
  model: Model,
  plan: Plan,
  real: ReadonlySet<string>,
  start: number,
): Promise<DemoTargets> => {
  const services = model.services.map(({ id }) => id);
  const closing: (() => Promise<void>)[] = [];
  const startOne = async (exposure: JobExposure, replica: number): Promise<DemoTarget> => {
    const { job } = exposure;
    const once = [...new Map(ownMetrics(exposure).map(metric => [metric.name, metric])).values()];
    const ill = trouble.ill.has(job.labels['service'] ?? '');
    const metrics = demoMetrics(once, { replica, services, ill }, start);
    const down = trouble.down.has(job.id) && replica === replicasOf(exposure) - 1;
    const server = await listenOnLoopback(
      createServer((request, response) => {
        if (down || request.url !== job.metricsPath) response.writeHead(down ? 503 : 404).end();
        else {
          response.setHeader('content-type', 'text/plain; version=0.0.4');
          response.end(exposition(metrics, Date.now() / 1_000));
        }
      }),
    );
    closing.push(server.close);
    return { address: `127.0.0.1:${server.port}`, labels: { ...job.labels, node: machine(replica) }, metrics };
  };
  const byJob = new Map<string, readonly DemoTarget[]>();
  for (const exposure of jobExposures(model, plan).filter(({ job }) => !real.has(job.id)))
    byJob.set(
      exposure.job.id,
      await Promise.all(Array.from({ length: replicasOf(exposure) }, (_, replica) => startOne(exposure, replica))),
    );
  return { byJob, down: trouble.down.size, close: async () => void (await Promise.all(closing.map(close => close()))) };
};
