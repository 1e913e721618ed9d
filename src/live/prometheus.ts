import { type Diagnostic, report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { getText, type Parameters, type Reply } from './get-text.ts';
import { httpStatus, notUnderstood, partial, queryFailed, redirected, refusedAccess, remark } from './problems.ts';
import { readMatrix, readVector, type Sample, type Series } from './samples.ts';
import { type Answer, nameOf, type Server } from './server.ts';

/** Points in time at which a query is evaluated, in seconds since 1970; both ends belong to it. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** The questions that a Prometheus, or what speaks its API (Thanos, Mimir), is asked. */
export interface Prometheus {
  readonly name: string;
  /** An instant vector, evaluated now or at a time in seconds since 1970. */
  readonly query: (expr: string, at?: number) => Promise<Answer<readonly Sample[]>>;
  readonly queryRange: (expr: string, range: Range) => Promise<Answer<readonly Series[]>>;
  /** `data` of any other page of its API. */
  readonly get: (path: string, parameters?: Parameters) => Promise<Answer<JsonValue>>;
}

export const openPrometheus = (server: Server): Prometheus => {
  const get = (path: string, parameters: Parameters = []): Promise<Answer<JsonValue>> => ask(server, path, parameters);
  // The server gives up at the same time: a query that nobody waits for must not go on there.
  const timeout = ['timeout', `${server.timeout}ms`] as const;
  const samples = async <T>(
    path: string,
    parameters: Parameters,
    read: (data: JsonValue) => T | undefined,
  ): Promise<Answer<T>> => {
    const answer = await get(path, [...parameters, timeout]);
    if ('failure' in answer) return answer;
    const value = read(answer.value);
    return value === undefined
      ? { failure: foreign(server, 'a result of another kind than was asked for') }
      : { value, notes: answer.notes };
  };
  return {
    name: nameOf(server),
    get,
    query: (expr, at) =>
      samples(
        '/api/v1/query',
        [['query', expr], ...(at === undefined ? [] : [['time', String(at)] as const])],
        readVector,
      ),
    queryRange: (expr, { start, end, step }) =>
      samples(
        '/api/v1/query_range',
        [
          ['query', expr],
          ['start', String(start)],
          ['end', String(end)],
          ['step', String(step)],
        ],
        readMatrix,
      ),
  };
};

const ask = async (server: Server, path: string, parameters: Parameters): Promise<Answer<JsonValue>> => {
  const reply = await getText(server, path, parameters);
  if ('failure' in reply) return reply;
  const body = parseJson(reply.text);
  if (!isJsonObject(body) || (body['status'] !== 'success' && body['status'] !== 'error'))
    return { failure: httpFailure(server, reply) ?? foreign(server, describe(reply)) };
  if (body['status'] === 'error') return { failure: errorBody(server, reply, body['errorType'], body['error']) };
  const failed = httpFailure(server, reply);
  if (failed !== undefined) return { failure: failed };
  const { data } = body;
  if (data === undefined) return { failure: foreign(server, 'JSON without `data`') };
  return {
    value: data,
    notes: [
      ...texts(body['warnings']).map(text =>
        report(
          partial,
          nameOf(server),
          `The answer is not complete: ${sentence(text)}`,
          'Ask again when all storages behind the server can be read.',
        ),
      ),
      ...texts(body['infos']).map(text => report(remark, nameOf(server), sentence(text))),
    ],
  };
};

const parseJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const texts = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : [];

/** One line that ends like a sentence, and not without end: a server may say anything. */
const sentence = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > 300 ? `${line.slice(0, 300)}…` : line;
  return /[.…]$/.test(cut) ? cut : `${cut}.`;
};

const describe = ({ text, contentType }: Reply): string =>
  text.trim() === ''
    ? 'nothing'
    : contentType === 'text/html'
      ? 'a web page'
      : `${contentType || 'text'} that is no answer`;

const foreign = (server: Server, got: string): Diagnostic =>
  report(
    notUnderstood,
    nameOf(server),
    `${server.product} was asked and ${got} came back.`,
    `Check that the address is that of ${server.product}, with its path prefix if it has one.`,
  );

const httpFailure = (server: Server, { status, location }: Reply): Diagnostic | undefined => {
  if (status >= 200 && status < 300) return undefined;
  const at = nameOf(server);
  if (status === 401 || status === 403)
    return report(
      refusedAccess,
      at,
      status === 401
        ? `${server.product} wants credentials${server.authorization === undefined ? '' : ' other than those it was given'} (401).`
        : `${server.product} refuses access (403).`,
      'Name a file with --bearer-token-file or --basic-auth-file.',
    );
  if (status >= 300 && status < 400)
    return report(
      redirected,
      at,
      `${server.product} redirects${location === undefined ? '' : ` to ${sentence(withoutQuery(location)).replace(/\.$/, '')}`} (${status}); redirects are not followed.`,
      'Name the address where it really is, or give it credentials.',
    );
  return report(
    httpStatus,
    at,
    `${server.product} answers with the HTTP status ${status}.`,
    status === 404
      ? `Check the path of the address: does ${server.product} have a path prefix?`
      : 'Look at the log of the server or of the proxy before it.',
  );
};

/** Pages for signing in carry tokens in their query. */
const withoutQuery = (location: string): string => location.replace(/[?#].*$/, '');

const errorBody = (
  server: Server,
  reply: Reply,
  type: JsonValue | undefined,
  error: JsonValue | undefined,
): Diagnostic => {
  const refused = reply.status === 401 || reply.status === 403 ? httpFailure(server, reply) : undefined;
  if (refused !== undefined) return refused;
  const kind = typeof type === 'string' && type !== '' ? type : 'error';
  const message = typeof error === 'string' && error !== '' ? error : 'no reason given';
  return report(
    queryFailed,
    nameOf(server),
    `${server.product} could not answer (${kind}): ${sentence(message)}`,
    kind === 'timeout' || kind === 'canceled'
      ? 'Give it longer with --timeout, or find out what keeps it busy.'
      : 'Look at the log of the server.',
  );
};
