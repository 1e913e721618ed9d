import { describe, expect, test } from 'vitest';
import { routing } from '../../src/alertmanager/routing.ts';
import { matchingRoutes } from '../../src/analysis/route.ts';
import type { Catalogue, TeamEntry } from '../../src/catalogue/catalogue.ts';
import { printMatcher } from '../../src/ir/matcher-text.ts';
import type { Route } from '../../src/ir/routing.ts';
import { resolve } from '../../src/model/resolve.ts';
import { api, base, platform } from '../accepted/base.ts';

const hook = (name: string) => ({ kind: 'webhook', options: { url: `https://hooks.example.com/${name}` } });

const routesOf = (change: Partial<Catalogue>, team: Partial<TeamEntry> = {}) =>
  routing(resolve({ ...base, ...change, teams: [{ ...platform, ...team }] }).model);

type Labels = Readonly<Record<string, string>>;
const taken = (root: Route, labels: Labels): readonly Route[] => matchingRoutes(root, { team: 'platform', ...labels });
const told = (root: Route, labels: Labels): readonly string[] => taken(root, labels).map(({ receiver }) => receiver);

describe('an alert of a team', () => {
  test.each<[string, Partial<TeamEntry>, Labels, readonly string[]]>([
    [
      'wakes somebody and is read along when critical',
      {},
      { severity: 'critical' },
      ['platform-page', 'platform-notify'],
    ],
    ['is read along and mailed as a warning', {}, { severity: 'warning' }, ['platform-notify', 'platform-mail']],
    ['is mailed as an info', {}, { severity: 'info' }, ['platform-mail']],
    [
      'goes to the channel of its severity alone',
      { channels: { warning: hook('w') } },
      { severity: 'warning' },
      ['platform-warning'],
    ],
    [
      'keeps the other channels for other severities',
      { channels: { warning: hook('w') } },
      { severity: 'critical' },
      ['platform-page', 'platform-notify'],
    ],
    [
      'has only critical in a channel for it',
      { channels: { critical: hook('c') } },
      { severity: 'critical' },
      ['platform-critical'],
    ],
    [
      'wakes nobody when a budget is spent',
      {},
      { severity: 'critical', alertname: 'SLOErrorBudgetExhausted' },
      ['platform-notify'],
    ],
    [
      'is told to the next level when it is escalated, and to nobody else',
      {
        escalation: {
          levels: [
            { after: '15m', to: hook('l2') },
            { after: '1h', to: hook('l3') },
          ],
        },
      },
      { severity: 'critical', escalation: 'l3' },
      ['platform-l3'],
    ],
  ])('%s', (_, team, labels, receivers) => {
    expect(told(routesOf({}, team).root, labels)).toEqual(receivers);
  });

  test('that nobody owns reaches the fallback, which notifies the owner of the platform', () => {
    const { root, receivers } = routesOf({});
    expect(matchingRoutes(root, { team: 'unknown' }).map(({ receiver }) => receiver)).toEqual(['fallback']);
    expect(receivers.find(({ name }) => name === 'fallback')?.uses).toEqual([platform.notify]);
  });

  test('is read by the team although it has no channel for the severity', () => {
    const { mail: _, ...team } = platform;
    const { root } = routing(resolve({ ...base, teams: [team] }).model);
    expect(told(root, { severity: 'info' })).toEqual(['platform-notify']);
  });

  test('has a page of its own, so that it never waits for the interval of a group', () => {
    const [page] = taken(routesOf({}).root, { severity: 'critical' });
    expect(page?.groupBy).toEqual(['...']);
    expect(page?.groupWait).toBe('10s');
  });

  test('is grouped and paced as its team says, and repeated at the end of an interval', () => {
    const [page] = taken(routesOf({}, { grouping: { page: ['service'], interval: { page: '7m' } } }).root, {
      severity: 'critical',
    });
    expect([page?.groupBy, page?.groupInterval, page?.repeatInterval]).toEqual([['service'], '7m', '3780s']);
  });
});

