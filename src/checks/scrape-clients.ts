import { discoveryClient } from '../ir/discovery.ts';
import type { HttpClient } from '../ir/http-client.ts';
import type { Finding, Subject } from './check.ts';

/** Somebody who connects over HTTP because of scraping, and to whom. */
export interface ScrapeClient {
  readonly path: string;
  /** ``the job `api` ``: how a person finds it. */
  readonly where: string;
  readonly client: HttpClient;
  /** Whether the other end is reached without encryption. */
  readonly isPlain: boolean;
}

const isPlainUrl = (url: string): boolean => /^http:/i.test(url);

/** Every client of jobs, discoveries and remote storages. */
export const scrapeClients = ({ model, plan }: Subject): readonly ScrapeClient[] => [
  ...plan.jobs.flatMap(({ id, path, client = {}, scheme, targets }): readonly ScrapeClient[] => [
    { path, where: `the job \`${id}\``, client, isPlain: scheme === 'http' },
    ...(targets.kind === 'discovered'
      ? [
          {
            path,
            where: `the discovery of the job \`${id}\``,
            client: discoveryClient(targets.discovery),
            isPlain:
              targets.discovery.kind === 'http'
                ? isPlainUrl(targets.discovery.url)
                : targets.discovery.kind === 'consul'
                  ? targets.discovery.scheme !== 'https'
                  : targets.discovery.kind === 'swarm' && isPlainUrl(targets.discovery.host),
          },
        ]
      : []),
  ]),
  ...[...model.prometheus.remoteWrite, ...model.prometheus.remoteRead].map(entry => ({
    path: model.path,
    where: `the remote storage \`${entry.id}\``,
    client: entry,
    isPlain: isPlainUrl(entry.url),
  })),
];

/** One finding for each client that `find` has something to say about. */
export const inEveryClient =
  (find: (client: ScrapeClient) => Omit<Finding, 'path'> | undefined) =>
  (subject: Subject): readonly Finding[] =>
    scrapeClients(subject).flatMap(client => {
      const found = find(client);
      return found === undefined ? [] : [{ path: client.path, ...found }];
    });
