import { Dashboard, panels } from 'sightline';
import { crazyGary } from './crazy-gary.ts';

const m = crazyGary.metrics;
const here = { service: 'crazy-gary' };
const hits = m.cacheHits.rate('$__rate_interval').sum();
const misses = m.cacheMisses.rate('$__rate_interval').sum();

const sections = [
  ['Overview', 'crazy-gary-sections', 'this page'],
  ['Performance', 'crazy-gary-performance', 'requests, web vitals, cache and sessions'],
  ['Infrastructure', 'infrastructure', 'machines, processes and databases'],
  ['Alerts', 'alerts-incidents', 'what fires, and who was told'],
  ['Logs', 'logs', 'lines of all services'],
  ['Incidents', 'alerts-incidents?var-service=crazy-gary', 'what fired at Crazy Gary, and how long it lasted'],
  ['Settings', 'about', 'how the stack is set up'],
] as const;

const contents = sections.map(([title, uid, what]) => `- [${title}](/d/${uid}): ${what}`).join('\n');

/** The seven sections of the old monitoring pages, and the state of things. */
new Dashboard(crazyGary, 'sections', {
  uid: 'crazy-gary-sections',
  title: 'Crazy Gary: sections',
  description: 'The way to every section, and what is wrong now.',
  refresh: '5s',
  rows: [
    {
      title: 'Sections',
      panels: [
        panels.text(contents, { title: 'Sections', description: 'Where to look.', width: 8, height: 8 }),
        panels.budgetBars(here, { alerts: ['SLOErrorBudgetAtRisk', 'SLOErrorBudgetExhausted'], width: 8 }),
        panels.stateTimeline('min by (probe) (probe_success{service="crazy-gary"})', {
          title: 'Probes',
          description: 'From inside and from outside: red where it did not answer.',
          legend: '{{probe}}',
        }),
      ],
    },
    { title: 'Alerts', panels: [panels.alertList('service="crazy-gary"')] },
  ],
});

/** How fast the site is, for its server and for its visitors. */
new Dashboard(crazyGary, 'performance-page', {
  uid: 'crazy-gary-performance',
  title: 'Crazy Gary: performance',
  description: 'Requests, what browsers measure, the cache, and who is there.',
  refresh: '30s',
  rows: [
    {
      title: 'Requests',
      panels: [
        panels.requestRate(m.requests),
        panels.errorRatio(
          { part: m.requests.where({ status: /5../ }), total: m.requests },
          { alerts: ['ApiErrorRateHigh', 'ApiErrorRateCritical'] },
        ),
        panels.latency(m.latency.buckets(), { alerts: ['ApiLatencyHigh', 'ApiLatencyCritical'] }),
      ],
    },
    {
      title: 'Browsers (p75)',
      panels: (
        [
          ['Largest Contentful Paint', m.webVitals.lcp, 's', 'WebVitalsLcpHigh'],
          ['Interaction to Next Paint', m.webVitals.inp, 's', 'WebVitalsInpHigh'],
          ['Cumulative Layout Shift', m.webVitals.cls, 'none', 'WebVitalsClsHigh'],
        ] as const
      ).map(([title, metric, unit, alert]) =>
        panels.quantileBy(metric.buckets(), 0.75, ['page'], {
          title,
          description: 'What three of four page views stay below, by page.',
          unit,
          alerts: [alert],
        }),
      ),
    },
    {
      title: 'Cache and sessions',
      panels: [
        panels.graph(hits.over(hits.plus(misses).gt(0)), {
          title: 'Cache hits',
          description: 'Share of reads that the cache answered.',
          unit: 'percentunit',
          legend: 'Hits',
        }),
        panels.saturation(
          { used: m.dbPoolInUse, limit: m.dbPoolSize },
          { title: 'Connection pool', description: 'Share of the database connections in use.' },
        ),
        panels.graph(m.userSessions.sum(), {
          title: 'Signed-in users',
          description: 'Users with an open session.',
          unit: 'short',
          legend: 'Users',
        }),
      ],
    },
  ],
});
