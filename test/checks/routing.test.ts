import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { InhibitionEntry, RouteEntry } from '../../src/catalogue/routing.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, base, platform } from '../accepted/base.ts';

const to = { kind: 'webhook', options: { url: 'https://hooks.example.com' } };
const target = (severity: string) => ({ when: { severity: [severity] } });

/** What is found of one code, as the author reads it. */
const findings = async (code: string, change: Partial<Catalogue>): Promise<readonly string[]> => {
  const { diagnostics } = await synthesize(
    { catalogue: { ...base, ...change }, diagnostics: [] },
    { today: '2026-01-01', targets: [] },
  );
  return diagnostics.filter(diagnostic => diagnostic.code === code).map(({ message }) => message);
};

const inhibition = (own: Partial<InhibitionEntry>): readonly InhibitionEntry[] => [
  { id: 'own', source: target('critical'), target: target('warning'), equal: ['service'], ...own },
];

describe('an inhibition', () => {
  test.each<[string, readonly InhibitionEntry[], readonly string[]]>([
    ['with shared labels is fine', inhibition({}), []],
    [
      'of alerts that nobody has is found',
      inhibition({ source: { when: { alertname: ['NetworkDown'] } } }),
      ['No alert can be the source of the inhibition `own`.'],
    ],
    [
      'that compares a label of one side only is found',
      inhibition({ source: { when: { alertname: ['ServiceDown'] } }, equal: ['service', 'probe'] }),
      ['The inhibition `own` compares `probe`, which no source carries.'],
    ],
    [
      'that can mute its own source is found',
      inhibition({ target: { when: { service: ['api'] } } }),
      [
        'The alert `ServiceDown` can be source and target of the inhibition `own`: instances of it could mute each other.',
      ],
    ],
    [
      'in the other direction of one that every stack has is found',
      inhibition({
        source: { when: { alertname: ['ApiErrorRateHigh'] } },
        target: { when: { alertname: ['ApiErrorRateCritical'] } },
      }),
      [
        '`ApiErrorRateCritical` and `ApiErrorRateHigh` mute each other: the inhibitions `critical-over-warning` and `own` point in opposite directions.',
      ],
    ],
  ])('%s', async (_, inhibitions, messages) => {
    expect(await findings('AM-INHIBIT', { inhibitions })).toEqual(messages);
  });
});

describe('a route', () => {
  const route = (own: Partial<RouteEntry>): readonly RouteEntry[] => [{ id: 'own', to, ...own }];

  test('behind one that takes the same alerts is found, with the one before it', async () => {
    const routes = [
      ...route({ id: 'all-of-api', when: { service: ['api'] }, order: -1 }),
      ...route({ when: { alertname: ['RequestsMissing'] } }),
    ];
    expect(await findings('AM-DEAD', { routes })).toEqual([
      'No alert takes the route to `route-own`: the one to `route-all-of-api` before it takes `RequestsMissing`.',
    ]);
  });

  test('that tells the other as well shadows nobody', async () => {
    const routes = [
      ...route({ id: 'all-of-api', when: { service: ['api'] }, also: true }),
      ...route({ when: { alertname: ['RequestsMissing'] } }),
    ];
    expect(await findings('AM-DEAD', { routes })).toEqual([]);
  });

  test.each<[string, Partial<RouteEntry>, readonly string[]]>([
    ['repeats at the end of an interval', { repeatInterval: '1h', groupInterval: '5m' }, []],
    [
      'does not repeat between two intervals',
      { repeatInterval: '1h', groupInterval: '7m' },
      ['The route to `route-own` repeats after 1h, which is no multiple of its group interval of 7m.'],
    ],
    [
      'does not repeat more often than a group is looked at',
      { repeatInterval: '1m', groupInterval: '5m' },
      ['The route to `route-own` repeats after 1m, which is no multiple of its group interval of 5m.'],
    ],
    [
      'does not repeat after Alertmanager has forgotten',
      { repeatInterval: '7d' },
      ['The route to `route-own` repeats after 7d, but Alertmanager forgets what it told after 5d.'],
    ],
  ])('%s', async (_, own, messages) => {
    const routes = route({ when: { service: ['api'] }, also: true, ...own });
    expect(await findings('AM-REPEAT', { routes })).toEqual(messages);
  });

  test('for critical alerts may sleep when another crew is awake', async () => {
    const spans = (weekdays: readonly string[]) => ({ timezone: 'Europe/Kyiv', spans: [{ weekdays }] });
    const hours = [
      { id: 'week', ...spans(['monday:friday']) },
      { id: 'weekend', ...spans(['saturday', 'sunday']) },
    ];
    const crew = (id: string, during: string, also: boolean): RouteEntry => ({
      id,
      to,
      when: { severity: ['critical'] },
      during: [during],
      also,
    });
    expect(
      await findings('AM-MUTE-CRIT', { hours, routes: [crew('a', 'week', true), crew('b', 'weekend', false)] }),
    ).toEqual([]);
    expect(
      await findings('AM-MUTE-CRIT', { hours, routes: [crew('a', 'week', true), crew('b', 'week', false)] }),
    ).toHaveLength(1);
  });
});

describe('a limit of notifications', () => {
  const limited = (team: object, max: number): Promise<readonly string[]> =>
    findings('AM-RATE', {
      teams: [{ ...platform, ...team, rateLimit: { receiver: 'platform-page', max, window: '5m' } }],
      services: [{ ...api, replicas: 2 }],
    });

  test('is kept by few groups, each told once per interval', async () => {
    expect(await limited({ grouping: { page: ['severity'] } }, 1)).toEqual([]);
  });

  test('counts a group for each interval of the window', async () => {
    const grouping = { page: ['severity'], interval: { page: '1m' } };
    expect(await limited({ grouping }, 5)).toEqual([]);
    const [message] = await limited({ grouping }, 4);
    expect(message).toMatch(
      /^The receiver `platform-page` can be told 5 times within 5m, not 4: 1 group \(\S+ and \d+ more 1\) x 5 per 1m\.$/,
    );
  });

  test('counts the values of group labels', async () => {
    const [message] = await limited({ grouping: { page: ['service', 'probe'] } }, 1);
    expect(message).toContain('within 5m, not 1:');
  });

  test('is refused where nothing bounds a label', async () => {
    const [message] = await findings('AM-RATE', {
      teams: [
        { ...platform, grouping: { page: ['zone'] }, rateLimit: { receiver: 'platform-page', max: 5, window: '5m' } },
      ],
      external: [{ name: 'elsewhere' }],
      services: [
        {
          ...api,
          alerts: [{ ...api.alerts[0], id: 'Elsewhere', severity: 'critical' as const, expr: 'elsewhere > 0' }],
        },
      ],
    });
    expect(message).toMatch(/^The receiver `platform-page` can be told without bound within 5m, not 5: /);
  });
});
