import { expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withService, withStack } from '../accepted/base.ts';

const found = async (catalogue: unknown, target = 'kubernetes'): Promise<readonly string[]> => {
  const { diagnostics } = await synthesize(
    { catalogue, diagnostics: [] },
    { today: '2026-01-01', targets: [target], versions: {} },
  );
  return diagnostics.map(({ code, path }) => `${code} ${path}`);
};

const secret = { secret: 'scrape-secret' };
const fixed = { kind: 'static', addresses: ['db.example.com:9100'] };
const job = (change: Readonly<Record<string, unknown>>): unknown =>
  withStack({ scrapeJobs: [{ id: 'fleet', discover: fixed, ...change }] });
const step = (raw: Readonly<Record<string, unknown>>): unknown => job({ relabel: [{ kind: 'raw', step: raw }] });
const server = (prometheus: Readonly<Record<string, unknown>>): unknown => withStack({ prometheus });
const storage = (change: Readonly<Record<string, unknown>>): unknown =>
  server({ remoteWrite: [{ id: 'archive', url: 'https://archive.example.com/write', ...change }] });
const group = (expr: string, evaluator?: string): unknown =>
  withStack({
    prometheus: { shards: 2 },
    ruleGroups: [{ id: 'own', evaluator, rules: [{ kind: 'record', record: 'own:value', expr }] }],
  });

