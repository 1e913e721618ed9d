import { compareText, type Diagnostic, report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { readYaml } from '../core/read-yaml.ts';
import { jobEmpty, targetDown } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import { counted, someOf, unseen, type Verified } from './verified.ts';

interface Target {
  readonly job: string;
  readonly url: string;
  readonly health: string;
  readonly error: string;
}

const what = 'Targets are up';

/** Whether every target of every job was scraped, and every job has one. */
export const verifyTargets = async (prometheus: Prometheus): Promise<Verified> => {
  const answer = await prometheus.get('/api/v1/targets', [['state', 'active']]);
  if ('failure' in answer) return unseen(what, answer.failure);
  const config = await prometheus.get('/api/v1/status/config');
  if ('failure' in config) return unseen(what, config.failure);
  const targets = targetsOf(answer.value);
  const jobs = [...new Set(targets.map(({ job }) => job))].toSorted(compareText);
  const configured = await configuredJobs(config.value);
  const up = targets.filter(({ health }) => health === 'up').length;
  return {
    what,
    detail: `${up} of ${counted(targets.length, 'target')} in ${counted(jobs.length, 'job')}`,
    findings: [
      ...jobs.flatMap(job =>
        downFinding(
          prometheus,
          job,
          targets.filter(target => target.job === job),
        ),
      ),
      ...(configured.length === 0 && jobs.length === 0 ? [nothingScraped(prometheus)] : []),
      ...configured
        .filter(job => !jobs.includes(job))
        .map(job =>
          report(
            jobEmpty,
            prometheus.name,
            `The job \`${job}\` has no targets.`,
            'Check what it discovers: labels of pods, files of targets, permissions.',
          ),
        ),
    ],
  };
};

const nothingScraped = ({ name }: Prometheus): Diagnostic =>
  report(
    jobEmpty,
    name,
    'Prometheus has no job: it scrapes nothing.',
    'Is it the server with the rendered configuration? One that only receives has none.',
  );

const downFinding = ({ name }: Prometheus, job: string, targets: readonly Target[]): readonly Diagnostic[] => {
  const down = targets.filter(({ health }) => health !== 'up');
  const [first] = down;
  if (first === undefined) return [];
  const waiting = down.every(({ health }) => health === 'unknown');
  return [
    report(
      targetDown,
      name,
      `${counted(down.length, 'target')} of the job \`${job}\` ${down.length === 1 ? 'is' : 'are'} ${waiting ? 'not scraped yet' : 'down'}: ${someOf(down.map(({ url }) => url))}.`,
      waiting ? 'Wait for the first scrape with --wait 1m.' : `Prometheus says: ${first.error || 'nothing'}.`,
    ),
  ];
};

const targetsOf = (data: JsonValue): readonly Target[] => {
  const list = isJsonObject(data) ? data['activeTargets'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.filter(isJsonObject).map(target => ({
    job: text(target['scrapePool']),
    url: text(target['scrapeUrl']),
    health: text(target['health']),
    error: text(target['lastError']),
  }));
};

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** Names of the jobs in the configuration: a job that has never found a target is known nowhere else. */
const configuredJobs = async (data: JsonValue): Promise<readonly string[]> => {
  const { documents } = await readYaml(isJsonObject(data) ? text(data['yaml']) : '');
  const config = documents[0]?.value;
  const jobs = isJsonObject(config) ? config['scrape_configs'] : undefined;
  return Array.isArray(jobs) ? jobs.flatMap(job => (isJsonObject(job) ? text(job['job_name']) : [])) : [];
};
