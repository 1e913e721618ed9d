import { createServer } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenOnLoopback } from '../e2e/listen.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { authority } from './certificates.ts';
import { ask, startStack } from './running-stack.ts';

/** A target that talks to nobody whose certificate its authority did not sign, and a real Prometheus. */
const ended: (() => Promise<unknown>)[] = [];
let url: string | undefined;

const ours = authority('orchard');
const target = ours.issue('press.orchard.example');
const scraper = ours.issue('prometheus');
const stranger = authority('elsewhere').issue('prometheus');
const secrets = {
  ca: ours.certificate,
  certificate: scraper.certificate,
  key: scraper.key,
  'stranger-certificate': stranger.certificate,
  'stranger-key': stranger.key,
};

const own = { certificate: { secret: 'certificate' }, key: { secret: 'key' } };
const ca = { secret: 'ca' };
const serverName = 'press.orchard.example';
const jobs = {
  known: { ca, ...own, serverName, minVersion: 'TLS13' },
  anonymous: { ca, serverName },
  stranger: { ca, serverName, certificate: { secret: 'stranger-certificate' }, key: { secret: 'stranger-key' } },
  misnamed: { ca, ...own, serverName: 'other.orchard.example' },
  distrusting: { ...own, serverName },
};

beforeAll(async () => {
  const server = createServer(
    { cert: target.certificate, key: target.key, ca: ours.certificate, requestCert: true, rejectUnauthorized: true },
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end('pressed 1\n');
    },
  );
  const listening = await listenOnLoopback(server);
  ended.push(listening.close);
  const discover = { kind: 'static', addresses: [`127.0.0.1:${listening.port}`] };
  const scrapeJobs = Object.entries(jobs).map(([id, tls]) => ({ id, tls, discover }));
  const stack = await startStack({ scrapeJobs }, { secrets });
  ended.push(stack.stop);
  url = stack.urls.get('prometheus');
});

afterAll(() => Promise.all(ended.map(end => end())));

test.each([
  { job: 'known', who: 'that both sides know', up: '1' },
  { job: 'anonymous', who: 'that shows no certificate', up: '0' },
  { job: 'stranger', who: 'whose certificate somebody else signed', up: '0' },
  { job: 'misnamed', who: 'that asks for another name', up: '0' },
  { job: 'distrusting', who: 'that does not know the authority of the target', up: '0' },
])('a scraper $who gets $up', async ({ job, up }) => {
  const [found] = await waitFor(`the job ${job} was scraped`, 15, async () => {
    const series = await ask(url, `up{job="${job}"}`);
    return series.length > 0 ? series : undefined;
  });
  expect(found?.value).toBe(up);
});
