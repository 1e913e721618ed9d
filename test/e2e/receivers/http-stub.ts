import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect } from 'node:net';
import { listenOnLoopback } from '../listen.ts';
import type { Certificate } from './certificate.ts';

/** A request as a receiver's service would get it. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query, without the first segment: that one names the receiver. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** A stand-in for every service that is reached over HTTP. */
export interface HttpStub {
  readonly url: string;
  /** What came for a receiver, oldest first. */
  readonly received: (name: string) => readonly ReceivedRequest[];
  /** Names that a client asked the proxy to connect to, oldest first. */
  readonly tunnels: readonly string[];
  readonly proxyUrl: string;
  readonly close: () => Promise<void>;
}

/** One answer that satisfies every service which looks into it. */
const content = JSON.stringify({
  ok: true,
  success: true,
  errcode: 0,
  access_token: 'issued-token',
  issues: [],
  id: '1',
  key: 'OPS-1',
  result: { message_id: 1, date: 1, chat: { id: 1, type: 'group' } },
});

const answer = (name: string, path: string, response: ServerResponse): void => {
  if (name === 'sns') {
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(
        '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>',
      );
    return;
  }
  if (name === 'slack') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    return;
  }
  response.writeHead(path.endsWith('/issue') ? 201 : 200, { 'content-type': 'application/json' }).end(content);
};

/** Starts it, and a proxy through which fixed names of other hosts lead to it as well, with TLS. */
export const startHttpStub = async (certificate: Certificate): Promise<HttpStub> => {
  const requests: (ReceivedRequest & { readonly name: string })[] = [];
  const tunnels: string[] = [];
  const listener =
    (fixedName: string | undefined): RequestListener =>
    async (request: IncomingMessage, response: ServerResponse) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const url = request.url ?? '/';
      const [, first = '', rest = ''] = /^\/([^/?]*)(.*)$/.exec(url) ?? [];
      const [name, path] = fixedName === undefined ? [first, rest] : [fixedName, url];
      requests.push({ name, method: request.method ?? '', path, headers: request.headers, body });
      answer(name, path, response);
    };
  const plain = await listenOnLoopback(createHttp(listener(undefined)));
  const encrypted = await listenOnLoopback(createHttps({ ...certificate }, listener('pushover')));
  const proxyServer = createHttp();
  proxyServer.on('connect', (request, client) => {
    tunnels.push(request.url ?? '');
    const upstream = connect(encrypted.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  const proxy = await listenOnLoopback(proxyServer);
  return {
    url: plain.url,
    received: name => requests.filter(request => request.name === name),
    tunnels,
    proxyUrl: proxy.url,
    close: async () => {
      await Promise.all([plain.close(), encrypted.close(), proxy.close()]);
    },
  };
};
