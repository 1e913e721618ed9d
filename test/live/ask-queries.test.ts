import { afterEach, expect, test } from 'vitest';
import { askLabelValues, askQueries, type LiveQuestion } from '../../src/live/ask-queries.ts';
import { openPrometheus } from '../../src/live/prometheus.ts';
import type { Server } from '../../src/live/server.ts';
import { type StubServer, sendJson, startStub, vectorOf } from './stub-server.ts';

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const server = (url: string, timeout = 5_000): Server => ({
  product: 'Prometheus',
  url: new URL(url),
  credentials: '--bearer-token-file',
  timeout,
  maxBytes: 1_000_000,
});

const questions = (count: number): readonly LiveQuestion[] =>
  Array.from({ length: count }, (_, i) => ({ expr: `q${i}`, instant: i % 2 === 0, start: 0, end: 60, step: 15 }));

test('answers come in the order of their questions, a few at a time', async () => {
  let open = 0;
  let most = 0;
  stub = await startStub((url, response) => {
    open += 1;
    most = Math.max(most, open);
    const query = url.searchParams.get('query') ?? '';
    setImmediate(() => {
      open -= 1;
      const data = url.pathname.endsWith('query_range')
        ? {
            resultType: 'matrix',
            result: [
              {
                metric: { query },
                values: [
                  [0, '1'],
                  [15, '2'],
                ],
              },
            ],
          }
        : vectorOf([[{ query }, 1]]);
      sendJson(response, { status: 'success', data });
    });
  });
  const answers = await askQueries(openPrometheus(server(stub.url)), questions(40));
  expect(
    answers.map(answer => (answer.kind === 'answered' ? answer.series[0]?.labels['query'] : answer.message)),
  ).toEqual(questions(40).map(({ expr }) => expr));
  expect(answers[1]).toMatchObject({
    series: [
      {
        points: [
          { at: 0, value: 1 },
          { at: 15, value: 2 },
        ],
      },
    ],
  });
  expect(most).toBeLessThanOrEqual(6);
});

test('one query that fails leaves the others alone', async () => {
  stub = await startStub((url, response) =>
    url.searchParams.get('query') === 'q2'
      ? sendJson(response, { status: 'error', errorType: 'execution', error: 'too many samples' }, 422)
      : sendJson(response, {
          status: 'success',
          data: url.pathname.endsWith('range') ? { resultType: 'matrix', result: [] } : vectorOf([]),
        }),
  );
  const answers = await askQueries(openPrometheus(server(stub.url)), questions(4));
  expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'failed', 'answered']);
  expect(answers[2]).toMatchObject({ message: 'Prometheus could not answer (execution): too many samples.' });
});

test('a server that never answers is left alone after a while', async () => {
  stub = await startStub(() => undefined);
  const answers = await askQueries(openPrometheus(server(stub.url, 50)), questions(100));
  expect(answers.filter(answer => answer.kind === 'failed')).toHaveLength(100);
  expect(answers.at(-1)).toEqual({ kind: 'failed', message: 'Not asked: the server had stopped answering.' });
  expect(stub.asked.length).toBeLessThan(20);
});

test('values of a label are those of the series in the range', async () => {
  stub = await startStub((_, response) => sendJson(response, { status: 'success', data: ['a', 'b'] }));
  const prometheus = openPrometheus(server(stub.url));
  expect(await askLabelValues(prometheus, 'service', 'up{job="x"}', { start: 0, end: 60 })).toEqual(['a', 'b']);
  expect(stub.asked[0]?.url).toBe('/api/v1/label/service/values?match%5B%5D=up%7Bjob%3D%22x%22%7D&start=0&end=60');
});
