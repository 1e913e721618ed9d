import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import type { JsonValue } from '../core/json.ts';
import { timedOut, tooLarge, unreachable, untrusted } from './problems.ts';
import { nameOf, type Server } from './server.ts';

/** An answer of HTTP, whatever its status. */
export interface Reply {
  readonly status: number;
  /** Where a redirect would lead. */
  readonly location: string | undefined;
  readonly contentType: string;
  readonly text: string;
}

/** Query parameters in their order. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** Asks for a path below the address of a server. */
export const getText = (
  server: Server,
  path: string,
  parameters: Parameters = [],
): Promise<Reply | { readonly failure: Diagnostic }> => exchange(server, path, parameters);

/** Sends a value as JSON to a path below the address of a server. */
export const postJson = (
  server: Server,
  path: string,
  value: JsonValue,
): Promise<Reply | { readonly failure: Diagnostic }> => exchange(server, path, [], JSON.stringify(value));

/**
 * One request, a POST when there is a body. No redirect is followed, nothing is retried, no connection is kept. Node's
 * `fetch` cannot be given the certificates of a company, so this stands on the modules beneath it.
 */
const exchange = (
  server: Server,
  path: string,
  parameters: Parameters,
  body?: string,
): Promise<Reply | { readonly failure: Diagnostic }> =>
  new Promise(settle => {
    const url = new URL(server.url);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
    for (const [name, value] of parameters) url.searchParams.append(name, value);
    const signal = AbortSignal.timeout(server.timeout);
    const fail = (error: Error): void =>
      settle({ failure: signal.aborted ? lateFailure(server) : failureOf(server, error) });
    const send = url.protocol === 'https:' ? requestEncrypted : requestPlain;
    const options = {
      signal,
      agent: false,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'sightline',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(server.authorization === undefined ? {} : { authorization: server.authorization }),
      },
      ...(server.ca === undefined ? {} : { ca: server.ca }),
    } as const;
    try {
      send(url, options, response => collect(server, response, settle, fail))
        .once('error', fail)
        .end(body);
    } catch (error) {
      // Certificates that cannot be read are found out when the connection is prepared.
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });

const collect = (
  server: Server,
  response: IncomingMessage,
  settle: (reply: Reply | { readonly failure: Diagnostic }) => void,
  fail: (error: Error) => void,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response
    .on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= server.maxBytes) chunks.push(chunk);
      else {
        settle({ failure: sizeFailure(server) });
        response.destroy();
      }
    })
    .once('error', fail)
    .once('end', () =>
      settle({
        status: response.statusCode ?? 0,
        location: response.headers.location,
        contentType: (response.headers['content-type'] ?? '').replace(/;.*$/, '').trim(),
        text: Buffer.concat(chunks).toString('utf8'),
      }),
    );
};

const lateFailure = (server: Server): Diagnostic =>
  report(
    timedOut,
    nameOf(server),
    `${server.product} did not answer within ${formatDuration(server.timeout)}.`,
    'Give it longer with --timeout, or find out what keeps it busy.',
  );

const sizeFailure = (server: Server): Diagnostic =>
  report(
    tooLarge,
    nameOf(server),
    `${server.product} answers with more than ${Math.floor(server.maxBytes / 1024 / 1024)} MiB.`,
    'Ask for one service with --service, or for a shorter window.',
  );

/** What the system calls an error, in the words of somebody who typed an address. */
const reasons: ReadonlyMap<string, readonly [sentence: string, hint: string]> = new Map([
  ['ECONNREFUSED', ['nothing listens there', 'Check the port, and whether the server runs.']],
  ['ENOTFOUND', ['there is no such host', 'Check the name of the host.']],
  ['EAI_AGAIN', ['the name of the host cannot be looked up', 'Check the name of the host and the network.']],
  ['EHOSTUNREACH', ['there is no way to the host', 'Check the network: is a VPN or a tunnel missing?']],
  ['ENETUNREACH', ['there is no way to the host', 'Check the network: is a VPN or a tunnel missing?']],
  ['ETIMEDOUT', ['the host does not answer', 'Check the address and the firewall.']],
  ['ECONNRESET', ['the connection broke off', 'Look at the log of the server or of the proxy before it.']],
  ['EPIPE', ['the connection broke off', 'Look at the log of the server or of the proxy before it.']],
  ['EPROTO', ['it does not speak TLS', 'Write http:// in place of https://, if that is meant.']],
]);

/** Codes with which OpenSSL and Node refuse a certificate. */
const certificateCodes =
  /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ERR_TLS_CERT|ERR_OSSL_X509|ERR_OSSL_PEM|INVALID_CA|HOSTNAME_MISMATCH/;

const failureOf = (server: Server, error: Error): Diagnostic => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const at = nameOf(server);
  if (certificateCodes.test(code))
    return report(
      untrusted,
      at,
      `The certificate of ${server.url.host} is not trusted: ${error.message}.`,
      'Name the file with the certificate authority with --ca-file.',
    );
  const [sentence, hint] =
    reasons.get(code) ??
    (code.startsWith('HPE_')
      ? ['it does not speak HTTP', 'Check the port; write https:// if the server wants TLS.']
      : [error.message, 'Check the address.']);
  return report(unreachable, at, `${server.product} cannot be asked at ${at}: ${sentence}.`, hint);
};
