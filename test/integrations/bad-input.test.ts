import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/model/resolve.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withService, withStack } from '../accepted/base.ts';

const database = {
  host: 'app-db',
  database: 'app',
  user: 'monitor',
  password: { secret: 'postgres-monitor-password' },
};

/** What is found when a service uses PostgreSQL like this. */
const used = async (options: Readonly<Record<string, unknown>>, kind = 'postgres') => {
  const { diagnostics } = await synthesize(
    { catalogue: withService({ uses: [{ kind, options }] }), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  return diagnostics.map(({ code, path, message, hint }) => ({ code, path, message, hint }));
};

describe('a mistake in what a service uses is told', () => {
  test.each([
    {
      title: 'an option that is misspelt',
      options: { ...database, hots: 'x' },
      code: 'OPTION',
      message: 'postgres() has no option `hots`.',
      hint: 'Did you mean "host"?',
    },
    {
      title: 'a needed option that is misspelt, once',
      options: { hots: 'x', database: 'app', user: 'monitor', password: { secret: 'p' } },
      code: 'OPTION',
      message: 'postgres() has no option `hots`.',
      hint: 'Did you mean "host"?',
    },
    {
      title: 'an option that is missing',
      options: { host: 'app-db', user: 'monitor', password: { secret: 'p' } },
      code: 'OPTION',
      message: 'postgres() needs `database`: a non-empty string.',
      hint: "Add database: '…'.",
    },
    {
      title: 'a password that is written down',
      options: { ...database, password: 'hunter2' },
      code: 'SEC-INLINE',
      message: 'Option `password` of postgres() must name a secret, not hold its value.',
      hint: "Write password: secret('…') with the name of a file or Kubernetes Secret.",
    },
    {
      title: 'an alert that is misspelt',
      options: { ...database, alerts: { PostgresConnectionHigh: { threshold: 0.9 } } },
      code: 'OPTION',
      message: 'postgres() brings no alert `PostgresConnectionHigh`.',
      hint: 'Did you mean "PostgresConnectionsHigh"?',
    },
    {
      title: 'a threshold that is no number',
      options: { ...database, alerts: { PostgresConnectionsHigh: { threshold: '90%' } } },
      code: 'OPTION',
      message: 'The alert `PostgresConnectionsHigh` of postgres() needs a number as `threshold`.',
      hint: 'Write a number in the unit of what is compared: 0.9 for 90 %.',
    },
    {
      title: 'a threshold of an alert that has none',
      options: { ...database, alerts: { PostgresDown: { threshold: 1 } } },
      code: 'OPTION',
      message: 'The alert `PostgresDown` of postgres() compares with nothing that could be set.',
      hint: 'false switches the alert off; {for, severity, labels, runbook} change it.',
    },
    {
      title: 'a waiting time that is none',
      options: { ...database, alerts: { PostgresDown: { for: 'a while' } } },
      code: 'OPTION',
      message: 'The alert `PostgresDown` of postgres() needs a duration such as 5m as `for`.',
      hint: "Write for: '5m'.",
    },
    {
      title: 'a severity that does not exist',
      options: { ...database, alerts: { PostgresDown: { severity: 'fatal' } } },
      code: 'OPTION',
      message: 'The alert `PostgresDown` of postgres() needs critical, warning or info as `severity`.',
      hint: "Write severity: 'warning'.",
    },
    {
      title: 'a setting that does not exist',
      options: { ...database, alerts: { PostgresDown: { fro: '5m' } } },
      code: 'OPTION',
      message: 'The alert `PostgresDown` of postgres() has no setting `fro`.',
      hint: 'Did you mean "for"?',
    },
    {
      title: 'a choice that is neither false nor an object',
      options: { ...database, alerts: { PostgresDown: true } },
      code: 'OPTION',
      message: 'The alert `PostgresDown` of postgres() can be false, or an object of what differs.',
      hint: 'false switches it off; {threshold, for, severity, labels, runbook} change it.',
    },
    {
      title: 'a list of alerts',
      options: { ...database, alerts: ['PostgresDown'] },
      code: 'OPTION',
      message: 'Option `alerts` of postgres() must be an object: what is chosen, by alert.',
      hint: undefined,
    },
    {
      title: 'a runbook that nobody wrote',
      options: { ...database, alerts: { PostgresDown: { runbook: 'error' } } },
      code: 'RUNBOOK',
      message: 'There is no runbook "error" for the alert `PostgresDown`.',
      hint: 'Did you mean "errors"?',
    },
    {
      title: 'a mode of TLS that does not exist',
      options: { ...database, sslMode: 'yes' },
      code: 'OPTION',
      message: '`sslMode` of postgres() must be disable, require, verify-ca, verify-full, not "yes".',
      hint: undefined,
    },
  ])('$title', async ({ options, code, message, hint }) => {
    expect(await used(options)).toContainEqual({ code, path: 'acme/api', message, hint });
  });

  test.each([
    {
      kind: 'nginx',
      options: { host: 'proxy', path: 'status' },
      message: '`path` of nginx() must begin with a slash.',
    },
    {
      kind: 'nginx',
      options: { host: 'proxy', maxConnections: 0 },
      message: '`maxConnections` of nginx() must be above 0.',
    },
  ])('$message', async ({ kind, options, message }) => {
    expect((await used(options, kind)).map(found => found.message)).toEqual([message]);
  });
});

describe('a mistake in what the stack uses is told', () => {
  test.each([
    {
      title: 'no program to watch',
      use: { kind: 'processExporter', options: { processes: [] } },
      message: '`processes` of processExporter() names no program.',
    },
    {
      title: 'a name that the kernel cannot have',
      use: { kind: 'processExporter', options: { processes: ['postgres: checkpointer'] } },
      message:
        '"postgres: checkpointer" is no name of a program: the kernel has at most 15 characters, and blanks, commas and quotes cannot be passed on.',
    },
    {
      title: 'what belongs to a service',
      use: { kind: 'redis', options: { host: 'cache' } },
      message: '`redis()` belongs to a service, and stands in `uses` of the stack.',
    },
    {
      title: 'an alert of a part of the stack that is misspelt',
      use: { kind: 'prometheus', options: { alerts: { TargetsDown: false } } },
      message: 'prometheus() brings no alert `TargetsDown`.',
    },
  ])('$title', ({ use, message }) => {
    const { diagnostics } = resolve({ ...Object(withStack({})), uses: [use] });
    expect(diagnostics.map(found => found.message)).toContain(message);
  });
});
