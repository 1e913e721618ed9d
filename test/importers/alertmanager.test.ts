import { describe, expect, test } from 'vitest';
import { importedAlertingCatalogue, locateImportedAlerting } from '../../src/importers/alertmanager-stack.ts';
import { importAlertmanager } from '../../src/importers/import-alertmanager.ts';
import { printAlerting } from '../../src/importers/print-alertmanager.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { alertingAdoption, configuration, importedFrom, printedAlerting } from './alertmanager-fixtures.ts';
import program from './fixtures/alertmanager.stack.ts';

const found = async (text: string) =>
  (await importAlertmanager({ name: 'a.yml', text })).findings.map(
    ({ code, line, message }) => `${line} ${code}: ${message}`,
  );

/** A catalogue without the lists that hold nothing: a program has each of them. */
const withoutEmpty = (catalogue: object): object =>
  Object.fromEntries(Object.entries(catalogue).filter(([, value]) => !Array.isArray(value) || value.length > 0));

describe('the program of an alertmanager.yml', () => {
  test('is the one beside the fixture, which compiles', async () => {
    expect(printAlerting(await importedFrom(configuration.text), alertingAdoption)).toBe(printedAlerting());
  });

  test('has the catalogue that was checked', async () => {
    const { catalogue, diagnostics } = program.toProgram();
    const stack = await importedFrom(configuration.text);
    expect(diagnostics).toEqual([]);
    expect(withoutEmpty(catalogue)).toEqual(withoutEmpty(importedAlertingCatalogue(stack, alertingAdoption)));
  });

  test('renders for every target without an error', async () => {
    const { files, diagnostics } = await synthesize(program.toProgram(), {
      today: '2027-01-01',
      targets: ['kubernetes', 'compose'],
    });
    expect([...new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code))]).toEqual(
      [],
    );
    expect(files.get('dist/compose/config/alertmanager/etc/alertmanager/alertmanager.yml')).toContain('two-places-2');
  });

  test('contains no value of a secret, and neither do its findings', async () => {
    const { stack, findings } = await importAlertmanager(configuration);
    const texts = JSON.stringify([stack, findings, stack === undefined ? '' : printAlerting(stack)]);
    for (const value of ['notarealwebhookaddress', 'not-a-real', '4f9d2a71']) expect(texts).not.toContain(value);
    expect(configuration.text.match(/notarealwebhookaddress|not-a-real|4f9d2a71/g)?.length).toBe(5);
  });

  test('locates receivers, hours, routes and inhibitions in the file', async () => {
    const locate = locateImportedAlerting(await importedFrom(configuration.text));
    const lines = [
      'imported/team-db',
      'imported/two-places-2',
      'imported/alertmanager',
      'imported/alertmanager/routes/0/routes/1',
      'imported/alertmanager/inhibitions/1',
    ].map(path => {
      const line = locate(path)?.line ?? 0;
      return configuration.text.split('\n')[line - 1]?.trim();
    });
    expect(lines).toEqual([
      '- name: Team DB',
      '- name: Two Places',
      'route:',
      '- matchers: [\'{team="web", region=~"eu-.+"}\']',
      '- source_match: { alertname: DatacenterDown }',
    ]);
  });
});

const routed = (route: string, more = ''): string =>
  `route:\n  receiver: a\n  routes:\n    - ${route}\nreceivers:\n  - name: a\n    webhook_configs: [{ url: http://a.example.com/in }]\n${more}`;

describe('a configuration that Alertmanager refuses', () => {
  test.each<[string, string, string]>([
    [
      'names a receiver that is not there',
      routed('receiver: b'),
      '4 IMPORT-ROUTING: A route names a receiver `b`, which the file does not have.',
    ],
    [
      'names hours that are not there',
      routed('mute_time_intervals: [night]'),
      '4 IMPORT-ROUTING: A route names a time interval `night`, which the file does not have.',
    ],
    [
      'has a matcher that is none',
      routed('matchers: [team]'),
      '4 IMPORT-ROUTING: `team` is no matcher of Alertmanager.',
    ],
    [
      'has a pattern that is none',
      routed('match_re: { team: "(a" }'),
      '4 IMPORT-ROUTING: The pattern "(a" for `team` of a route is not valid in RE2: missing `)`.',
    ],
    [
      'has a time that is none',
      routed('group_wait: soon'),
      '4 IMPORT-ROUTING: `group_wait` of a route must be a duration such as 5m or 1h30m, not "soon".',
    ],
    [
      'has a root for some alerts only',
      routed('receiver: a').replace('receiver: a\n', 'receiver: a\n  matchers: [a="b"]\n'),
      '3 IMPORT-ROUTING: The root of the routes cannot have `matchers`.',
    ],
    [
      'has a root that leads to nobody',
      routed('receiver: a').replace('  receiver: a\n', ''),
      '1 IMPORT-ROUTING: The root of the routes has no `receiver`.',
    ],
    [
      'has conditions that are no list',
      routed('matchers: team="a"'),
      '4 IMPORT-ROUTING: `matchers` of a route is not carried over: it must be a list.',
    ],
    [
      'has a misspelt key',
      routed('matcher: [team="a"]'),
      '4 IMPORT-ROUTING: A route has the key `matcher`, which is not carried over: Alertmanager does not know it.',
    ],
    [
      'has two receivers of one name',
      routed('receiver: a', '  - name: a\n'),
      '8 IMPORT-ROUTING: Two receivers are named `a`.',
    ],
  ])('because it %s is not imported', async (_, text, finding) => {
    expect(await found(text)).toContain(finding);
    expect((await importAlertmanager({ name: 'a.yml', text })).stack).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['is empty', '', '1 IMPORT-FILE: a.yml is empty.'],
    [
      'is something else',
      'groups: []\n',
      '1 IMPORT-FILE: a.yml is no configuration of Alertmanager: it has no `route`.',
    ],
    ['is no YAML', 'route: [\n', '2 IMPORT-FILE: a.yml is no YAML that can be read'],
  ])('or that %s, is not imported', async (_, text, finding) => {
    expect((await found(text)).join('\n')).toContain(finding);
  });
});

