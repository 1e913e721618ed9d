import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import stack from '../examples/reference/index.ts';

/** Words of the five systems that the reference describes, whether or not it has them yet. */
const systems = ['bakhmach', 'leanvibe', 'xionimus', 'crazy-gary', 'crazygary', 'romanchaa997'];

const { catalogue } = stack.toProgram();
const named = [
  catalogue.org,
  ...catalogue.teams.map(({ id }) => id),
  ...catalogue.services.flatMap(({ id, metrics, alerts, probes, slos, runbooks }) => [
    id,
    ...Object.values(metrics ?? {}).map(({ name }) => name),
    ...[...(alerts ?? []), ...(probes ?? []), ...(slos ?? []), ...(runbooks ?? [])].map(each => each.id),
  ]),
];

/** Names that mean something beside the reference: words of the field, or of the stack's own parts. */
const common = new Set([
  ...['platform', 'backend', 'health', 'latency', 'availability', 'performance', 'errors', 'error-budget'],
  ...['api', 'openapi', 'docs', 'metrics', 'product', 'generation', 'slow', 'unavailable', 'uptime', 'acme'],
  ...['dashboards', 'samples'],
  // Names that any service may give to its own metrics.
  ...['queue_depth', 'db_connections_in_use', 'db_connection_pool_size'],
]);

const words = [...new Set([...systems, ...named])].filter(word => !common.has(word));

const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath, entry.name));

test('the reference has names to look for', () => {
  expect(words.length).toBeGreaterThan(20);
  expect(sources.length).toBeGreaterThan(100);
});

/** Where one of the words stands by itself, as `file: word`. */
const found = (looked: readonly string[], read: (text: string) => string): readonly string[] => {
  const pattern = new RegExp(`(?<![\\w-])(${looked.join('|')})(?![\\w-])`, 'gi');
  return sources.flatMap(file =>
    [...read(readFileSync(file, 'utf8')).matchAll(pattern)].map(([word]) => `${file}: ${word}`),
  );
};

test('no source file mentions one of the five systems', () => {
  expect(found(systems, text => text)).toEqual([]);
});

test('no code knows a name of the reference stack', () => {
  // In comments and docstrings, examples may look like anything.
  const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  expect(found(words, withoutComments)).toEqual([]);
});
