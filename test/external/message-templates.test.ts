import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { logPages } from '../../src/alertmanager/log-pages.ts';
import { messageTemplates } from '../../src/alertmanager/templates.ts';
import { resolve } from '../../src/model/resolve.ts';
import * as receiverList from '../../src/receivers/index.ts';
import { receivers } from '../../src/receivers/registry.ts';
import { base } from '../accepted/base.ts';
import { run } from './tools.ts';

interface Sample {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const labels = { alertname: 'ErrorRateHigh', service: 'api', team: 'platform', severity: 'critical', priority: 'P1' };

const sample = (change: Partial<Sample> = {}): Sample => ({
  status: 'firing',
  labels,
  annotations: {
    summary: 'The API fails.',
    description: '5 % of the requests fail.',
    action: 'Roll back.',
    runbook_url: 'https://runbooks.example.com/api-errors.md',
    dashboard_url: 'http://localhost:3000/d/api',
  },
  ...change,
});

/** What all label sets or annotations have in common. */
const common = (maps: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(maps[0] ?? {}).filter(([name, value]) => maps.every(map => map[name] === value)));

const folder = mkdtempSync(join(tmpdir(), 'sightline-templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

const templateFile = join(folder, 'sightline.tmpl');
writeFileSync(
  templateFile,
  messageTemplates({
    logs: new Map([['api', 'https://grafana.example.com/explore?a=1&b=2']]),
    grafana: { written: 'http://localhost:3000', reached: 'https://grafana.example.com' },
  }),
);

/** Renders a text as Alertmanager does for a message with these alerts. */
const rendered = (text: string, alerts: readonly Sample[], type: 'text' | 'html' = 'text'): string => {
  const data = join(folder, 'data.json');
  const message = {
    receiver: 'platform-notify',
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    alerts: alerts.map(alert => ({ ...alert, startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' })),
    groupLabels: {},
    commonLabels: common(alerts.map(alert => alert.labels)),
    commonAnnotations: common(alerts.map(alert => alert.annotations)),
    externalURL: 'https://alertmanager.example.com',
  };
  writeFileSync(data, JSON.stringify(message));
  const { status, stdout, stderr } = run('amtool', [
    'template',
    'render',
    `--template.glob=${templateFile}`,
    `--template.type=${type}`,
    `--template.text=${text}`,
    `--template.data=${data}`,
  ]);
  expect({ status, complaint: status === 0 ? '' : stderr }).toEqual({ status: 0, complaint: '' });
  return stdout;
};

const template = (name: string, alerts: readonly Sample[], type: 'text' | 'html' = 'text'): string =>
  rendered(`{{ template "sightline.${name}" . }}`, alerts, type);

const silence =
  'https://alertmanager.example.com/#/silences/new?filter=%7Balertname%3D%22ErrorRateHigh%22%2C%20priority%3D%22P1%22%2C%20service%3D%22api%22%2C%20severity%3D%22critical%22%2C%20team%3D%22platform%22%7D';

describe('one alert that fires', () => {
  test.each([
    { name: 'title', text: '[FIRING:1] ErrorRateHigh of api' },
    { name: 'headline', text: '[FIRING:1] ErrorRateHigh of api: The API fails.' },
    { name: 'severity', text: 'critical' },
    { name: 'dashboard', text: 'https://grafana.example.com/d/api' },
    { name: 'color', text: '#d7263d' },
    { name: 'silence', text: silence },
    { name: 'brief', text: 'CRITICAL: The API fails.\n' },
    {
      name: 'text',
      text: [
        'CRITICAL: The API fails.',
        '5 % of the requests fail.',
        'First: Roll back.',
        'Runbook: https://runbooks.example.com/api-errors.md',
        'Dashboard: https://grafana.example.com/d/api',
        '',
        'Logs: https://grafana.example.com/explore?a=1&b=2',
        `Silence: ${silence}`,
        '',
      ].join('\n'),
    },
    {
      name: 'markdown',
      text: [
        '**CRITICAL** The API fails.',
        '5 % of the requests fail.',
        '**First:** Roll back.',
        '[Runbook](https://runbooks.example.com/api-errors.md) [Dashboard](https://grafana.example.com/d/api)',
        `[Logs](https://grafana.example.com/explore?a=1&b=2) [Silence](${silence})`,
      ].join('\n\n'),
    },
    {
      name: 'slack',
      text: [
        '*CRITICAL* The API fails.',
        '5 % of the requests fail.',
        '*First:* Roll back.',
        '<https://runbooks.example.com/api-errors.md|Runbook> <https://grafana.example.com/d/api|Dashboard>',
        '',
        `<https://grafana.example.com/explore?a=1&b=2|Logs> <${silence}|Silence>`,
      ].join('\n'),
    },
  ])('$name', ({ name, text }) => {
    expect(template(name, [sample()])).toBe(text);
  });

  test('html, as a mail', () => {
    expect(template('html', [sample()], 'html')).toBe(
      [
        '<!DOCTYPE html>',
        '<html><body style="font-family:sans-serif;font-size:14px;color:#1f2328">',
        '<div style="height:6px;background:#d7263d"></div>',
        '<h2 style="font-size:18px">[FIRING:1] ErrorRateHigh of api</h2>',
        '<table style="width:100%">',
        '<tr><td style="padding:12px 0;border-top:1px solid #d0d7de"><strong>CRITICAL</strong> The API fails.<br>5 % of the requests fail.<br><strong>First:</strong> Roll back.<br><a href="https://runbooks.example.com/api-errors.md">Runbook</a> <a href="https://grafana.example.com/d/api">Dashboard</a></td></tr>',
        '</table>',
        `<p><a href="https://grafana.example.com/explore?a=1&amp;b=2">Logs</a> <a href="${silence}">Silence</a></p>`,
        '</body></html>',
        '',
      ].join('\n'),
    );
  });
});

describe('an alert that is over', () => {
  const over = [sample({ status: 'resolved' })];

  test.each([
    { name: 'title', text: '[RESOLVED] ErrorRateHigh of api' },
    { name: 'severity', text: 'resolved' },
    { name: 'color', text: '#2eb67d' },
    { name: 'brief', text: 'RESOLVED: The API fails.\n' },
    { name: 'text', text: 'RESOLVED: The API fails.\n\nLogs: https://grafana.example.com/explore?a=1&b=2\n' },
    {
      name: 'markdown',
      text: '**RESOLVED** The API fails.\n\n[Logs](https://grafana.example.com/explore?a=1&b=2) ',
    },
    { name: 'slack', text: '*RESOLVED* The API fails.\n\n<https://grafana.example.com/explore?a=1&b=2|Logs> ' },
  ])('asks for nothing in $name', ({ name, text }) => {
    expect(template(name, over)).toBe(text);
  });
});

describe('many alerts', () => {
  const many = (firing: number, resolved: number): readonly Sample[] => [
    ...Array.from({ length: resolved }, (_, i) =>
      sample({ status: 'resolved', labels: { ...labels, path: `/old/${i}` }, annotations: { summary: `Old ${i}.` } }),
    ),
    ...Array.from({ length: firing }, (_, i) =>
      sample({ labels: { ...labels, path: `/new/${i}` }, annotations: { summary: `New ${i}.` } }),
    ),
  ];
  const lines = (firing: number, resolved: number) => template('brief', many(firing, resolved)).trim().split('\n');

  test.each([
    { sentence: 'ten are listed', firing: 10, resolved: 0, listed: 10, said: undefined },
    { sentence: 'of eleven, ten are listed', firing: 11, resolved: 0, listed: 10, said: '11 alerts in all, 11 firing' },
    {
      sentence: 'those that are over count too',
      firing: 4,
      resolved: 8,
      listed: 10,
      said: '12 alerts in all, 4 firing',
    },
    { sentence: 'and alone', firing: 0, resolved: 12, listed: 10, said: '12 alerts in all, 0 firing' },
  ])('$sentence', ({ firing, resolved, listed, said }) => {
    const all = lines(firing, resolved);
    expect(all.slice(0, listed)).toEqual([
      ...Array.from({ length: Math.min(firing, 10) }, (_, i) => `CRITICAL: New ${i}.`),
      ...Array.from({ length: Math.min(resolved, 10 - Math.min(firing, 10)) }, (_, i) => `RESOLVED: Old ${i}.`),
    ]);
    expect(all.slice(listed)).toEqual(said === undefined ? [] : [`${said}; the first 10 are listed.`]);
  });

  test.each(['text', 'markdown', 'slack', 'html'])('%s says how many there are, and lists ten', name => {
    const text = template(name, many(11, 1), name === 'html' ? 'html' : 'text');
    expect(text.match(/New \d+\./g)).toHaveLength(10);
    expect(text).toContain('12 alerts in all, 11 firing; the first 10 are listed.');
  });

  test('of several names and services have a number for a title, and no page of logs', () => {
    const alerts = [sample(), sample({ labels: { ...labels, alertname: 'Slow', service: 'web' } })];
    expect(template('title', alerts)).toBe('[FIRING:2] 2 alerts');
    expect(template('text', alerts)).not.toContain('Logs:');
  });

  test.each([
    { severities: ['info', 'warning', 'critical', 'warning'], worst: 'critical', color: '#d7263d' },
    { severities: ['info', 'warning', 'info'], worst: 'warning', color: '#f2a33a' },
    { severities: ['info'], worst: 'info', color: '#3b82f6' },
  ])('of $severities are as bad as the worst', ({ severities, worst, color }) => {
    const alerts = severities.map(severity => sample({ labels: { ...labels, severity } }));
    expect([template('severity', alerts), template('color', alerts)]).toEqual([worst, color]);
  });

  test('are as bad as the worst of those that still fire', () => {
    const alerts = [sample({ status: 'resolved' }), sample({ labels: { ...labels, severity: 'warning' } })];
    expect(template('severity', alerts)).toBe('warning');
  });
});

describe('what an alert says cannot break the message', () => {
  const hostile = sample({
    labels: { ...labels, severity: 'warning', path: '/a b?"c"&<d>' },
    annotations: {
      summary: 'Is <b>1</b> & *2* [x](https://evil.example) _3_ `4`?',
      runbook_url: 'javascript:alert(1)',
    },
  });

  test('in a mail', () => {
    const text = template('html', [hostile], 'html');
    expect(text).toContain(
      '<strong>WARNING</strong> Is &lt;b&gt;1&lt;/b&gt; &amp; *2* [x](https://evil.example) _3_ `4`?<br>',
    );
    expect(text).toContain('<a href="#ZgotmplZ">Runbook</a>');
    expect(text).toContain('path%3D%22%2fa%20b%3f%5c%22c%5c%22%26%3cd%3e%22');
  });

  test('in Slack', () => {
    expect(template('slack', [hostile])).toContain(
      '*WARNING* Is &lt;b&gt;1&lt;/b&gt; &amp; *2* [x](https://evil.example) _3_ `4`?\n',
    );
  });

  test('in Markdown', () => {
    expect(template('markdown', [hostile])).toContain(
      '**WARNING** Is \\<b\\>1\\</b\\> & \\*2\\* \\[x\\](https://evil.example) \\_3\\_ \\`4\\`?\n',
    );
  });

  test('in the address of a silence', () => {
    expect(template('silence', [hostile])).toContain('path%3D%22%2Fa%20b%3F%5C%22c%5C%22%26%3Cd%3E%22%2C%20priority');
  });
});

test.each(['title', 'text', 'markdown', 'slack', 'brief', 'html'])(
  '%s needs no annotation and no label but the name',
  name => {
    const bare = [sample({ labels: { alertname: 'Imported' }, annotations: {} })];
    const text = template(name, bare, name === 'html' ? 'html' : 'text');
    expect(text).toContain('Imported');
    expect(text).not.toContain('no value');
  },
);

describe('the texts of a receiver', () => {
  const texts = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return value.includes('{{') ? [value] : [];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  const context = { secretFile: () => '/secrets/s', connect: () => 'http://alert-log:8080' };

  test.each(Object.entries(receiverList))('%s can be rendered for alerts that fire, and that are over', (name, use) => {
    const entry = receivers.get(name)?.renderUse(use.definition.example, context);
    for (const text of texts(entry)) {
      expect(rendered(text, [sample()])).not.toContain('no value');
      expect(
        rendered(text, [sample({ status: 'resolved', labels: { alertname: 'Bare' }, annotations: {} })]),
      ).not.toContain('no value');
    }
  });
});

test('the page of logs of a service asks for its datasets', () => {
  const logs = [
    { id: 'app', dataset: 'api.app', inputs: [{ kind: 'tcp' as const }] },
    { id: 'audit', dataset: 'api.audit', inputs: [{ kind: 'tcp' as const }] },
  ];
  const { model } = resolve({
    ...base,
    services: [{ id: 'api', owner: 'platform', logs }],
  });
  const page = new URL(logPages(model, 'https://grafana.example.com').get('api') ?? '');
  expect(`${page.origin}${page.pathname}`).toBe('https://grafana.example.com/explore');
  expect(JSON.parse(page.searchParams.get('panes') ?? '')).toEqual({
    logs: {
      datasource: 'elasticsearch',
      queries: [
        {
          refId: 'A',
          query: 'data_stream.dataset:"api.app" OR data_stream.dataset:"api.audit"',
          metrics: [{ type: 'logs', id: '1' }],
        },
      ],
      range: { from: 'now-1h', to: 'now' },
    },
  });
});
