import { type Diagnostic, report } from '../core/diagnostic.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { getText, type Parameters, type Reply } from './get-text.ts';
import { foreign, httpFailure, parseJson, sentence, shapeOf } from './http-answer.ts';
import { partial, queryFailed, remark } from './problems.ts';
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
    return { failure: httpFailure(server, reply) ?? foreign(server, shapeOf(reply)) };
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

const texts = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : [];

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
