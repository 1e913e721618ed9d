import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../e2e/listen.ts';

/** A server that answers as a test tells it, and remembers what it was asked. */
export interface StubServer {
  readonly url: string;
  readonly port: number;
  /** Requests so far: path with query, and the headers that were sent. */
  readonly asked: readonly { readonly url: string; readonly headers: IncomingMessage['headers'] }[];
  readonly close: () => Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export const startStub = async (answer: (url: URL, response: ServerResponse) => void): Promise<StubServer> => {
  const asked: { url: string; headers: IncomingMessage['headers'] }[] = [];
  const listening = await listenOnLoopback(
    createServer((request, response) => {
      asked.push({ url: request.url ?? '', headers: request.headers });
      answer(new URL(request.url ?? '/', 'http://stub'), response);
    }),
  );
  return { ...listening, asked };
};

/** The answer of a Prometheus. */
export const sendJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** A vector as Prometheus sends it: values by the labels of their series. */
export const vectorOf = (
  samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number | string])[],
) => ({
  resultType: 'vector',
  result: samples.map(([metric, value]) => ({ metric, value: [1_700_000_000.5, String(value)] })),
});
