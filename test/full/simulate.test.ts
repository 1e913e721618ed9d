import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../src/evaluate/storage.ts';
import { printMatcher } from '../../src/ir/matcher-text.ts';
import type { Inhibition, Route, RouteMatcher, Routing } from '../../src/ir/routing.ts';
import { parse } from '../../src/promql/parse.ts';
import { type Played, play } from '../../src/simulate/play.ts';
import { freePorts, listenOnLoopback } from '../e2e/listen.ts';
import { type RunningServer, startProgram } from '../e2e/servers.ts';
import { waitFor } from '../e2e/wait-for.ts';

/**
 * The simulator against real servers: what a Prometheus scraped is played through the same rules and routes, and who was
 * told of what and when must be what the sink of a real Alertmanager saw. The three scenarios run side by side.
 *
 * @module
 */

/** Milliseconds: rules are evaluated every second, and messages have to agree within that. */
const evaluation = 1_000;

/** Seconds from the start until a metric of a scenario is bad, and until it is well again. */
const timeline: Readonly<Record<string, readonly [from: number, to: number]>> = {
  // A service does not answer; it takes long enough for a message to be repeated.
  down: [2, 20],
  // A warning is told, then inhibited while something critical lasts.
  slow: [2, 20],
  broken: [9, 15],
  // Two alerts in one group; the second joins it, the first ends first.
  left: [2, 11],
  right: [5, 17],
};
const length = 28;

const rules = [
  { alert: 'Down', expr: 'up{job="service"} == 0', for: 3, labels: { scenario: 'down' } },
  { alert: 'Slow', expr: 'bad{part="slow"} == 1', for: 0, labels: { scenario: 'inhibit', severity: 'warning' } },
  { alert: 'Broken', expr: 'bad{part="broken"} == 1', for: 0, labels: { scenario: 'inhibit', severity: 'critical' } },
  { alert: 'Side', expr: 'bad{part=~"left|right"} == 1', for: 2, labels: { scenario: 'group' } },
];

const equals = (label: string, value: string): RouteMatcher => ({ label, op: '=', value });
const route = (scenario: string, groupBy: readonly string[]): Route => ({
  receiver: scenario,
  matchers: [equals('scenario', scenario)],
  groupBy,
  routes: [],
  path: '',
});
const inhibition: Inhibition = {
  name: 'critical-over-warning',
  source: [equals('severity', 'critical')],
  target: [equals('severity', 'warning')],
  equal: ['scenario'],
  path: '',
};
const routing: Routing = {
  receivers: [],
  root: {
    receiver: 'nobody',
    matchers: [],
    groupWait: '2s500ms',
    groupInterval: '3s',
    repeatInterval: '7s',
    routes: [route('down', ['alertname']), route('inhibit', ['alertname']), route('group', ['scenario'])],
    path: '',
  },
  inhibitions: [inhibition],
  timeIntervals: [],
  rateLimits: [],
};

/** A message about alerts, as short as a line. */
interface Told {
  readonly at: number;
  readonly receiver: string;
  readonly what: string;
}

const line = (firing: readonly string[], resolved: readonly string[]): string =>
  `firing ${firing.toSorted().join(' ')}; resolved ${resolved.toSorted().join(' ')}`;

type Labels = Readonly<Record<string, string>>;
const nameOf = (labels: Labels): string =>
  `${labels['alertname']}${labels['part'] === undefined ? '' : `/${labels['part']}`}`;

const folder = mkdtempSync(join(tmpdir(), 'sightline-simulate-'));
const servers: RunningServer[] = [];
const closing: (() => Promise<void>)[] = [];
const told: Told[] = [];
let played: Played;

const listen = async (answer: (path: string, body: string) => readonly [status: number, text: string]) => {
  const { url, close } = await listenOnLoopback(
    createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const [status, text] = answer(request.url ?? '', body);
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(text);
    }),
  );
  closing.push(close);
  return new URL(url);
};

const renderRoute = ({ matchers, routes, ...rest }: Route): object => ({
  receiver: rest.receiver,
  ...(matchers.length === 0 ? {} : { matchers: matchers.map(printMatcher) }),
  ...(rest.groupBy === undefined ? {} : { group_by: rest.groupBy }),
  ...(rest.groupWait === undefined ? {} : { group_wait: rest.groupWait }),
  ...(rest.groupInterval === undefined ? {} : { group_interval: rest.groupInterval }),
  ...(rest.repeatInterval === undefined ? {} : { repeat_interval: rest.repeatInterval }),
  ...(routes.length === 0 ? {} : { routes: routes.map(renderRoute) }),
});

