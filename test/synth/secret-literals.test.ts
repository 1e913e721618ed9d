import { describe, expect, test } from 'vitest';
import { secretLiterals } from '../../src/synth/secret-literals.ts';
import { api, base, platform } from '../accepted/base.ts';

const contact = (text: string) => secretLiterals({ ...base, teams: [{ ...platform, contact: text }] });

// Credentials are put together here so that no scanner takes this file for a leak.
const hex = (length: number): string => '0a1b2c3d4e5f6789'.repeat(4).slice(0, length);
const letters = (length: number): string => 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA'.repeat(2).slice(0, length);

describe('a value that looks like a secret', () => {
  test.each<[string, string]>([
    ['a Slack webhook address', `https://hooks.slack.com/services/T0123ABCD/B0123ABCD/${letters(24)}`],
    ['a Slack token', ['xoxb', '123456789012', letters(16)].join('-')],
    ['a GitHub token', `ghp_${letters(36)}`],
    ['a GitHub token', `github_pat_${letters(40)}`],
    ['an AWS access key', `AKIA${'Q'.repeat(16)}`],
    ['a Google API key', `AIza${letters(35)}`],
    ['a private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----`],
    ['a JSON web token', ['eyJhbGciOiJIUzI1', 'eyJzdWIiOiIxMjM0', letters(20)].join('.')],
    ['a secret API key', ['sk', 'live', letters(24)].join('_')],
    ['a Sentry DSN', `https://${hex(32)}@o1.ingest.sentry.io/42`],
    ['a password in an address', 'postgres://user:hunter2@db.example.com/app'],
    ['a key', hex(32)],
    ['a key', hex(40)],
    ['a key', `key ${hex(64)} of ours`],
  ])('%s is found, and never repeated', (what, value) => {
    expect(contact(value)).toEqual([
      {
        code: 'SEC-INLINE',
        severity: 'error',
        path: 'acme/platform',
        message: `\`contact\` looks like ${what}.`,
        hint: "Put the value into a secret store and write secret('name'). Renew the credential: it has been in a file.",
      },
    ]);
  });

  test('is found under a name that tells, whatever it looks like', () => {
    const page = { kind: 'pagerduty', options: { routingKey: 'abc' } };
    expect(
      secretLiterals({ ...base, teams: [{ ...platform, page }] }).map(({ path, message }) => [path, message]),
    ).toEqual([['acme/platform', '`page.options.routingKey` holds the value of a secret.']]);
  });

  test('is found at the construct that holds it', () => {
    const runbook = { ...api.runbooks[0], steps: ['Read.', `curl -H 'Authorization: ${hex(32)}' …`] };
    expect(
      secretLiterals({ ...base, services: [{ ...api, runbooks: [runbook] }] }).map(({ path, message }) => [
        path,
        message,
      ]),
    ).toEqual([['acme/api/errors', '`steps[1]` looks like a key.']]);
  });
});

describe('a value that is no secret', () => {
  test.each([
    ['a name', 'ops@example.com'],
    ['an address', 'https://wiki.example.com/runbooks#errors'],
    ['an address with a port and a mail', 'https://example.com:8443/a@b'],
    ['a number', '12345678901234567890123456789012'],
    ['letters', 'abcdefabcdefabcdefabcdefabcdefab'],
    ['a short digest', hex(12)],
    ['a longer digest', hex(33)],
    ['PromQL', 'sum by (le) (rate(http_request_duration_seconds_bucket{service="api"}[5m]))'],
  ])('%s is left alone', (_, value) => {
    expect(contact(value)).toEqual([]);
  });

  test('is the name of one', () => {
    expect(secretLiterals(base)).toEqual([]);
  });

  test('but what hides in a reference is', () => {
    const page = { kind: 'pagerduty', options: { routingKey: { secret: 'name', also: hex(32) } } };
    expect(secretLiterals({ ...base, teams: [{ ...platform, page }] }).map(({ message }) => message)).toEqual([
      '`page.options.routingKey.secret` holds the value of a secret.',
      '`page.options.routingKey.also` looks like a key.',
    ]);
  });

  test('nor is a key that stands where the name belongs', () => {
    const page = { kind: 'pagerduty', options: { routingKey: { secret: hex(32) } } };
    expect(secretLiterals({ ...base, teams: [{ ...platform, page }] }).map(({ message }) => message)).toEqual([
      '`page.options.routingKey` names a secret that looks like a key itself.',
    ]);
  });
});
