import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureAlertmanager } from '../../../src/alertmanager/configure.ts';
import type { Catalogue } from '../../../src/catalogue/catalogue.ts';
import { isJsonObject, type JsonValue } from '../../../src/core/json.ts';
import { renderBody } from '../../../src/core/render.ts';
import { workloads } from '../../../src/ir/conventions.ts';
import { resolve } from '../../../src/model/resolve.ts';
import * as receiverList from '../../../src/receivers/index.ts';
import { emitPlan } from '../../../src/synth/emitters.ts';
import { legalise } from '../../../src/synth/legalise.ts';
import { toolVersions } from '../../external/tool-versions.ts';
import { run } from '../../external/tools.ts';
import { freePorts } from '../listen.ts';
import { loopbackSite, portNames } from '../loopback-site.ts';
import { type RunningServer, startServer, writeArtefacts } from '../servers.ts';
import { waitFor } from '../wait-for.ts';
import { absentIn28 } from './absent.ts';
import { selfSigned } from './certificate.ts';
import { type Channel, channels } from './channels.ts';
import { expectations, headline, text, title } from './expectations.ts';
import { type HttpStub, type ReceivedRequest, startHttpStub } from './http-stub.ts';
import { type SmtpStub, startSmtpStub } from './smtp-stub.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-receivers-'));
const versions = toolVersions();

/** Kinds that this Alertmanager lacks. */
const absent: readonly string[] = /^0\.2\d\./.test(versions.alertmanager ?? '') ? absentIn28 : [];

const heartbeat: Channel = {
  use: receiverList.deadman({ secretUrl: { secret: 'heartbeat-url' } }),
  secrets: { 'heartbeat-url': 'set when the stub runs' },
};

let stub: HttpStub;
let smtp: SmtpStub;
let server: RunningServer;
let api = '';

const catalogueOf = (all: Readonly<Record<string, Channel>>): Catalogue => ({
  org: 'acme',
  environment: 'loopback',
  owner: 'console',
  alerting: { groupWait: '1s', groupInterval: '1s' },
  heartbeat: heartbeat.use,
  teams: Object.entries(all).map(([id, { use }]) => ({ id, timezone: 'UTC', notify: use })),
  services: [],
});

/** Pushover has one address, which only a proxy can lead elsewhere. */
const throughProxy = (body: JsonValue): JsonValue => {
  if (Array.isArray(body)) return body.map(throughProxy);
  if (!isJsonObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      key === 'pushover_configs' && Array.isArray(value)
        ? value.map(entry => (isJsonObject(entry) ? { ...entry, http_config: { proxy_url: stub.proxyUrl } } : entry))
        : throughProxy(value ?? null),
    ]),
  );
};

const configured = async (all: Readonly<Record<string, Channel>>) => {
  const { model } = resolve(catalogueOf(all), versions);
  const plan = await emitPlan(model);
  const names = portNames(plan);
  const numbers = await freePorts(names.length);
  const book = new Map(names.map((name, i) => [name, numbers[i] ?? 0]));
  book.set('alert-log/http', Number(new URL(stub.url).port));
  const site = loopbackSite(folder, book);
  const { artefacts } = legalise(configureAlertmanager(model, plan, site), model.versions);
  return { plan, site, artefacts: artefacts.map(each => ({ ...each, body: throughProxy(each.body) })) };
};

const told = {
  summary: 'The till is slow.',
  description: 'A payment takes 3 s.',
  action: 'Restart the till.',
  runbook_url: 'https://runbooks.example.com/slow.md',
  dashboard_url: 'https://grafana.example.com/d/till',
};