describe('a written route', () => {
  const security = { id: 'security', to: hook('s'), when: { category: ['security'] } };

  test.each<[string, Partial<Catalogue>, Labels, readonly string[]]>([
    [
      'takes its alerts away from the teams',
      { routes: [security] },
      { category: 'security', severity: 'info' },
      ['route-security'],
    ],
    [
      'tells the teams as well',
      { routes: [{ ...security, also: true }] },
      { category: 'security', severity: 'info' },
      ['route-security', 'platform-mail'],
    ],
    ['leaves other alerts alone', { routes: [security] }, { category: 'errors', severity: 'info' }, ['platform-mail']],
    [
      'comes after those with a lower order',
      { routes: [security, { ...security, id: 'first', order: -1 }] },
      { category: 'security' },
      ['route-first'],
    ],
    [
      'comes after those that tell others as well',
      { routes: [security, { ...security, id: 'too', also: true, order: 5 }] },
      { category: 'security' },
      ['route-too', 'route-security'],
    ],
    [
      'asks for one of several values as they are written',
      { routes: [{ ...security, when: { service: ['a.b', 'c'] } }] },
      { service: 'a.b', severity: 'info' },
      ['route-security'],
    ],
    [
      'does not take a dot for any character',
      { routes: [{ ...security, when: { service: ['a.b', 'c'] } }] },
      { service: 'axb', severity: 'info' },
      ['platform-mail'],
    ],
    [
      'excludes values',
      { routes: [{ id: 'rest', to: hook('r'), except: { severity: ['critical', 'warning'] } }] },
      { severity: 'info' },
      ['route-rest'],
    ],
    [
      'matches the whole value',
      { routes: [{ id: 'sync', to: hook('r'), matching: { alertname: 'Sync.+' } }] },
      { alertname: 'SyncSlow' },
      ['route-sync'],
    ],
  ])('%s', (_, change, labels, receivers) => {
    expect(told(routesOf(change).root, labels)).toEqual(receivers);
  });

  test('prints its conditions in the order of their labels', () => {
    const [route] = routesOf({
      routes: [{ id: 'r', to: hook('r'), when: { b: ['x', 'y'], a: [''] } }],
    }).root.routes.filter(({ written }) => written === true);
    expect(route?.matchers.map(printMatcher)).toEqual(['a=""', 'b=~"x|y"']);
  });
});

describe('hours', () => {
  const night = {
    id: 'night',
    timezone: 'Europe/Kyiv',
    spans: [{ weekdays: ['sunday'], times: [{ from: '02:00', to: '04:00' }] }],
  };
  const muted = (root: Route, labels: Labels): readonly (readonly string[])[] =>
    taken(root, labels).map(({ muteTimeIntervals = [] }) => muteTimeIntervals);

  test('of maintenance silence warnings of all services, and no page', () => {
    const { root } = routesOf({ maintenance: [night] });
    expect(muted(root, { severity: 'warning', service: 'api' })).toEqual([
      ['maintenance-night'],
      ['maintenance-night'],
    ]);
    expect(muted(root, { severity: 'critical', service: 'api' })).toEqual([[], []]);
  });

  test('of maintenance silence the named services only', () => {
    const other = { ...api, id: 'other' };
    const { root } = routesOf({ services: [api, other], maintenance: [{ ...night, services: ['api'] }] });
    expect(muted(root, { severity: 'warning', service: 'api' })).toEqual([
      ['maintenance-night'],
      ['maintenance-night'],
    ]);
    expect(muted(root, { severity: 'warning', service: 'other' })).toEqual([[], []]);
    expect(told(root, { severity: 'critical', service: 'api' })).toEqual(['platform-page', 'platform-notify']);
  });

  test('of holidays close the office on these days, in the zone of the team', () => {
    const { root, timeIntervals } = routesOf({}, { holidays: ['2027-01-01', '2026-12-25'] });
    const [mail] = taken(root, { severity: 'info' });
    expect(mail?.activeTimeIntervals).toEqual(['business-hours-platform']);
    expect(mail?.muteTimeIntervals).toEqual(['holidays-platform']);
    expect(timeIntervals.find(({ name }) => name === 'holidays-platform')?.spans).toEqual([
      { years: ['2026'], months: ['12'], days_of_month: ['25'], location: 'Europe/Kyiv' },
      { years: ['2027'], months: ['1'], days_of_month: ['1'], location: 'Europe/Kyiv' },
    ]);
  });

  test('always have a zone', () => {
    const { timeIntervals } = routesOf({ maintenance: [night], hours: [{ ...night, id: 'crew' }] });
    expect(timeIntervals.length).toBe(3);
    expect(timeIntervals.flatMap(({ spans }) => spans.map(({ location }) => location))).toEqual(
      Array.from({ length: 3 }, () => 'Europe/Kyiv'),
    );
  });
});
