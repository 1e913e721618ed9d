import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Model } from '../../../src/model/model.ts';
import { type AddressInfo, listenOnLoopback } from '../../e2e/listen.ts';
import { authority } from '../certificates.ts';

/** What the probes of a stack visit: the services inside, over HTTP, and the world outside, over HTTPS. */
export interface DemoWorld {
  readonly inside: AddressInfo;
  /** `https://localhost:…` */
  readonly outside: string;
  /** The authority that signed for the world outside, as PEM. */
  readonly trusted: string;
  readonly close: () => Promise<void>;
}

/** An object with a value at `a.b`. */
const withField = (body: Record<string, unknown>, field: string, value: unknown): Record<string, unknown> => {
  const [first = '', ...rest] = field.split('.');
  if (rest.length === 0) return { ...body, [first]: value };
  const inner = body[first];
  const object = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  return { ...body, [first]: withField(object, rest.join('.'), value) };
};

/** Answers every request with all that the probes want to read. */
const answering = (model: Model): RequestListener => {
  const fields = model.services.flatMap(({ probes }) => probes.flatMap(({ json }) => Object.entries(json)));
  const body = fields.reduce<Record<string, unknown>>((known, [field, value]) => withField(known, field, value), {
    status: 'healthy',
    text: '# TYPE up gauge',
  });
  return (_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
};

/** Days that the certificate of the world outside is valid for: few enough to be warned. */
const daysLeft = 7;

export const startDemoWorld = async (model: Model): Promise<DemoWorld> => {
  const root = authority('the world');
  const { certificate, key } = root.issue('localhost', new Date(Date.now() + daysLeft * 86_400_000));
  const answer = answering(model);
  const inside = await listenOnLoopback(createHttpServer(answer));
  const outside = await listenOnLoopback(createServer({ cert: certificate, key }, answer));
  return {
    inside,
    outside: `https://localhost:${outside.port}`,
    trusted: root.certificate,
    close: async () => {
      await inside.close();
      await outside.close();
    },
  };
};
