import { describe, expect, test } from 'vitest';
import type { Catalogue, TeamEntry } from '../../src/catalogue/catalogue.ts';
import type { SilenceEntry } from '../../src/catalogue/routing.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base, platform } from '../accepted/base.ts';

const team = (own: Partial<Omit<TeamEntry, 'id'>>): Partial<Catalogue> => ({ teams: [{ ...platform, ...own }] });
const { mail: _, ...mailless } = platform;
const silence = (own: Partial<SilenceEntry>): Partial<Catalogue> => ({
  silences: [{ id: 'quiet', owner: 'platform', reason: 'known', from: '2026-01-01', until: '2026-02-01', ...own }],
});
const room = { kind: 'slack', options: { channel: '#calls', webhookUrl: { secret: 'slack-webhook-url' } } };
const log = { kind: 'console', options: {} };
const ping = { kind: 'deadman', options: { url: 'https://heartbeat.example.com' } };

/** What is found, as the author reads it. */
const found = async (change: Partial<Catalogue>) => {
  const { diagnostics } = await synthesize(
    { catalogue: { ...base, ...change }, diagnostics: [] },
    { today: '2026-01-01', targets: [] },
  );
  return diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, path, message, hint }) => [code, path, message.replace(/\d+/g, 'N'), hint] as const);
};

describe('a mistake in who is told is one finding, at the line of its cause', () => {
  test.each<[string, Partial<Catalogue>, readonly (readonly [string, string, string, string])[]]>([
    [
      'critical alerts that only a log gets',
      team({ page: log, notify: log }),
      [
        [
          'AM-PAGE',
          'acme/platform',
          'Nobody reads where N critical alerts of the team `platform` (ServiceDown, …) are sent: only console() gets them.',
          'Let `page` and `notify` reach a person: pagerduty({…}), opsgenie({…}), slack({…}).',
        ],
      ],
    ],
    [
      'critical alerts that a heartbeat and a log get',
      team({ page: ping, notify: log }),
      [
        [
          'AM-PAGE',
          'acme/platform',
          'Nobody reads where N critical alerts of the team `platform` (ServiceDown, …) are sent: only deadman() and console() gets them.',
          'Let `page` and `notify` reach a person: pagerduty({…}), opsgenie({…}), slack({…}).',
        ],
      ],
    ],
    [
      'a page that only a log gets, beside somebody who reads along',
      team({ page: log }),
      [
        [
          'AM-PAGE',
          'acme/platform',
          'The `page` channel of the team `platform` is console(), which wakes nobody: N critical alerts (ServiceDown, …) are only read along.',
          'Let `page` reach a person: pagerduty({…}), opsgenie({…}), pushover({…}).',
        ],
      ],
    ],
    ['a log in place of a page that gets no critical alert', team({ page: log, channels: { critical: room } }), []],
    [
      'maintenance that mutes pages, at the line of the window',
      {
        maintenance: [
          {
            id: 'move',
            timezone: 'UTC',
            severities: ['critical'],
            spans: [{ weekdays: ['sunday'], times: [{ from: '02:00', to: '04:00' }] }],
          },
        ],
      },
      [
        [
          'AM-MUTE-CRIT',
          'acme/move',
          expect.stringContaining('`maintenance-move` keeps `platform-page`, `platform-notify` silent.'),
          'Leave critical alerts out of it, or add a channel for them that never sleeps.',
        ],
      ],
    ],
    ['holidays of which one is today', team({ holidays: ['2025-12-25', '2026-01-01'] }), []],
    [
      'holidays that are over',
      team({ holidays: ['2025-12-25', '2025-12-31'] }),
      [
        [
          'AM-HOLIDAYS',
          'acme/platform',
          'All holidays of the team `platform` are over: the last was N-N-N.',
          'Add those to come, or remove `holidays`.',
        ],
      ],
    ],
    [
      'a copy of every alert',
      { routes: [{ id: 'copy', to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } }, also: true }] },
      [],
    ],
    [
      'a group that waits longer than its alerts may',
      { alerting: { groupWait: '5m' } },
      [
        [
          'NTF-BUDGET',
          'acme',
          expect.stringMatching(/^The alert `\w+` can come late: .* The same holds for N more, `\w+`, `\w+`, …\.$/),
          "Choose a shorter wait of the group: alerting: {groupWait: '10s'}, or groupWait of the route.",
        ],
      ],
    ],
    [
      'a receiver that sends nothing',
      { teams: [{ ...mailless, notify: { receiver: 'room' } }], receivers: [{ id: 'room', sends: [] }] },
      [
        [
          'AM-UNROUTED',
          expect.any(String),
          expect.stringContaining('reaches no channel of the team `platform`.'),
          'Give the team `platform` a channel: page for critical, notify for critical and warning, mail for warning and info.',
        ],
      ],
    ],
    [
      'holidays of a team without mail',
      { teams: [{ ...mailless, holidays: ['2026-12-25'] }] },
      [
        [
          'AM-UNUSED',
          'acme/platform',
          'The team `platform` has holidays, which hold back mail, and no `mail` channel.',
          'Add mail: email({…}), or remove the holidays.',
        ],
      ],
    ],
    [
      'hours that no route keeps',
      { hours: [{ id: 'night', timezone: 'UTC', spans: [{ times: [{ from: '00:00', to: '06:00' }] }] }] },
      [
        [
          'AM-UNUSED',
          'acme/night',
          'No route speaks, or is silent, in the hours `night`.',
          'Name them in `during` or `notDuring` of a route, or remove them.',
        ],
      ],
    ],
    [
      'a silence of an alert that there is not',
      silence({ when: { alertname: ['ServiceDwn'] } }),
      [['AM-DEAD', 'acme/quiet', 'The silence `quiet` silences no alert of the stack.', 'Did you mean "ServiceDown"?']],
    ],
    [
      'a silence of everything',
      silence({}),
      [
        [
          'AM-DEAD',
          'acme/quiet',
          'The silence `quiet` has no condition: Alertmanager refuses it, and it would silence every alert.',
          "Say what is to be quiet: when: {alertname: '…', service: '…'}.",
        ],
      ],
    ],
  ])('%s', async (_, change, findings) => {
    const all = await found(change);
    expect(all.filter(([code]) => code === findings[0]?.[0])).toEqual(findings);
  });

  test('messages that are grouped by a label with a slip of the pen', async () => {
    const all = await found(team({ grouping: { page: ['servce'] } }));
    expect(all.filter(([code]) => code === 'AM-MATCHER')).toEqual([
      [
        'AM-MATCHER',
        'acme/platform',
        'No alert has the label `servce` that the messages of the team `platform` are grouped by.',
        'Did you mean "service"?',
      ],
    ]);
    expect(all.filter(([code]) => code === 'NTF-BUDGET')).toHaveLength(1);
  });
});
