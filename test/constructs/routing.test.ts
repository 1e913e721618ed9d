import { describe, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import {
  Hours,
  Inhibition,
  MaintenanceWindow,
  ObservabilityStack,
  Receiver,
  Route,
  Service,
  Silence,
  secret,
  slack,
  Team,
  webhook,
} from '../../src/index.ts';

const hook = webhook({ url: 'https://hooks.example.com' });
const chat = slack({ channel: '#shop', webhookUrl: secret('slack') });

const stackWith = (add: (stack: ObservabilityStack, team: Team) => void) => {
  const stack = new ObservabilityStack('acme', { environment: 'test' });
  const team = new Team(stack, 'shop', { timezone: 'UTC', notify: chat });
  add(stack, team);
  return stack.toProgram().catalogue;
};

describe('a program', () => {
  test('names conditions by value, by list and by pattern', () => {
    const { routes } = stackWith(stack => {
      const night = new Hours(stack, 'night', {
        timezone: 'UTC',
        spans: [{ times: [{ from: '00:00', to: '06:00' }] }],
      });
      new Route(stack, 'own', {
        when: { service: 'till', severity: ['critical', 'warning'], alertname: /^Sync.+$/ },
        except: { probe: 'docs' },
        to: new Receiver(stack, 'room', { sends: [hook] }),
        during: [night],
        notDuring: [night],
      });
    });
    expect(routes).toEqual([
      {
        id: 'own',
        to: { receiver: 'room' },
        when: { service: ['till'], severity: ['critical', 'warning'] },
        matching: { alertname: 'Sync.+' },
        except: { probe: ['docs'] },
        during: ['night'],
        notDuring: ['night'],
      },
    ]);
  });

  test('says who is told next, and on which channel a severity is told', () => {
    const stack = new ObservabilityStack('acme', { environment: 'test' });
    const room = new Receiver(stack, 'room', { sends: [hook] });
    new Team(stack, 'shop', {
      timezone: 'UTC',
      channels: { critical: room, info: hook },
      escalation: { levels: [{ after: '15m', to: room }] },
    });
    expect(stack.toProgram().catalogue.teams).toEqual([
      {
        id: 'shop',
        timezone: 'UTC',
        channels: { critical: { receiver: 'room' }, info: hook },
        escalation: { levels: [{ after: '15m', to: { receiver: 'room' } }] },
      },
    ]);
  });

  test('decides what is not told', () => {
    const catalogue = stackWith((stack, team) => {
      const till = new Service(stack, 'till', { owner: team });
      new MaintenanceWindow(stack, 'upgrade', { timezone: 'UTC', spans: [{ weekdays: ['sunday'] }], services: [till] });
      new Inhibition(stack, 'network', { source: { when: { alertname: 'NetworkDown' } }, target: {}, equal: ['zone'] });
      new Silence(stack, 'move', {
        owner: team,
        reason: 'it moves',
        from: '2026-01-01',
        until: '2026-01-02',
        when: { service: 'till' },
      });
    });
    expect(catalogue.maintenance).toEqual([
      { id: 'upgrade', timezone: 'UTC', spans: [{ weekdays: ['sunday'] }], services: ['till'] },
    ]);
    expect(catalogue.inhibitions).toEqual([
      { id: 'network', source: { when: { alertname: ['NetworkDown'] } }, target: {}, equal: ['zone'] },
    ]);
    expect(catalogue.silences).toEqual([
      {
        id: 'move',
        owner: 'shop',
        reason: 'it moves',
        from: '2026-01-01',
        until: '2026-01-02',
        when: { service: ['till'] },
      },
    ]);
  });
});

describe('an untyped program', () => {
  test.each<[string, unknown, string]>([
    ['conditions that are none', { to: hook, when: 7 }, '`when` must be an object, not 7.'],
    ['a condition that is none', { to: hook, when: { service: 7 } }, '`when.service` must be a list, not 7.'],
    ['hours that are none', { to: hook, when: { service: 'till' }, during: 7 }, '`during` must be a list, not 7.'],
    ['a receiver that is none', { to: 7, when: { service: 'till' } }, '`to` must be an object, not 7.'],
  ])('has %s reported', (_, props, message) => {
    const stack = new ObservabilityStack('acme', { environment: 'test' });
    new Team(stack, 'shop', { timezone: 'UTC', notify: chat });
    Reflect.construct(Route, [stack, 'own', props]);
    const { diagnostics } = validateCatalogue(stack.toProgram().catalogue);
    expect(diagnostics.map(found => found.message)).toEqual([message]);
  });
});