describe('an entry of a receiver', () => {
  const entry = async (key: string, body: string, global = '{}') => {
    const text = `global: ${global}\nroute: { receiver: r }\nreceivers:\n  - name: r\n    ${key}: [${body}]\n`;
    return (await importedFrom(text)).receivers[0]?.entry;
  };

  test.each<[string, string, string, unknown]>([
    ['discord', 'discord_configs', '{ webhook_url: x }', { webhookUrl: 'r-discord-webhook-url' }],
    [
      'incidentio',
      'incidentio_configs',
      '{ url: "https://i.example.com", alert_source_token: x }',
      { url: 'https://i.example.com', token: 'r-incidentio-token' },
    ],
    [
      'jira',
      'jira_configs',
      '{ api_url: "https://j.example.com", project: P, issue_type: Bug, http_config: { basic_auth: { username: u, password: x } } }',
      { url: 'https://j.example.com', project: 'P', issueType: 'Bug', username: 'u', token: 'r-jira-api-token' },
    ],
    [
      'mattermost',
      'mattermost_configs',
      '{ webhook_url: "https://m.example.com/hooks/x1", channel: c }',
      { webhookUrl: 'r-mattermost-webhook-url', host: 'https://m.example.com', channel: 'c' },
    ],
    ['msteams', 'msteams_configs', '{ webhook_url_file: /x }', { webhookUrl: 'r-teams-webhook-url' }],
    ['msteams', 'msteamsv2_configs', '{ webhook_url_file: /x }', { webhookUrl: 'r-teams-webhook-url' }],
    [
      'opsgenie',
      'opsgenie_configs',
      '{ api_key: x, api_url: "https://o" }',
      { apiKey: 'r-opsgenie-api-key', apiUrl: 'https://o' },
    ],
    ['pagerduty', 'pagerduty_configs', '{ routing_key_file: /x }', { routingKey: 'r-pagerduty-routing-key' }],
    [
      'pushover',
      'pushover_configs',
      '{ user_key: x, token: y }',
      { userKey: 'r-pushover-user-key', token: 'r-pushover-token' },
    ],
    [
      'rocketchat',
      'rocketchat_configs',
      '{ api_url: "https://r", channel: c, token: x, token_id: y }',
      { url: 'https://r', channel: 'c', token: 'r-rocketchat-token', tokenId: 'r-rocketchat-token-id' },
    ],
    [
      'slack',
      'slack_configs',
      '{ channel: c, api_url: "https://s", http_config: { authorization: { credentials: x } } }',
      { channel: 'c', appToken: 'r-slack-app-token', apiUrl: 'https://s' },
    ],
    [
      'sns',
      'sns_configs',
      '{ topic_arn: t, sigv4: { region: r, access_key: x, secret_key: y, profile: p, role_arn: q } }',
      { topicArn: 't', credentials: 'r-aws-credentials', profile: 'p', roleArn: 'q' },
    ],
    [
      'telegram',
      'telegram_configs',
      '{ bot_token: x, chat_id: -100, message_thread_id: 7 }',
      { botToken: 'r-telegram-bot-token', chatId: -100, topicId: 7 },
    ],
    ['victorops', 'victorops_configs', '{ api_key: x, routing_key: k }', { apiKey: 'r-victorops-api-key', route: 'k' }],
    [
      'webex',
      'webex_configs',
      '{ room_id: i, http_config: { bearer_token: x } }',
      { roomId: 'i', token: 'r-webex-bot-token' },
    ],
    [
      'wechat',
      'wechat_configs',
      '{ corp_id: c, agent_id: 1, api_secret: x, to_party: 2 }',
      { corpId: 'c', agentId: '1', apiSecret: 'r-wechat-api-secret', toParty: '2' },
    ],
  ])('becomes %s() from %s', async (kind, key, body, expected) => {
    const [use] = (await entry(key, body))?.sends ?? [];
    const plain = Object.entries(Object(use?.options)).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'secret' in value ? value.secret : value,
    ]);
    expect({ kind: use?.kind, options: Object.fromEntries(plain) }).toEqual({ kind, options: expected });
  });

  test('shares the secret of what several name', async () => {
    const receiver = await entry('slack_configs', '{ channel: a }, { channel: b }', '{ slack_api_url: x }');
    expect(receiver?.sends.map(({ options }) => options)).toEqual([
      { channel: 'a', webhookUrl: { secret: 'slack-webhook-url' } },
      { channel: 'b', webhookUrl: { secret: 'slack-webhook-url' } },
    ]);
  });

  test('of a kind that nobody knows is left out', async () => {
    const text = 'route: { receiver: r }\nreceivers:\n  - name: r\n    pigeon_configs: [{}]\n';
    expect(await found(text)).toContain(
      '4 IMPORT-RECEIVER: A receiver has the key `pigeon_configs`, which is not carried over: the program does not know it.',
    );
  });

  test('that lacks what it needs is left out', async () => {
    const text = 'route: { receiver: r }\nreceivers:\n  - name: r\n    pagerduty_configs:\n      - service_key: x\n';
    expect(await found(text)).toContain(
      '5 IMPORT-RECEIVER: The pagerduty entry of the receiver `r` is not carried over: it has no `routing_key`.',
    );
    expect((await importedFrom(text)).receivers[0]?.entry).toEqual({
      id: 'r',
      sends: [],
      nobody: 'the configuration that it comes from tells nobody either',
    });
  });
});