const refused: readonly [sentence: string, catalogue: unknown, ...codes: readonly string[]][] = [
  [
    'a discovery that lists targets on this machine',
    job({ discover: { kind: 'http', url: 'http://127.0.0.1/x' } }),
    'TARGET-LOCALHOST acme/fleet',
  ],
  [
    'a target on this machine',
    job({ discover: { kind: 'static', addresses: ['localhost:9100'] } }),
    'TARGET-LOCALHOST acme/fleet',
  ],
  [
    'an agent of Consul on this machine',
    job({ discover: { kind: 'consul', server: 'localhost:8500' } }),
    'TARGET-LOCALHOST acme/fleet',
  ],
  ['a storage on this machine', storage({ url: 'http://localhost:9009/write' }), 'TARGET-LOCALHOST acme'],
  ['a job with the name of a probe', job({ job: 'probe-api-health' }), 'JOB-DUP acme/fleet'],
  [
    'a step that sets the team',
    job({ relabel: [{ kind: 'set', label: 'team', value: 'x' }] }),
    'LABEL-COLLIDE acme/fleet',
  ],
  [
    'a step that takes labels of the contract away',
    job({ relabel: [{ kind: 'forget', labels: ['pod', 'env'] }] }),
    'LABEL-COLLIDE acme/fleet',
  ],
  [
    'a pattern that takes labels of the contract away',
    step({ regex: 't.*', action: 'labeldrop' }),
    'LABEL-COLLIDE acme/fleet',
  ],
  [
    'samples that keep no label of the contract',
    job({ samples: [{ kind: 'raw', step: { regex: '__name__', action: 'labelkeep' } }] }),
    'LABEL-COLLIDE acme/fleet',
  ],
  [
    'samples without the instance',
    job({ samples: [{ kind: 'forget', labels: ['instance'] }] }),
    'LABEL-COLLIDE acme/fleet',
  ],
  ['a server that adds a label of the contract', server({ externalLabels: { env: 'x' } }), 'LABEL-COLLIDE acme'],
  [
    'a server that tells replicas apart by a label that it adds',
    server({ replicas: 2, replicaLabel: 'region', externalLabels: { region: 'x' } }),
    'LABEL-COLLIDE acme',
  ],
  [
    'a token for a storage over http',
    storage({ url: 'http://archive.example.com/', auth: { kind: 'bearer', token: secret } }),
    'SCRAPE-AUTH acme',
  ],
  [
    'a password for a discovery over http',
    job({
      discover: {
        kind: 'consul',
        server: 'consul.example.com:8500',
        auth: { kind: 'basic', username: 'x', password: secret },
      },
    }),
    'SCRAPE-AUTH acme/fleet',
  ],
  [
    'a token that is fetched over http',
    storage({ auth: { kind: 'oauth2', clientId: 'x', clientSecret: secret, tokenUrl: 'http://login.example.com/' } }),
    'SCRAPE-AUTH acme',
  ],
  ['TLS settings of an http address', job({ scheme: 'http', tls: { ca: secret } }), 'SCRAPE-TLS acme/fleet'],
  ['a key without a certificate', storage({ tls: { key: secret } }), 'SCRAPE-TLS acme'],
  [
    'a storage whose pattern looks behind',
    storage({ relabel: [{ kind: 'dropWhere', from: { name: 'service' }, matches: '(?<=a)b' }] }),
    'RELABEL-REGEX acme',
  ],
  [
    'a sample pattern with a back reference',
    job({ samples: [{ kind: 'dropMetrics', matches: '(a)\\1' }] }),
    'RELABEL-REGEX acme/fleet',
  ],
  [
    'a hash without a modulus',
    step({ source_labels: ['__address__'], target_label: 'x', action: 'hashmod' }),
    'RELABEL-STEP acme/fleet',
  ],
  ['a replacement of nothing', step({ source_labels: ['__address__'] }), 'RELABEL-STEP acme/fleet'],
  [
    'a drop of labels with a source',
    step({ source_labels: ['a'], regex: 'b', action: 'labeldrop' }),
    'RELABEL-STEP acme/fleet',
  ],
  [
    'a step that reads nothing',
    job({ relabel: [{ kind: 'dropWhere', from: {}, matches: 'x' }] }),
    'RELABEL-SOURCE acme/fleet',
  ],
  [
    'a step that reads two things',
    job({ relabel: [{ kind: 'take', label: 'x', from: { meta: 'a', name: 'b' } }] }),
    'RELABEL-SOURCE acme/fleet',
  ],
  [
    'a target without a port',
    job({ discover: { kind: 'static', addresses: ['[2001:db8::1]'] } }),
    'TARGET-PORT acme/fleet',
  ],
  ['a job of no address', job({ discover: { kind: 'static', addresses: [] } }), 'DISCOVERY acme/fleet'],
  [
    'a job of no service of Consul',
    job({ discover: { kind: 'consul', server: 'consul:8500', services: [] } }),
    'DISCOVERY acme/fleet',
  ],
  [
    'instances of no role',
    job({ discover: { kind: 'ec2', region: 'eu-north-1', port: 9100, filters: { 'tag:role': [] } } }),
    'DISCOVERY acme/fleet',
  ],
  ['a job of no file', job({ discover: { kind: 'file', files: [] } }), 'DISCOVERY acme/fleet'],
  [
    'a port of nodes by name',
    job({ discover: { kind: 'kubernetes', role: 'node', port: 'metrics' } }),
    'DISCOVERY acme/fleet',
  ],
  ['a port of ingresses', job({ discover: { kind: 'kubernetes', role: 'ingress', port: 80 } }), 'DISCOVERY acme/fleet'],
  [
    'pods in no namespace',
    job({ discover: { kind: 'kubernetes', role: 'pod', namespaces: [] } }),
    'DISCOVERY acme/fleet',
  ],
  [
    'a swarm in a cluster',
    job({ discover: { kind: 'swarm', role: 'tasks', host: 'https://swarm.example.com' } }),
    'TARGET-JOB acme/fleet',
  ],
  ['a job for an unknown target', job({ only: ['kubernets'] }), 'TARGET acme/fleet'],
  ['an option that no discovery has', job({ discover: { ...fixed, addreses: [] } }), 'CAT-UNKNOWN acme/fleet'],
  ['a discovery that does not exist', job({ discover: { kind: 'kubernets', role: 'pod' } }), 'CAT-TYPE acme/fleet'],
  ['a step that does not exist', job({ relabel: [{ kind: 'keepwhere', matches: 'x' }] }), 'CAT-TYPE acme/fleet'],
  ['half a sample as a limit', job({ limits: { samples: 0.5 } }), 'CAT-TYPE acme/fleet'],
  [
    'an agent in several parts',
    server({
      mode: 'agent',
      shards: 2,
      query: 'https://a.example.com',
      remoteWrite: [{ id: 'a', url: 'https://a.example.com/' }],
    }),
    'AGENT acme',
  ],
  [
    'an agent that dashboards would ask',
    server({ mode: 'agent', remoteWrite: [{ id: 'a', url: 'https://a.example.com/' }] }),
    'AGENT acme',
  ],
  [
    'absence as one scraper of several sees it',
    group('absent(up{job="api"})', 'prometheus'),
    'SHARD-RULE acme/own/own:value',
  ],
  [
    'a join of targets in one scraper of several',
    group('up * on (service) probe_success', 'prometheus'),
    'SHARD-RULE acme/own/own:value',
  ],
  ['a constant of every scraper', group('vector(1)', 'prometheus'), 'SHARD-RULE acme/own/own:value'],
  [
    'two storages of one name',
    server({ remoteWrite: [1, 2].map(n => ({ id: 'a', url: `https://a${n}.example.com/` })) }),
    'NAME-DUP acme/a~2',
  ],
];