/** Posts one alert to each team, more than a message may hold to one of them, and the watchdog. */
const post = async (endsAt?: string): Promise<void> => {
  const alert = (labels: Readonly<Record<string, string>>, annotations: Readonly<Record<string, string>> = told) => ({
    labels: { severity: 'warning', priority: 'P2', service: 'till', ...labels },
    annotations,
    generatorURL: 'http://prometheus.example.com',
    ...(endsAt === undefined ? {} : { endsAt }),
  });
  const response = await fetch(`${api}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([
      ...Object.keys(channels('', 0)).map(team => alert({ alertname: 'TillSlow', team })),
      ...Array.from({ length: 11 }, (_, i) =>
        alert({ alertname: 'TillSlow', team: 'webhook-secret', instance: `till-${i}:80` }),
      ),
      alert({ alertname: 'Imported', team: 'pagerduty' }, { summary: 'Bare.', action: 'Say: nothing.' }),
      alert({ alertname: 'Watchdog', severity: 'none' }),
    ]),
  });
  expect(response.status).toBe(200);
};

beforeAll(async () => {
  const certificate = selfSigned(['api.pushover.net'], ['127.0.0.1']);
  const trusted = join(folder, 'trusted.pem');
  writeFileSync(trusted, certificate.cert);
  stub = await startHttpStub(certificate);
  smtp = await startSmtpStub(certificate);
  const all = Object.fromEntries(
    Object.entries(channels(stub.url, smtp.port)).filter(([, { use }]) => !absent.includes(use.kind)),
  );
  const { plan, site, artefacts } = await configured(all);
  writeArtefacts(artefacts, site);
  const secrets = { 'heartbeat-url': `${stub.url}/deadman/ping` };
  for (const [secret, value] of Object.entries(
    Object.assign(secrets, ...Object.values(all).map(channel => channel.secrets)),
  )) {
    const path = site.secretFile(workloads.alertmanager, { secret });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, String(value));
  }
  const workload = plan.workloads.find(({ id }) => id === workloads.alertmanager);
  if (workload === undefined) throw new Error('the plan has no Alertmanager');
  server = startServer('alertmanager', workload, site, [], { SSL_CERT_FILE: trusted });
  await server.ready;
  api = site.externalUrl(workloads.alertmanager);
  await post();
}, 30_000);

afterAll(async () => {
  await server?.stop();
  await stub?.close();
  await smtp?.close();
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

test('every kind of receiver is tried, or known to be missing here', () => {
  const tried = new Set([heartbeat, ...Object.values(channels('', 0))].map(({ use }) => use.kind));
  expect([...tried].sort()).toEqual(Object.keys(receiverList));
});

test('the kinds that are missing here are refused by amtool, and only they', async () => {
  const refused: string[] = [];
  for (const [name, channel] of Object.entries(channels('http://127.0.0.1:1', 25))) {
    const { artefacts } = await configured({ console: { use: receiverList.console(), secrets: {} }, [name]: channel });
    const [main] = artefacts;
    if (main === undefined) throw new Error('there is no configuration');
    const path = join(folder, 'alertmanager.yml');
    writeFileSync(path, renderBody(main.format, main.body));
    if (run('amtool', ['check-config', path]).status !== 0) refused.push(channel.use.kind);
  }
  expect(refused).toEqual(absent);
});

/** The first request for a receiver that the condition holds for. */
const request = (name: string, holds: (request: ReceivedRequest) => boolean = () => true): Promise<ReceivedRequest> =>
  waitFor(`a request for ${name}`, 8, () => stub.received(name).find(holds));

const here = expectations.filter(({ name }) => !absent.includes(name));
/** For a table of tests: the kind, unless it is missing here. */
const unless = (kind: string): readonly string[] => (absent.includes(kind) ? [] : [kind]);

describe('an alert that fires', () => {
  test.each(here)('reaches $name as its service expects it', async ({ name, path, headers = {}, body }) => {
    const received = await request(name, sent => !sent.body.includes('Imported'));
    expect(received).toMatchObject({ method: 'POST', path, headers });
    expect(JSON.parse(received.body)).toMatchObject(body ?? {});
  });

  test('reaches a webhook with a secret address ten at a time, with the number of the others', async () => {
    const received = await request('webhook-secret');
    expect(received).toMatchObject({ method: 'POST', path: '/hunter2' });
    const { alerts, truncatedAlerts }: { alerts: readonly unknown[]; truncatedAlerts: number } = JSON.parse(
      received.body,
    );
    expect([alerts.length, truncatedAlerts]).toEqual([10, 2]);
  });

  test('reaches PagerDuty as a text and without empty links, even where it looks like YAML', async () => {
    const { body } = await request('pagerduty', sent => sent.body.includes('Imported'));
    const event: unknown = JSON.parse(body);
    expect(event).toHaveProperty(
      'payload.custom_details.firing',
      expect.stringContaining('1 firing\nWARNING: Bare.\nFirst: Say: nothing.\n'),
    );
    expect(event).not.toHaveProperty('links');
  });

  test('reaches Amazon SNS signed with the key of the credentials file', async () => {
    const { method, headers, body } = await request('sns');
    expect(method).toBe('POST');
    expect(headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=sns-ada\/\d{8}\/eu-central-1\/sns\/aws4_request, /,
    );
    const fields = new URLSearchParams(body);
    expect(Object.fromEntries(fields)).toMatchObject({
      Action: 'Publish',
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts',
      Subject: title,
      Message: expect.stringMatching(text),
      'MessageAttributes.entry.1.Name': 'severity',
      'MessageAttributes.entry.1.Value.StringValue': 'warning',
    });
  });

  test('reaches Pushover at its one address, through a proxy', async () => {
    const { method, path, body } = await request('pushover');
    expect([method, path, stub.tunnels[0]]).toEqual([
      'POST',
      expect.stringMatching(/^\/1\/messages\.json/),
      'api.pushover.net:443',
    ]);
    const sent = new URLSearchParams(body === '' ? path.slice(path.indexOf('?') + 1) : body);
    expect(Object.fromEntries(sent)).toMatchObject({
      token: 'pushover-hunter2',
      user: 'pushover-ada',
      title,
      message: 'WARNING: The till is slow.',
      priority: '0',
      url: 'https://grafana.example.com/d/till',
    });
  });

  test('reaches a mailbox, encrypted, after a login', async () => {
    const mail = await waitFor('a mail', 8, () => smtp.mails[0]);
    expect(mail).toMatchObject({
      encrypted: true,
      login: 'alerts:smtp-hunter2',
      from: 'alerts@example.com',
      to: 'team@example.com',
    });
    expect(mail.data).toContain(`Subject: ${headline}\r\n`);
    const parts = mail.data.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(parts).toMatch(/Content-Type: text\/plain[\s\S]*WARNING: The till is slow\.\r\nA payment takes 3 s\./);
    expect(parts).toMatch(/Content-Type: text\/html[\s\S]*<strong>WARNING<\/strong> The till is slow\.<br>/);
  });

  test.each(unless('wechat'))('reaches %s with a token that the secret is exchanged for', async () => {
    const login = await request('wechat', ({ path }) => path.startsWith('/gettoken'));
    expect(login.path).toBe('/gettoken?corpid=corp&corpsecret=wechat-hunter2');
    const sent = await request('wechat', ({ path }) => path.startsWith('/message/send'));
    expect(sent.path).toBe('/message/send?access_token=issued-token');
    expect(JSON.parse(sent.body)).toMatchObject({
      agentid: '7',
      toparty: '2',
      text: { content: `${title}\nWARNING: The till is slow.\n` },
    });
  });

  test.each(unless('jira'))('opens an issue in %s when there is none', async () => {
    const search = await request('jira', ({ path }) => path.includes('/search'));
    expect(search.headers['authorization']).toBe(`Basic ${btoa('alerts@example.com:jira-hunter2')}`);
    const created = await request('jira', ({ path }) => path === '/rest/api/2/issue');
    expect(JSON.parse(created.body)).toMatchObject({
      fields: {
        project: { key: 'OPS' },
        issuetype: { name: 'Bug' },
        summary: headline,
        description: expect.stringMatching(text),
        priority: { name: 'Medium' },
      },
    });
  });
});

describe('the end of an alert', () => {
  beforeAll(async () => {
    await request('pagerduty');
    await post(new Date().toISOString());
  });

  const body = async (name: string, holds: (text: string) => boolean): Promise<unknown> =>
    JSON.parse((await request(name, received => holds(received.body))).body);

  test('resolves the incident of PagerDuty', async () => {
    const first = await request('pagerduty', sent => sent.body.includes('TillSlow'));
    const { dedup_key }: { dedup_key: string } = JSON.parse(first.body);
    expect(await body('pagerduty', text => text.includes('"resolve"') && text.includes('TillSlow'))).toMatchObject({
      event_action: 'resolve',
      dedup_key,
    });
  });

  test('is green in Slack, and asks for nothing', async () => {
    expect(await body('slack', text => text.includes('RESOLVED'))).toMatchObject({
      attachments: [
        { color: '#2eb67d', title: '[RESOLVED] TillSlow of till', text: '*RESOLVED* The till is slow.\n\n' },
      ],
    });
  });

  test('closes the alert of Opsgenie', async () => {
    const { path } = await request('opsgenie', received => received.path.includes('/close'));
    expect(path).toMatch(/^\/v2\/alerts\/[0-9a-f]+\/close\?identifierType=alias$/);
  });

  test('recovers in VictorOps', async () => {
    expect(await body('victorops', text => text.includes('RECOVERY'))).toMatchObject({ message_type: 'RECOVERY' });
  });

  test('is told to a webhook', async () => {
    expect(await body('webhook', text => text.includes('resolved'))).toMatchObject({ status: 'resolved' });
  });

  test('is never told to the dead man’s switch: silence says it', async () => {
    await body('alerts', text => text.includes('"status":"resolved"'));
    expect(stub.received('deadman').filter(received => received.body.includes('"status":"resolved"'))).toEqual([]);
  });
});
