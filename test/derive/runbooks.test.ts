import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, base, withService, withStack } from '../accepted/base.ts';

const filesOf = async (catalogue: unknown): Promise<ReadonlyMap<string, string>> =>
  (await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] })).files;

const files = await filesOf(
  withService({
    probes: [...api.probes, { ...api.probes[0], id: 'docs', path: '/docs', severity: 'warning' }],
  }),
);
const pageOf = (name: string): string => files.get(`dist/runbooks/${name}.md`) ?? '';
/** The lines of a section, without blank ones. */
const section = (page: string, heading: string): readonly string[] => {
  const lines = page.split('\n');
  const from = lines.indexOf(heading) + 1;
  const to = lines.findIndex((line, i) => i >= from && /^#{1,3} /.test(line));
  return from === 0 ? [] : lines.slice(from, to < 0 ? undefined : to).filter(line => line !== '');
};

describe('the page of an alert', () => {
  const page = pageOf('api/RequestsMissing');

  test('says whose it is', () => {
    expect(page.split('\n').slice(0, 3)).toEqual(['# RequestsMissing of api', '', 'Owned by the team platform.']);
  });

  test('says what it means, when it fires and what to do first', () => {
    expect(section(page, '## What it means')).toEqual([
      'Nobody asks the API anything.',
      'Severity warning, P2; category errors. It is evaluated every 30s and fires when its query has returned something for 10m.',
    ]);
    expect(section(page, '## What to do first')).toEqual(['Look at the load balancer.']);
  });

  test('brings the steps of its runbook, and leads there', () => {
    expect(section(page, '## Steps')).toEqual([
      '1. Read the log.',
      '2. Roll back.',
      'From [The API fails](../api-errors.md).',
    ]);
  });

  test('shows how to verify it', () => {
    expect(section(page, '## How to verify')).toEqual([
      'Open the [dashboard](http://localhost:3000/d/api): does it show the same?',
      'Run the query in Prometheus; every series that it returns is one alert, and it is over when none is left.',
      '```promql',
      'sum(rate(http_requests_total{service="api"}[5m])) == 0',
      '```',
      'How often did it fire in the last week?',
      '```promql',
      'changes(ALERTS_FOR_STATE{alertname="RequestsMissing",service="api"}[7d]) + 1',
      '```',
    ]);
  });

  test('names who is told, by what, how soon and how often', () => {
    expect(section(page, '## Who is told, and when')).toEqual([
      '| receiver | by | first message | again while it fires | when |',
      '|---|---|---|---|---|',
      '| platform-notify | slack | after 10s | every 4h | always |',
      '| platform-mail | email | after 1m | every 12h | in `business-hours-platform` |',
    ]);
  });

  test('is where the alert leads', () => {
    expect(files.get('rules/api.yml')).toContain('runbook_url: dist/runbooks/api/RequestsMissing.md');
  });

  test('fills in what is known of a text, and names what is not', () => {
    expect(section(pageOf('api/ServiceDown'), '## What it means')[0]).toBe('api at *instance* does not answer.');
    expect(pageOf('api/HealthProbeFailing')).toContain(
      'The probe `docs` of api fails at *instance*: *value* requests in 5 minutes.',
    );
    expect([...files].filter(([path, text]) => path.startsWith('dist/runbooks/') && text.includes('{{'))).toEqual([]);
  });

  test('has a part for each alert of its name', () => {
    const probes = pageOf('api/HealthProbeFailing');
    expect(probes.split('\n').filter(line => /^(- \[(docs|health)|## )/.test(line))).toEqual([
      '- [docs](#docs): warning, P2',
      '- [health](#health): critical, P1',
      '## Steps',
      '## docs',
      '## health',
      '## Silence it',
      '## Related alerts',
    ]);
  });

  test('silences one alert at a time, by the labels that tell it from others', () => {
    const commands = (name: string) =>
      section(pageOf(name), '## Silence it').flatMap(line => /alertname=.*$/.exec(line)?.[0] ?? []);
    expect(commands('api/RequestsMissing')).toEqual(['alertname=RequestsMissing service=api']);
    expect(commands('api/HealthProbeFailing')).toEqual([
      'alertname=HealthProbeFailing service=api probe=docs',
      'alertname=HealthProbeFailing service=api probe=health',
    ]);
  });

  test('leads to alerts about the same thing', () => {
    expect(section(pageOf('api/ApiErrorRateHigh'), '## Related alerts')).toEqual([
      '- [ApiErrorRateCritical](../api/ApiErrorRateCritical.md)',
    ]);
  });
});

describe('a runbook', () => {
  test('lists the alerts that lead to it', () => {
    expect(section(pageOf('api-errors'), '## Alerts that lead here')).toContain(
      '- [RequestsMissing](api/RequestsMissing.md), warning: Nobody asks the API anything.',
    );
  });

  test('that only brings steps to one alert has no page of its own', () => {
    expect(files.has('dist/runbooks/service-down.md')).toBe(false);
    expect(section(pageOf('api/ServiceDown'), '## Steps').length).toBeGreaterThan(1);
  });
});

describe('the pages that every stack has', () => {
  test.each(['README', 'incident-template', 'post-mortem-template', 'maintenance', 'fault-drill'])('%s', name => {
    expect(pageOf(name)).toMatch(/^# /);
  });

  test('the index names every page of an alert', () => {
    const alerts = [...files.keys()].filter(path => /^dist\/runbooks\/[^/]+\//.test(path));
    expect(alerts.length).toBeGreaterThan(30);
    for (const path of alerts) expect(pageOf('README')).toContain(`(${path.replace('dist/runbooks/', '')})`);
  });

  test('the form for incidents has the five steps, the four priorities and who to ask', () => {
    const form = pageOf('incident-template');
    expect(form.match(/^## \d\. .*$/gm)).toEqual([
      '## 1. Detect',
      '## 2. Assess',
      '## 3. Mitigate',
      '## 4. Resolve',
      '## 5. Document',
    ]);
    expect(form.match(/^\| P\d /gm)).toEqual(['| P0 ', '| P1 ', '| P2 ', '| P3 ']);
    expect(form).toContain('| api | 1 | platform |');
  });

  test('the drill sends one alert of each severity that do not silence each other, then names what must fire', () => {
    const drill = pageOf('fault-drill');
    expect(drill.match(/^amtool .* --/gm)).toEqual(
      ['critical', 'warning', 'info'].map(
        severity =>
          `amtool --alertmanager.url=http://localhost:9093 alert add FaultDrill team=platform service=fault-drill alert_group=drill-${severity} severity=${severity} --`,
      ),
    );
    expect(section(drill, '### api')).toContain(
      '| [ServiceDown](api/ServiceDown.md) | 1m, evaluated every 30s | platform-page, platform-notify |',
    );
  });

  test('the four common troubles have steps', () => {
    for (const name of [
      'monitoring-does-not-start',
      'alerts-too-often',
      'monitoring-too-heavy',
      'notifications-refused',
    ])
      expect(section(pageOf(name), '## Steps').length).toBeGreaterThan(3);
  });
});

describe('maintenance', () => {
  test('says that channels are tested by hand unless a test is asked for', () => {
    expect(pageOf('maintenance')).toContain('| monthly | channels are tested | send one to every team:');
  });

  test('names when the test comes', async () => {
    const tested = await filesOf(withStack({ alerting: { channelTest: { weekday: 'friday', hour: 9 } } }));
    expect(tested.get('dist/runbooks/maintenance.md')).toContain('on the first Friday of the month at 09:00 UTC');
  });
});

describe('the test of the channels', () => {
  test('is an alert of every team, quiet, in the first ten minutes of its hour', async () => {
    const { plan } = await synthesize(
      { catalogue: withStack({ alerting: { channelTest: {} } }), diagnostics: [] },
      { today: '2026-01-01', targets: [] },
    );
    const group = plan?.groups.find(({ name }) => name === 'alert-channel-test');
    expect(group?.rules.map(rule => [rule.expr, rule.labels['team'], rule.labels['severity']])).toEqual([
      ['day_of_week() == 2 and day_of_month() <= 7 and hour() == 14 and minute() < 10', 'platform', 'info'],
    ]);
  });

  test('does not exist unless it is asked for', async () => {
    const { plan } = await synthesize({ catalogue: base, diagnostics: [] }, { today: '2026-01-01', targets: [] });
    expect(plan?.groups.some(({ name }) => name === 'alert-channel-test')).toBe(false);
  });
});
