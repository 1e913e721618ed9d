import type { ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPrometheus, type Prometheus } from '../../src/live/prometheus.ts';
import { nameOf, readServerUrl, type Server, serverWarnings } from '../../src/live/server.ts';
import { freePorts, listenOnLoopback } from '../e2e/listen.ts';
import { selfSigned } from './certificate.ts';
import { type StubServer, sendJson, startStub, vectorOf } from './stub-server.ts';

const serverAt = (address: string, more: Partial<Server> = {}): Server => {
  const url = readServerUrl(address);
  if (typeof url === 'string') throw new Error(url);
  return { product: 'Prometheus', url, credentials: '--bearer-token-file', timeout: 5_000, maxBytes: 10_000, ...more };
};
const open = (address: string, more: Partial<Server> = {}): Prometheus => openPrometheus(serverAt(address, more));

/** Why a question failed: the code and the sentence, with the address of the server written as `SERVER`. */
const failure = async (prometheus: Prometheus) => {
  const answer = await prometheus.query('up');
  if (!('failure' in answer)) return answer;
  const { code, severity, path, message } = answer.failure;
  const { host } = new URL(prometheus.name);
  return { code, severity, path, message: message.replaceAll(prometheus.name, 'SERVER').replaceAll(host, 'SERVER') };
};

/** What the stub does, by the first part of the path. */
const behaviours: Readonly<Record<string, (response: ServerResponse) => void>> = {
  up: response => sendJson(response, { status: 'success', data: vectorOf([[{ __name__: 'up', job: 'api' }, 1]]) }),
  empty: response => sendJson(response, { status: 'success', data: vectorOf([]) }),
  odd: response =>
    sendJson(response, {
      status: 'success',
      data: vectorOf([
        [{ n: '1' }, 'NaN'],
        [{ n: '2' }, '+Inf'],
        [{ n: '3' }, '-Inf'],
        [{ n: '4' }, '1e-3'],
      ]),
    }),
  partial: response =>
    sendJson(response, {
      status: 'success',
      data: vectorOf([]),
      warnings: ['no StoreAPIs\nmatched'],
      infos: ['metric might not be a counter'],
    }),
  'bad-query': response =>
    sendJson(response, { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected end' }, 400),
  busy: response =>
    sendJson(
      response,
      { status: 'error', errorType: 'timeout', error: 'query timed out in expression evaluation' },
      503,
    ),
  denied: response => sendJson(response, { status: 'error', errorType: 'forbidden', error: 'tenant' }, 403),
  login: response => response.writeHead(401, { 'content-type': 'text/html' }).end('<h1>who?</h1>'),
  moved: response => response.writeHead(302, { location: 'https://sso.example/login?token=abc' }).end(),
  missing: response => response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found'),
  gateway: response => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502</h1>'),
  'error-page': response => sendJson(response, { status: 'success', data: vectorOf([]) }, 500),
  page: response =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>Grafana</title>'),
  nothing: response => response.writeHead(200).end(),
  text: response => response.writeHead(200, { 'content-type': 'text/plain' }).end('up 1\n'),
  json: response => sendJson(response, { database: 'ok' }),
  'no-data': response => sendJson(response, { status: 'success' }),
  matrix: response => sendJson(response, { status: 'success', data: { resultType: 'matrix', result: [] } }),
  'bad-value': response =>
    sendJson(response, {
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: {}, value: [1, 'one'] }] },
    }),
  'bad-label': response =>
    sendJson(response, {
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: { a: 1 }, value: [1, '1'] }] },
    }),
  large: response => response.writeHead(200, { 'content-type': 'application/json' }).end('x'.repeat(10_001)),
  silent: () => undefined,
  slow: response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"status":');
  },
  torn: response => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"status":', () => response.destroy());
  },
};

let stub: StubServer;
beforeAll(async () => {
  stub = await startStub((url, response) => behaviours[url.pathname.split('/')[1] ?? '']?.(response));
});
afterAll(() => stub.close());

const at = (behaviour: string, more: Partial<Server> = {}): Prometheus => open(`${stub.url}/${behaviour}`, more);

