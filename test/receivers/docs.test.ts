import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import * as receiverList from '../../src/receivers/index.ts';
import { receivers } from '../../src/receivers/registry.ts';
import { absentIn28 } from '../e2e/receivers/absent.ts';

const page = readFileSync(new URL('../../docs/receivers.md', import.meta.url), 'utf8');

/** Paths of the keys whose value is the file of a secret. */
const fileKeys = (value: unknown, at: string): readonly string[] =>
  isJsonObject(value)
    ? Object.entries(value).flatMap(([key, child]) => fileKeys(child, at === '' ? key : `${at}.${key}`))
    : value === '/a-secret'
      ? [at]
      : [];

const row = ([name, { definition }]: [string, (typeof receiverList)[keyof typeof receiverList]]): string => {
  const receiver = receivers.get(name);
  const rendered = receiver?.renderUse(definition.example, {
    secretFile: () => '/a-secret',
    connect: () => 'http://log',
  });
  const files = [...fileKeys(rendered, ''), ...Object.keys(receiver?.environmentOf(definition.example) ?? {})];
  const cells = [
    `\`${name}\``,
    `\`${definition.key}\``,
    definition.since,
    files.length === 0 ? '-' : files.map(key => `\`${key}\``).join(', '),
    absentIn28.includes(name) ? '0.33' : '0.28, 0.33',
  ];
  return `| ${cells.join(' | ')} |`;
};

test('the page has a row for every receiver, with its key, its release and its files', () => {
  const rows = page.split('\n').filter(line => /^\| `[a-z]+` \| `\w+_configs` /.test(line));
  expect(rows).toEqual(Object.entries(receiverList).map(row));
});

test('the page names every template', () => {
  const source = readFileSync(new URL('../../src/receivers/messages.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/'(sightline\.\w+)'/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
});