const start = async (program: string, port: number, config: object, args: readonly string[]): Promise<string> => {
  const file = join(folder, `${program}.yml`);
  writeFileSync(file, JSON.stringify(config));
  const url = `http://127.0.0.1:${port}`;
  const server = startProgram(program, {
    name: program,
    folder: join(folder, program),
    health: `${url}/-/ready`,
    args: [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`, ...args],
  });
  servers.push(server);
  await server.ready;
  return url;
};

interface RawSeries {
  readonly metric: Labels;
  readonly values: readonly (readonly [number, string])[];
}

/** Everything that was scraped, with the very times of the scrapes. */
const scraped = async (prometheus: string): Promise<readonly RawSeries[]> => {
  const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent('{__name__=~"up|bad"}[2m]')}`);
  const { data }: { readonly data: { readonly result: readonly RawSeries[] } } = JSON.parse(await answer.text());
  return data.result;
};

/** The fraction of a second at which the rules are evaluated. */
const phaseOf = async (prometheus: string): Promise<number> => {
  const { data }: { readonly data: { readonly groups: readonly { readonly lastEvaluation: string }[] } } = JSON.parse(
    await (await fetch(`${prometheus}/api/v1/rules`)).text(),
  );
  return Date.parse(data.groups[0]?.lastEvaluation ?? '') % evaluation;
};

beforeAll(async () => {
  let began = Number.POSITIVE_INFINITY;
  const isBad = (part: string): boolean => {
    const [from, to] = timeline[part] ?? [0, 0];
    const seconds = (Date.now() - began) / 1_000;
    return seconds >= from && seconds < to;
  };
  const parts = ['slow', 'broken', 'left', 'right'];
  const exporter = await listen(() => [
    200,
    parts.map(part => `bad{part="${part}"} ${Number(isBad(part))}\n`).join(''),
  ]);
  const service = await listen(() => (isBad('down') ? [500, ''] : [200, 'fine 1\n']));
  const sink = await listen((path, body) => {
    const { alerts }: { readonly alerts: readonly { readonly status: string; readonly labels: Labels }[] } =
      JSON.parse(body);
    const names = (status: string) =>
      alerts.filter(alert => alert.status === status).map(({ labels }) => nameOf(labels));
    told.push({ at: Date.now(), receiver: path.slice(1), what: line(names('firing'), names('resolved')) });
    return [200, ''];
  });
  const [a = 0, b = 0] = await freePorts(2);
  await start(
    'alertmanager',
    a,
    {
      route: renderRoute(routing.root),
      inhibit_rules: routing.inhibitions.map(({ source, target, equal }) => ({
        source_matchers: source.map(printMatcher),
        target_matchers: target.map(printMatcher),
        equal,
      })),
      receivers: [
        { name: 'nobody' },
        ...routing.root.routes.map(({ receiver }) => ({
          name: receiver,
          webhook_configs: [{ url: new URL(`/${receiver}`, sink).href }],
        })),
      ],
    },
    [`--storage.path=${join(folder, 'alerts')}`, '--cluster.listen-address='],
  );
  const ruleFile = join(folder, 'rules.yml');
  writeFileSync(
    ruleFile,
    JSON.stringify({ groups: [{ name: 'all', rules: rules.map(rule => ({ ...rule, for: `${rule.for}s` })) }] }),
  );
  const job = (name: string, { host }: URL) => ({ job_name: name, static_configs: [{ targets: [host] }] });
  const prometheus = await start(
    'prometheus',
    b,
    {
      global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
      rule_files: [ruleFile],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${a}`] }] }] },
      scrape_configs: [job('exporter', exporter), job('service', service)],
    },
    [`--storage.tsdb.path=${join(folder, 'storage')}`, '--rules.alert.resend-delay=500ms'],
  );
  await waitFor('Prometheus knows Alertmanager and scrapes both targets', 20, async () => {
    const known = await (await fetch(`${prometheus}/api/v1/alertmanagers`)).text();
    const series = await scraped(prometheus);
    return known.includes('"url"') && series.filter(({ metric }) => metric['__name__'] === 'up').length === 2
      ? true
      : undefined;
  });
  began = Date.now();
  await sleep(length * 1_000);

  const samples = (await scraped(prometheus))
    .flatMap(({ metric, values }) => values.map(([at, value]) => ({ metric, at: Math.round(at * 1_000), value })))
    .toSorted((left, right) => left.at - right.at);
  let next = 0;
  const feed = (storage: Storage, until: number): void => {
    for (let sample = samples[next]; sample !== undefined && sample.at <= until; sample = samples[++next])
      storage.append(sample.metric, sample.at, Number(sample.value));
  };
  const phase = await phaseOf(prometheus);
  played = play({
    groups: [
      {
        name: 'all',
        interval: evaluation,
        rules: rules.flatMap(({ alert, expr, for: seconds, labels }) => {
          const parsed = parse(expr).expr;
          return parsed === undefined ? [] : [{ alert, expr: parsed, for: seconds * 1_000, labels }];
        }),
      },
    ],
    feed,
    routing,
    tellsResolved: () => true,
    external: {},
    resendDelay: 500,
    from: Math.floor(began / evaluation) * evaluation + phase,
    until: began + length * 1_000,
  });
}, 75_000);

afterAll(async () => {
  await Promise.all(servers.map(server => server.stop()));
  await Promise.all(closing.map(close => close()));
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

describe('the simulator tells of the same, in the same order and at the same time as real servers', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a service goes down and comes back',
      'down',
      ['firing Down; resolved ', 'firing Down; resolved ', 'firing ; resolved Down'],
    ],
    [
      'something critical inhibits a warning',
      'inhibit',
      [
        'firing Slow/slow; resolved ',
        'firing Broken/broken; resolved ',
        'firing Slow/slow; resolved ',
        'firing ; resolved Broken/broken',
        'firing ; resolved Slow/slow',
      ],
    ],
    [
      'an alert joins a group, and another leaves it',
      'group',
      [
        'firing Side/left; resolved ',
        'firing Side/left Side/right; resolved ',
        'firing Side/right; resolved Side/left',
        'firing ; resolved Side/left Side/right',
      ],
    ],
  ])('%s', (_, receiver, expected) => {
    const real = told.filter(message => message.receiver === receiver);
    const simulated = played.notifications.filter(message => message.receiver === receiver);
    expect(real.map(({ what }) => what)).toEqual(expected);
    expect(simulated.map(({ firing, resolved }) => line(firing.map(nameOf), resolved.map(nameOf)))).toEqual(expected);
    simulated.forEach(({ at }, i) => {
      expect(Math.abs(at - (real[i]?.at ?? 0))).toBeLessThan(evaluation);
    });
  });

  test('no rule of the simulation failed', () => {
    expect(played.problems).toEqual([]);
  });
});