describe('an answer', () => {
  test('holds the labels, the value and the time of every series', async () => {
    expect(await at('up').query('up')).toEqual({
      value: [{ labels: { __name__: 'up', job: 'api' }, at: 1_700_000_000.5, value: 1 }],
      notes: [],
    });
  });

  test('may hold values that JSON has no number for', async () => {
    const answer = await at('odd').query('x');
    expect('value' in answer && answer.value.map(({ value }) => value)).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0.001,
    ]);
  });

  test('may be empty, which is no failure', async () => {
    expect(await at('empty').query('up')).toEqual({ value: [], notes: [] });
  });

  test('says when it is not complete', async () => {
    const answer = await at('partial').query('up');
    expect(answer).toMatchObject({
      value: [],
      notes: [
        { code: 'LIVE-PARTIAL', severity: 'warning', message: 'The answer is not complete: no StoreAPIs matched.' },
        { code: 'LIVE-NOTE', severity: 'info', message: 'metric might not be a counter.' },
      ],
    });
  });
});

describe('a question', () => {
  test('goes below the path of the address, with its text and the time that is left', async () => {
    await open(`${stub.url}/up/behind/a/proxy/`).query('sum(up{job="a&b"})', 1_700_000_000);
    const asked = new URL(stub.asked.at(-1)?.url ?? '', stub.url);
    expect(asked.pathname).toBe('/up/behind/a/proxy/api/v1/query');
    expect([...asked.searchParams]).toEqual([
      ['query', 'sum(up{job="a&b"})'],
      ['time', '1700000000'],
      ['timeout', '5000ms'],
    ]);
  });

  test('over a range names both ends and the step', async () => {
    expect(await at('matrix').queryRange('up', { start: 0, end: 60, step: 15 })).toEqual({ value: [], notes: [] });
    const asked = new URL(stub.asked.at(-1)?.url ?? '', stub.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      query: 'up',
      start: '0',
      end: '60',
      step: '15',
      timeout: '5000ms',
    });
  });

  test('carries credentials only when there are some', async () => {
    await at('up').query('up');
    expect(stub.asked.at(-1)?.headers.authorization).toBeUndefined();
    await at('up', { authorization: 'Bearer a-token' }).query('up');
    expect(stub.asked.at(-1)?.headers.authorization).toBe('Bearer a-token');
  });
});

describe('a server that cannot answer is told by its code and a sentence', () => {
  test.each([
    ['bad-query', 'LIVE-QUERY', 'Prometheus could not answer (bad_data): parse error: unexpected end.'],
    ['busy', 'LIVE-QUERY', 'Prometheus could not answer (timeout): query timed out in expression evaluation.'],
    ['denied', 'LIVE-AUTH', 'Prometheus refuses access (403).'],
    ['login', 'LIVE-AUTH', 'Prometheus wants credentials (401).'],
    ['moved', 'LIVE-REDIRECT', 'Prometheus redirects to https://sso.example/login (302); redirects are not followed.'],
    ['missing', 'LIVE-HTTP', 'Prometheus answers with the HTTP status 404.'],
    ['gateway', 'LIVE-HTTP', 'Prometheus answers with the HTTP status 502.'],
    ['error-page', 'LIVE-HTTP', 'Prometheus answers with the HTTP status 500.'],
    ['page', 'LIVE-BODY', 'Prometheus was asked and a web page came back.'],
    ['nothing', 'LIVE-BODY', 'Prometheus was asked and nothing came back.'],
    ['text', 'LIVE-BODY', 'Prometheus was asked and text/plain that is no answer came back.'],
    ['json', 'LIVE-BODY', 'Prometheus was asked and application/json that is no answer came back.'],
    ['no-data', 'LIVE-BODY', 'Prometheus was asked and JSON without `data` came back.'],
    ['matrix', 'LIVE-BODY', 'Prometheus was asked and a result of another kind than was asked for came back.'],
    ['bad-value', 'LIVE-BODY', 'Prometheus was asked and a result of another kind than was asked for came back.'],
    ['bad-label', 'LIVE-BODY', 'Prometheus was asked and a result of another kind than was asked for came back.'],
    ['large', 'LIVE-SIZE', 'Prometheus answers with more than 0 MiB.'],
    ['torn', 'LIVE-UNREACHABLE', 'Prometheus cannot be asked at SERVER: the connection broke off.'],
  ])('%s: %s', async (behaviour, code, message) => {
    const prometheus = at(behaviour);
    expect(await failure(prometheus)).toEqual({ code, severity: 'error', path: prometheus.name, message });
  });

  test.each([['silent'], ['slow']])('%s: LIVE-TIMEOUT', async behaviour => {
    expect(await failure(at(behaviour, { timeout: 150 }))).toMatchObject({
      code: 'LIVE-TIMEOUT',
      message: 'Prometheus did not answer within 150ms.',
    });
  });

  test('nobody listens: LIVE-UNREACHABLE', async () => {
    const [port] = await freePorts(1);
    expect(await failure(open(`http://127.0.0.1:${port}`))).toMatchObject({
      code: 'LIVE-UNREACHABLE',
      message: 'Prometheus cannot be asked at SERVER: nothing listens there.',
    });
  });

  test('no host of that name: LIVE-UNREACHABLE', async () => {
    expect(await failure(open('http://prometheus.invalid'))).toMatchObject({ code: 'LIVE-UNREACHABLE' });
  });

  test('it speaks something else: LIVE-UNREACHABLE', async () => {
    const server = createTcpServer(socket => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n'));
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', () => listening()));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await failure(open(`http://127.0.0.1:${port}`))).toMatchObject({
      code: 'LIVE-UNREACHABLE',
      message: 'Prometheus cannot be asked at SERVER: it does not speak HTTP.',
    });
    server.close();
  });

  test('credentials that are refused are told from those that are missing', async () => {
    expect(await failure(at('login', { authorization: 'Bearer old' }))).toMatchObject({
      message: 'Prometheus wants credentials other than those it was given (401).',
    });
  });
});

