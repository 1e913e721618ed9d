import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropEndpoints, dropMetrics, keepWhere, renameLabel, takeLabel } from '../../src/catalogue/relabel.ts';
import { listenOnLoopback } from '../e2e/listen.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { ask, startStack } from './running-stack.ts';

/** A real Prometheus that proves who it is, asks for its targets, and stores what the program wants stored. */
const lists = mkdtempSync(join(tmpdir(), 'sightline-lists-'));
const ended: (() => Promise<unknown>)[] = [];
let url: string | undefined;
const secrets = { token: 'a-token', password: 'a-password', client: 'a-client-secret' };

const exposition = [
  '# TYPE http_requests_total counter',
  'http_requests_total{endpoint="/orders"} 5',
  'http_requests_total{endpoint="/health"} 900',
  'http_requests_total{endpoint="/metrics"} 800',
  'noise 1',
  'worker_busy{worker="7"} 1',
  '',
].join('\n');

const isWanted = ({ headers, url: path }: IncomingMessage): boolean => {
  switch (path) {
    case '/bearer':
      return headers.authorization === `Bearer ${secrets.token}`;
    case '/oauth2':
      return headers.authorization === 'Bearer fetched';
    case '/basic':
    case '/targets':
      return headers.authorization === `Basic ${Buffer.from(`scraper:${secrets.password}`).toString('base64')}`;
    case '/params?part=all&part=belt':
    case '/plain':
    case untyped:
      return true;
    default:
      return false;
  }
};

/** Nobody says what this is: Prometheus 3 refuses it unless it is told. */
const untyped = '/untyped';

const answer = (
  request: IncomingMessage,
  address: string,
): { readonly type: string; readonly text: string } | undefined => {
  if (request.url === '/token')
    return { type: 'application/json', text: '{"access_token":"fetched","token_type":"Bearer","expires_in":60}' };
  if (!isWanted(request)) return undefined;
  return request.url === '/targets'
    ? {
        type: 'application/json',
        text: JSON.stringify(
          ['yes', 'no'].map(scrape => ({ targets: [address], labels: { __meta_scrape: scrape, __meta_kind: 'hive' } })),
        ),
      }
    : { type: 'text/plain; version=0.0.4', text: exposition };
};

beforeAll(async () => {
  let address = '';
  const server = createServer((request, response) => {
    const found = answer(request, address);
    if (found === undefined) response.writeHead(401).end();
    else response.writeHead(200, request.url === untyped ? {} : { 'content-type': found.type }).end(found.text);
  });
  const listening = await listenOnLoopback(server);
  ended.push(listening.close);
  address = `127.0.0.1:${listening.port}`;
  writeFileSync(join(lists, 'a.json'), JSON.stringify([{ targets: [address], labels: { shed: 'north' } }]));
  const fixed = { kind: 'static', addresses: [address] };
  const auth = { kind: 'basic', username: 'scraper', password: { secret: 'password' } };
  const stack = await startStack(
    {
      scrapeJobs: [
        { id: 'bearer', path: '/bearer', discover: fixed, auth: { kind: 'bearer', token: { secret: 'token' } } },
        { id: 'basic', path: '/basic', discover: fixed, auth },
        {
          id: 'oauth2',
          path: '/oauth2',
          discover: fixed,
          auth: {
            kind: 'oauth2',
            clientId: 'prometheus',
            clientSecret: { secret: 'client' },
            tokenUrl: `${listening.url}/token`,
          },
        },
        { id: 'params', path: '/params', discover: fixed, params: { part: ['all', 'belt'] } },
        {
          id: 'listed',
          path: '/plain',
          discover: { kind: 'http', url: `${listening.url}/targets`, refresh: '1s', auth },
          relabel: [keepWhere({ meta: 'scrape' }, 'yes'), takeLabel('sort', { meta: 'kind' })],
        },
        { id: 'filed', path: '/plain', discover: { kind: 'file', files: [join(lists, '*.json')] } },
        {
          id: 'sorted',
          path: '/plain',
          discover: fixed,
          samples: [dropEndpoints('endpoint'), dropMetrics('noise'), renameLabel('worker', 'process')],
        },
        { id: 'untyped', path: untyped, discover: fixed },
        { id: 'full', path: '/plain', discover: fixed, limits: { samples: 2 } },
      ],
    },
    { secrets },
  );
  ended.push(stack.stop);
  url = stack.urls.get('prometheus');
});

afterAll(async () => {
  await Promise.all(ended.map(end => end()));
  rmSync(lists, { recursive: true, force: true });
});

const labelsOf = async (query: string) => (await ask(url, query)).map(({ labels }) => labels);

const first = (query: string) => waitFor(query, 15, async () => (await labelsOf(query))[0]);

test.each(['bearer', 'basic', 'oauth2', 'params', 'listed', 'filed', 'sorted', 'untyped'])(
  'the job %s is scraped, with the labels of the contract',
  async job => {
    expect(await first(`up{job="${job}"} == 1`)).toMatchObject({
      job,
      service: job,
      team: 'platform',
      env: 'production',
      tier: '1',
    });
  },
);

test('a target of a list is kept by what the list says, and carries what was taken from it', async () => {
  const found = await first('up{job="listed"} == 1');
  expect(found).toMatchObject({ sort: 'hive' });
  expect((await labelsOf('up{job="listed"}')).length).toBe(1);
  expect(await first('up{job="filed"} == 1')).toMatchObject({ shed: 'north' });
});

test('requests of quiet endpoints and noise are not stored, and a label has its new name', async () => {
  await first('worker_busy{job="sorted"}');
  const stored = await labelsOf('{job="sorted",__name__!~"up|scrape_.+"}');
  expect(stored.map(({ __name__, endpoint, process, worker }) => [__name__, endpoint, process, worker])).toEqual(
    expect.arrayContaining([
      ['http_requests_total', '/orders', undefined, undefined],
      ['worker_busy', undefined, '7', undefined],
    ]),
  );
  expect(stored.length).toBe(2);
});

test('a target that gives more than its limit is down, and nothing of it is stored', async () => {
  await first('up{job="full"} == 0');
  expect(await labelsOf('noise{job="full"}')).toEqual([]);
});
