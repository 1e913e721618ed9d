import { email, ObservabilityStack, pagerduty, Receiver, secret, slack, sns, Team } from 'sightline';
import { describe, expect, test } from 'vitest';
import { configureAlertmanager } from '../../src/alertmanager/configure.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { isJsonObject } from '../../src/core/json.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base, platform, withStack, withTeam } from '../accepted/base.ts';
import { loopbackSite } from '../e2e/loopback-site.ts';

const room = { id: 'ops-room', sends: [platform.notify] };

const findings = async (catalogue: unknown) => {
  const { diagnostics } = await synthesize(
    { catalogue, diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  return diagnostics.map(({ code, path, message, hint }) => ({ code, path, message, hint }));
};

/** The receivers of alertmanager.yml by name, each with its keys and the number of entries under them. */
const written = async (catalogue: unknown): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> => {
  const { catalogue: valid, diagnostics } = validateCatalogue(catalogue);
  expect(diagnostics).toEqual([]);
  if (valid === undefined) throw new Error('the catalogue is not valid');
  const { model } = resolve(valid);
  const plan = await emitPlan(model);
  const [main] = configureAlertmanager(model, plan, loopbackSite('/', new Map()));
  const { receivers } = isJsonObject(main?.body) ? main.body : {};
  const entries = Array.isArray(receivers) ? receivers.filter(isJsonObject) : [];
  return new Map(
    entries.map(({ name, ...keys }) => [
      String(name),
      Object.fromEntries(Object.entries(keys).map(([key, list]) => [key, Array.isArray(list) ? list.length : 0])),
    ]),
  );
};

describe('a receiver with a name', () => {
  test('can be the channel of two teams, and notify in several ways', async () => {
    const sales = { id: 'sales', timezone: 'UTC', page: platform.page, notify: { receiver: 'ops-room' } };
    const catalogue = withStack({
      receivers: [{ ...room, sends: [platform.notify, platform.mail, platform.notify] }],
      teams: [{ ...platform, notify: { receiver: 'ops-room' } }, sales],
    });
    expect(await findings(catalogue)).toEqual([]);
    expect(Object.fromEntries(await written(catalogue))).toEqual({
      fallback: { slack_configs: 2, email_configs: 1 },
      heartbeat: { webhook_configs: 1 },
      'ops-room': { slack_configs: 2, email_configs: 1 },
      'platform-page': { pagerduty_configs: 1 },
      'platform-mail': { email_configs: 1 },
      'sales-page': { pagerduty_configs: 1 },
    });
  });

  test('may not hear of the end of alerts', async () => {
    const catalogue = withStack({
      receivers: [{ ...room, resolved: false }],
      teams: [{ ...platform, notify: { receiver: 'ops-room' } }],
    });
    const { model } = resolve(validateCatalogue(catalogue).catalogue ?? base);
    const { routing } = await emitPlan(model);
    expect(routing.receivers.map(({ name, sendResolved }) => [name, sendResolved])).toEqual([
      ['fallback', false],
      ['heartbeat', false],
      ['ops-room', false],
      ['platform-page', true],
      ['platform-mail', true],
    ]);
  });

  test('is a construct, and a channel by reference', async () => {
    const stack = new ObservabilityStack('acme', { environment: 'production' });
    const shared = new Receiver(stack, 'ops-room', {
      sends: [slack({ channel: '#ops', webhookUrl: secret('slack-url') })],
      resolved: false,
    });
    new Team(stack, 'platform', {
      timezone: 'UTC',
      page: pagerduty({ routingKey: secret('pagerduty-key') }),
      notify: shared,
    });
    const { catalogue } = stack.toProgram();
    expect(catalogue.receivers).toEqual([
      {
        id: 'ops-room',
        sends: [{ kind: 'slack', options: { channel: '#ops', webhookUrl: { secret: 'slack-url' } } }],
        resolved: false,
      },
    ]);
    expect(catalogue.teams[0]?.notify).toEqual({ receiver: 'ops-room' });
    const { diagnostics } = await synthesize(stack.toProgram(), { today: '2026-01-01', targets: ['compose'] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['AM-DEADMAN']);
  });
});

test('the second of two receivers with one name is found at its own line', () => {
  const stack = new ObservabilityStack('acme', { environment: 'production' });
  const sends = [slack({ channel: '#ops', webhookUrl: secret('slack-url') })];
  new Receiver(stack, 'ops-room', { sends });
  new Receiver(stack, 'ops-room', { sends });
  const { locate } = stack.toProgram();
  const [first, second] = [locate('acme/ops-room'), locate('acme/ops-room~2')];
  expect(second?.file).toMatch(/named\.test\.ts$/);
  expect((second?.line ?? 0) - (first?.line ?? 0)).toBe(1);
});

describe('refused, at the construct that says it:', () => {
  const used = { teams: [{ ...platform, notify: { receiver: 'ops-room' } }] };

  test.each([
    {
      sentence: 'two receivers with one name',
      catalogue: withStack({ ...used, receivers: [room, room] }),
      code: 'NAME-DUP',
      path: 'acme/ops-room~2',
      message: 'Two receivers are named `ops-room`.',
      hint: 'Rename one of them.',
    },
    {
      sentence: 'a receiver with the name of a team',
      catalogue: withTeam({ notify: { receiver: 'platform' } }),
      extra: { receivers: [{ ...room, id: 'platform' }] },
      code: 'NAME-DUP',
      path: 'acme/platform~2',
      message: 'A team and a receiver are both named `platform`.',
      hint: 'Rename one of them.',
    },
    {
      sentence: 'a receiver with the name of a team’s own channel',
      catalogue: withTeam({ notify: { receiver: 'platform-page' } }),
      extra: { receivers: [{ ...room, id: 'platform-page' }] },
      code: 'NAME-DUP',
      path: 'acme/platform-page',
      message: 'The receiver `platform-page` has the name of the channel `page` of the team `platform`.',
      hint: 'Rename it.',
    },
    {
      sentence: 'a receiver with the name of the fallback',
      catalogue: withTeam({ notify: { receiver: 'fallback' } }),
      extra: { receivers: [{ ...room, id: 'fallback' }] },
      code: 'NAME-DUP',
      path: 'acme/fallback',
      message: 'A receiver cannot be named `fallback`: the stack has one of that name.',
      hint: 'Rename it.',
    },
    {
      sentence: 'a channel that names nobody',
      catalogue: withTeam({ notify: { receiver: 'ops-rom' } }),
      extra: { receivers: [room] },
      code: 'KIND',
      path: 'acme/platform',
      message: 'The channel `notify` names a receiver `ops-rom`, which the stack does not have.',
      hint: 'Did you mean "ops-room"?',
    },
    {
      sentence: 'a channel that is nothing',
      catalogue: withTeam({ notify: {} }),
      code: 'CAT-TYPE',
      path: 'acme/platform',
      message: '`notify.kind` is missing: it must be a string.',
      hint: undefined,
    },
    {
      sentence: 'a receiver that notifies nobody',
      catalogue: withStack({ ...used, receivers: [{ ...room, sends: [] }] }),
      code: 'OPTION',
      path: 'acme/ops-room',
      message: 'The receiver `ops-room` notifies nobody: `sends` is empty.',
      hint: "Write sends: [slack({…})], or nobody: 'why' if that is meant.",
    },
    {
      sentence: 'a receiver without its secret',
      catalogue: withStack({ ...used, receivers: [{ ...room, sends: [{ kind: 'pagerduty', options: {} }] }] }),
      code: 'OPTION',
      path: 'acme/ops-room',
      message: "pagerduty() needs `routingKey`: a secret's name, `secret('name')`.",
      hint: "Add routingKey: secret('…') with the name of a file or Kubernetes Secret.",
    },
    {
      sentence: 'two files of credentials where Alertmanager reads one',
      catalogue: withStack({
        ...used,
        receivers: [
          {
            ...room,
            sends: ['a', 'b'].map(name =>
              sns({ topicArn: 'arn:aws:sns:eu-west-1:123456789012:alerts', credentials: secret(name) }),
            ),
          },
        ],
      }),
      code: 'OPTION',
      path: 'acme/ops-room',
      message:
        'sns() takes its credentials from the secret `b`, another receiver from `a`: Alertmanager can read one file only (AWS_SHARED_CREDENTIALS_FILE).',
      hint: 'Put both accounts into one file and give each receiver its profile.',
    },
  ])('$sentence', async ({ catalogue, extra = {}, code, path, message, hint }) => {
    const whole = isJsonObject(catalogue) ? { ...catalogue, ...extra } : catalogue;
    expect((await findings(whole)).filter(finding => finding.code !== 'AM-UNUSED')).toContainEqual({
      code,
      path,
      message,
      hint,
    });
  });

  test('an inline password, and it is not repeated', async () => {
    const options = { to: 'a@example.com', from: 'b@example.com', smarthost: 'smtp.example.com:587', username: 'a' };
    const found = await findings(withTeam({ mail: { kind: 'email', options: { ...options, password: 'hunter2' } } }));
    expect(found.map(({ code, path }) => [code, path])).toContainEqual(['SEC-INLINE', 'acme/platform']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

test('a mail needs no login', () => {
  expect(email({ to: 'a@example.com', from: 'b@example.com', smarthost: 'relay:25', requireTls: false }).kind).toBe(
    'email',
  );
});
