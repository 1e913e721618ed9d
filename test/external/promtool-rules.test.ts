import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './tools.ts';

// Scenarios in the words of requirements; that every rule is tested at all is proved in generated-tests.test.ts.
const rules = resolve(import.meta.dirname, '../../rules');
const tests = resolve(import.meta.dirname, '../promtool');
const suites = readdirSync(tests).filter(name => name.endsWith('.test.yml'));

const folder = mkdtempSync(join(tmpdir(), 'sightline-promtool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(suites)('promtool passes %s', suite => {
  const { status, stdout, stderr } = run('promtool', ['test', 'rules', suite], { cwd: tests });
  expect(status, stdout + stderr).toBe(0);
});

describe('a suite fails when the rules are wrong', () => {
  test.each([
    { name: 'bakhmach', sentence: 'failures per second instead of a share', from: /\) > 0\.05'/, to: ") > 50'" },
    { name: 'bakhmach', sentence: 'the other status', from: 'status="error"', to: 'status="success"' },
    { name: 'bakhmach', sentence: 'a limit that is too high', from: /\) > 5'/, to: ") > 6'" },
    { name: 'bakhmach', sentence: 'more than instead of at least', from: '>= 95', to: '> 95' },
    { name: 'bakhmach', sentence: 'no word about a target that is gone', from: / or absent\(.*\)'/, to: "'" },
    { name: 'bakhmach', sentence: 'no pending time', from: 'for: 2m', to: 'for: 0s' },
    { name: 'bakhmach-slo', sentence: 'a page at ten times the limit', from: /> 0\.0144/g, to: '> 0.144' },
    { name: 'bakhmach-slo', sentence: 'a page about two failures', from: '* 3600 >= 3', to: '* 3600 >= 0' },
    { name: 'bakhmach-slo', sentence: 'a gate that opens too early', from: /> bool 0\.9\b/g, to: '> bool 0.99' },
    { name: 'bakhmach-slo', sentence: 'no zero without failures', from: / or 0 \* sum\([^()]*\)'/g, to: "'" },
    { name: 'bakhmach-probes', sentence: 'four failures instead of three', from: '>= 3', to: '>= 4' },
    { name: 'platform', sentence: 'the best of two Alertmanagers forgotten', from: 'min without', to: 'max without' },
  ])('$name: $sentence', ({ name, from, to, sentence }) => {
    const sound = readFileSync(join(rules, `${name}.yml`), 'utf8');
    const wrong = typeof from === 'string' ? sound.replaceAll(from, to) : sound.replace(from, to);
    expect(wrong).not.toBe(sound);
    const place = join(folder, sentence.replaceAll(' ', '-'));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'rules.yml'), wrong);
    const suite = readFileSync(join(tests, `${name}.test.yml`), 'utf8');
    writeFileSync(join(place, 'suite.yml'), suite.replace(/^rule_files: .*$/m, 'rule_files: [rules.yml]'));
    const { status, stderr, stdout } = run('promtool', ['test', 'rules', 'suite.yml'], { cwd: place });
    expect({ status, unreadable: /unmarshal|parse/.test(stdout + stderr) }).toEqual({ status: 1, unreadable: false });
  });
});