test.each(refused)('%s is refused', async (_, catalogue, ...codes) => {
  expect(await found(catalogue)).toEqual(codes);
});

const dropping = (matches: string, change: Readonly<Record<string, unknown>> = {}): unknown =>
  withService({ ...change, scrape: { samples: [{ kind: 'dropMetrics', matches }] } });

const accepted: readonly [sentence: string, catalogue: unknown, target?: string][] = [
  ['a metric that is dropped and that nobody reads', dropping('python_.+')],
  [
    'a series of which only a part is dropped',
    withService({
      scrape: { samples: [{ kind: 'dropSeries', where: { status: '2..' }, metrics: 'http_requests_total' }] },
    }),
  ],
  ['a scrape that takes as long as its interval', withService({ scrape: { interval: '10s', timeout: '10s' } })],
  [
    'a node that is taken from an address',
    job({ relabel: [{ kind: 'take', label: 'node', from: { name: '__address__' } }] }),
  ],
  ['an instance of another name', job({ relabel: [{ kind: 'take', label: 'instance', from: { meta: 'url' } }] })],
  ['a target at an address of numbers', job({ discover: { kind: 'static', addresses: ['[2001:db8::1]:9100'] } })],
  [
    'a target whose port a step adds',
    job({
      discover: { kind: 'static', addresses: ['db.example.com'] },
      relabel: [
        {
          kind: 'raw',
          step: { source_labels: ['__address__'], target_label: '__address__', replacement: '$1:9100' },
        },
      ],
    }),
  ],
  ['a storage that gets no instance', storage({ relabel: [{ kind: 'forget', labels: ['instance'] }] })],
  ['a token over https', job({ scheme: 'https', auth: { kind: 'bearer', token: secret } })],
  ['a scheme that follows from TLS', job({ tls: { ca: secret } })],
  [
    'a swarm beside Compose',
    job({ discover: { kind: 'swarm', role: 'nodes', host: 'https://swarm.example.com' } }),
    'compose',
  ],
  [
    'pods for Kubernetes only, on Compose',
    job({ discover: { kind: 'kubernetes', role: 'pod' }, only: ['kubernetes'] }),
    'compose',
  ],
  [
    'parts as many as scrapers',
    withStack({
      prometheus: { shards: 2 },
      scrapeJobs: [
        {
          id: 'fleet',
          discover: fixed,
          relabel: [
            {
              kind: 'raw',
              step: { source_labels: ['__address__'], modulus: 2, target_label: '__tmp_x', action: 'hashmod' },
            },
          ],
        },
      ],
    }),
  ],
  [
    'a sum of each target in one scraper of several',
    group('sum by (job, instance) (up) + on (job, instance) scrape_samples_scraped', 'prometheus'),
  ],
  ['a sum of everything where all is seen', group('sum(up)')],
  [
    'an agent with a storage',
    server({
      mode: 'agent',
      query: 'https://a.example.com',
      remoteWrite: [{ id: 'a', url: 'https://a.example.com/' }],
    }),
  ],
];

test.each(accepted)('%s is accepted', async (_, catalogue, target) => {
  expect(await found(catalogue, target)).toEqual([]);
});
