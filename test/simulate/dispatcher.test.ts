import { describe, expect, test } from 'vitest';
import type { Route, RouteMatcher, Routing } from '../../src/ir/routing.ts';
import { type AlertUpdate, Dispatcher } from '../../src/simulate/dispatcher.ts';

const equals = (label: string, value: string): RouteMatcher => ({ label, op: '=', value });
const routingOf = (root: Partial<Route>, rest: Partial<Routing> = {}): Routing => ({
  receivers: [],
  root: {
    receiver: 'page',
    matchers: [],
    groupBy: ['alertname'],
    groupWait: '10s',
    groupInterval: '1m',
    repeatInterval: '2m',
    routes: [],
    path: '',
    ...root,
  },
  inhibitions: [],
  timeIntervals: [],
  rateLimits: [],
  ...rest,
});

type Step = readonly [at: number, ...updates: readonly AlertUpdate[]];
const alert = (alertname: string, firing: boolean, labels: Readonly<Record<string, string>> = {}): AlertUpdate => ({
  labels: { alertname, ...labels },
  firing,
});

/** A Monday at midnight in UTC. */
const midnight = Date.UTC(2026, 0, 5);

/** What is told, as `10s page fires A,B/C`, and what is kept quiet, as `70s page A: reason`. */
const run = (routing: Routing, steps: readonly Step[], until: number, tellsResolved = true) => {
  const dispatcher = new Dispatcher(routing, () => tellsResolved, midnight);
  for (const [at, ...updates] of steps) {
    dispatcher.advance(midnight + at * 1_000);
    dispatcher.receive(updates, midnight + at * 1_000);
  }
  dispatcher.advance(midnight + until * 1_000);
  const names = (all: readonly Readonly<Record<string, string>>[]): string =>
    all.map(({ alertname, part }) => `${alertname}${part ?? ''}`).join(',');
  const seconds = (at: number): string => `${(at - midnight) / 1_000}s`;
  return {
    told: dispatcher.notifications.map(
      ({ at, receiver, cause, firing, resolved }) =>
        `${seconds(at)} ${receiver} ${cause} ${names(firing)}/${names(resolved)}`,
    ),
    quiet: dispatcher.suppressions.map(
      ({ at, receiver, labels, by }) => `${seconds(at)} ${receiver} ${names([labels])}: ${by}`,
    ),
  };
};

describe('the dispatcher', () => {
  test.each<[string, Routing, readonly Step[], number, readonly string[]]>([
    [
      'waits for the group, repeats at the first tick after the interval, and tells of the end at a tick',
      routingOf({}),
      [
        [0, alert('A', true)],
        [300, alert('A', false)],
      ],
      400,
      ['10s page fires A/', '190s page repeats A/', '310s page ends /A'],
    ],
    [
      'lets an alert that joins a group wait for its tick',
      routingOf({}),
      [
        [0, alert('A', true, { part: '1' })],
        [20, alert('A', true, { part: '2' })],
      ],
      100,
      ['10s page fires A1/', '70s page fires A1,A2/'],
    ],
    [
      'begins a group of its own for each value that the route groups by, or for each alert',
      routingOf({ groupBy: ['...'] }),
      [[0, alert('A', true, { part: '1' }), alert('A', true, { part: '2' })]],
      20,
      ['10s page fires A1/', '10s page fires A2/'],
    ],
    [
      'says nothing of an alert that ended before anybody was told',
      routingOf({}),
      [
        [0, alert('A', true)],
        [5, alert('A', false)],
      ],
      200,
      [],
    ],
    [
      'says nothing of what came and went between two ticks, and waits anew once the empty group was tidied away',
      routingOf({}),
      [
        [0, alert('A', true)],
        [20, alert('A', false)],
        [75, alert('A', true)],
        [100, alert('A', false)],
        [200, alert('A', true)],
      ],
      230,
      ['10s page fires A/', '70s page ends /A', '210s page fires A/'],
    ],
    [
      'follows every route that continues, with the settings of each',
      routingOf({
        routes: [
          { receiver: 'first', matchers: [], groupWait: '0s', continue: true, routes: [], path: '' },
          { receiver: 'second', matchers: [equals('alertname', 'A')], routes: [], path: '' },
          { receiver: 'third', matchers: [], routes: [], path: '' },
        ],
      }),
      [[0, alert('A', true)]],
      30,
      ['0s first fires A/', '10s second fires A/'],
    ],
    [
      'lists an end again that Prometheus tells again',
      routingOf({ groupBy: [] }),
      [
        [0, alert('A', true), alert('B', true)],
        [20, alert('A', false)],
        [80, alert('A', false)],
        [100, alert('B', false)],
      ],
      150,
      ['10s page fires A,B/', '70s page ends B/A', '130s page ends /B,A'],
    ],
  ])('%s', (_, routing, steps, until, expected) => {
    expect(run(routing, steps, until).told).toEqual(expected);
  });

  test('does not tell of ends where the receiver cannot, and tells of the next alert all the same', () => {
    const steps: readonly Step[] = [
      [0, alert('A', true)],
      [20, alert('A', false)],
      [75, alert('A', true)],
    ];
    expect(run(routingOf({}), steps, 200, false).told).toEqual(['10s page fires A/', '130s page fires A/']);
  });

  test('holds what fires outside of the hours of its route until they begin', () => {
    const hours = {
      name: 'morning',
      spans: [{ times: [{ start_time: '00:02', end_time: '01:00' }], location: 'UTC' }],
      path: '',
    };
    const routing = routingOf({ activeTimeIntervals: ['morning'] }, { timeIntervals: [hours] });
    expect(run(routing, [[0, alert('A', true)]], 140)).toEqual({
      told: ['130s page fires A/'],
      quiet: ['10s page A: hours of the route', '70s page A: hours of the route'],
    });
  });
});

describe('inhibition', () => {
  const rule = {
    name: 'rule',
    source: [equals('severity', 'critical')],
    target: [{ label: 'severity', op: '=~', value: 'critical|warning' }],
    equal: ['service'],
    path: '',
  } as const;
  const routing = routingOf({}, { inhibitions: [rule] });
  const critical = alert('C', true, { severity: 'critical', service: 'a' });
  const warning = (service: string): AlertUpdate => alert('W', true, { severity: 'warning', service });

  test.each<[string, readonly Step[], readonly string[], readonly string[]]>([
    [
      'keeps an alert quiet while another one fires, and no longer',
      [
        [0, critical, warning('a')],
        [60, { ...critical, firing: false }],
      ],
      ['10s page fires C/', '70s page ends /C', '70s page fires W/'],
      ['10s page W: inhibition rule'],
    ],
    ['asks for equal labels', [[0, critical, warning('b')]], ['10s page fires C/', '10s page fires W/'], []],
    [
      'lets no two alerts mute each other that match both sides',
      [[0, critical, alert('D', true, { severity: 'critical', service: 'a' })]],
      ['10s page fires C/', '10s page fires D/'],
      [],
    ],
    [
      'takes labels that both lack for equal',
      [[0, alert('C', true, { severity: 'critical' }), alert('W', true, { severity: 'warning' })]],
      ['10s page fires C/'],
      ['10s page W: inhibition rule', '70s page W: inhibition rule'],
    ],
  ])('%s', (_, steps, told, quiet) => {
    expect(run(routing, steps, 80)).toEqual({ told, quiet });
  });
});