describe('a server with a certificate of its own', () => {
  const { certificate, key } = selfSigned();
  const other = selfSigned().certificate;
  let listening: Awaited<ReturnType<typeof listenOnLoopback>>;
  let url = '';
  beforeAll(async () => {
    listening = await listenOnLoopback(
      createTlsServer({ cert: certificate, key }, (_, response) =>
        sendJson(response, { status: 'success', data: vectorOf([]) }),
      ),
    );
    url = listening.url.replace('http:', 'https:');
  });
  afterAll(() => listening.close());

  test('is asked when its authority is trusted', async () => {
    expect(await open(url, { ca: certificate }).query('up')).toEqual({ value: [], notes: [] });
  });

  test.each([
    ['nobody vouches for it', {}],
    ['another authority is trusted', { ca: other }],
    ['the authority cannot be read', { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }],
  ])('is not asked when %s: LIVE-TLS', async (_, more) => {
    expect(await failure(open(url, more))).toMatchObject({ code: 'LIVE-TLS' });
  });

  test('says nothing over plain HTTP: LIVE-UNREACHABLE', async () => {
    expect(await failure(open(listening.url))).toMatchObject({ code: 'LIVE-UNREACHABLE' });
  });

  test('is missed where only plain HTTP is spoken: LIVE-UNREACHABLE', async () => {
    expect(await failure(open(stub.url.replace('http:', 'https:')))).toMatchObject({
      code: 'LIVE-UNREACHABLE',
      message: 'Prometheus cannot be asked at SERVER: it does not speak TLS.',
    });
  });
});

describe('the address of a server', () => {
  test.each([
    ['prometheus', '"prometheus" is no address; write http://HOST:PORT or https://HOST.'],
    ['prometheus:9090', '"prometheus:9090" is no address of a web server; write http://HOST:PORT or https://HOST.'],
    ['http://a:b@c', 'An address must not hold a name or a password; name a file with --basic-auth-file.'],
    ['http://a/?x=1', '"http://a/?x=1" must end with its path, without ? and #.'],
    ['', '"" is no address; write http://HOST:PORT or https://HOST.'],
  ])('%s is refused', (text, sentence) => {
    expect(readServerUrl(text)).toBe(sentence);
  });

  test.each([
    ['http://a:9090/', 'http://a:9090'],
    ['https://a/prometheus//', 'https://a/prometheus'],
  ])('%s is named %s', (text, name) => {
    expect(nameOf(serverAt(text))).toBe(name);
  });

  test.each<[string, string | undefined, readonly string[]]>([
    ['http://metrics.example:9090', 'Bearer x', ['LIVE-PLAIN']],
    ['https://metrics.example', 'Bearer x', []],
    ['http://127.0.0.1:9090', 'Bearer x', []],
    ['http://localhost:9090', 'Bearer x', []],
    ['http://metrics.example:9090', undefined, []],
  ])('%s with credentials %s warns of %j', (address, authorization, codes) => {
    const server = serverAt(address, authorization === undefined ? {} : { authorization });
    expect(serverWarnings(server).map(({ code }) => code)).toEqual(codes);
  });
});
