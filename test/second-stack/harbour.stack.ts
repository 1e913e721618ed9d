import {
  AlertRule,
  AvailabilitySlo,
  counter,
  Dashboard,
  fastapi,
  gauge,
  HttpProbe,
  LatencySlo,
  LogPipeline,
  ObservabilityStack,
  Runbook,
  Service,
  secret,
  slack,
  Team,
  Tracing,
  webhook,
} from 'sightline';

/** A stack that has nothing in common with the reference but what it is made of: other names, runtime and channels. */
const stack = new ObservabilityStack('harbour', {
  environment: 'staging',
  profile: 'local',
  intervals: { scrape: '10s', evaluation: '15s' },
  heartbeat: webhook({ url: 'https://deadman.harbour.example/beat' }),
  targets: { compose: {}, kubernetes: { namespace: 'watch', applicationNamespaces: ['docks'] } },
});
const cranes = new Team(stack, 'cranes', {
  timezone: 'America/Montevideo',
  page: webhook({ url: 'https://radio.harbour.example/call', token: secret('radio-token') }),
  notify: slack({ channel: '#cranes', webhookUrl: secret('cranes-slack') }),
});
new Runbook(stack, 'stuck', { title: 'A crane is stuck', steps: ['Lower the load.', 'Call the workshop.'] });

const berths = new Service(stack, 'berths', { owner: cranes, tier: 1, port: 8000, runtime: fastapi() });
new AvailabilitySlo(berths, 'answers', { objective: '99.5%', window: '28d', runbook: 'stuck' });
new LatencySlo(berths, 'swift', { objective: '99%', within: '1s', window: '7d', runbook: 'stuck' });
new HttpProbe(berths, 'alive', { path: '/livez', within: '500ms', json: { ok: true }, runbook: 'stuck' });

const lifter = new Service(stack, 'lifter', {
  owner: cranes,
  tier: 3,
  scrape: { port: 9400, path: '/stats', interval: '30s', cardinality: 'used' },
  metrics: {
    lifts: counter('lifts_total', { labels: ['crane'] }),
    load: gauge('load_kilograms', { labels: ['crane'] }),
  },
});
const { lifts, load } = lifter.metrics;
new AlertRule(lifter, 'CraneStuck', {
  expr: load.maxBy('crane').gt(0).unless(lifts.rate('10m').sumBy('crane').gt(0)),
  for: '15m',
  severity: 'warning',
  category: 'saturation',
  summary: 'The crane {{ $labels.crane }} holds {{ $value | humanize }} kg and does not lift.',
  action: 'Look at it.',
  runbook: 'stuck',
});

new Dashboard(lifter, 'cranes', {
  title: 'Cranes',
  rows: [
    {
      title: 'Work',
      panels: [
        {
          kind: 'timeseries',
          title: 'Lifts',
          description: 'Lifts per second of each crane.',
          unit: 'ops',
          queries: [{ expr: lifts.rate('$__rate_interval').sumBy('crane'), legend: '{{crane}}' }],
        },
        {
          kind: 'logs',
          title: 'Last words',
          description: 'What the berths said.',
          queries: [{ expr: 'data_stream.dataset:"berths.calls"' }],
        },
      ],
    },
  ],
});
new LogPipeline(berths, 'calls', {
  dataset: 'berths.calls',
  inputs: [{ kind: 'tcp' }],
  fields: { ship: 'keyword', captain: 'keyword' },
  personal: ['captain'],
});
new Tracing(berths, 'spans', { slowerThan: '2s', baseline: 0.05 });

export default stack;
