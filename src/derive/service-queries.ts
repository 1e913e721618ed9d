import { isWithin } from '../catalogue/paths.ts';
import { compareDecimals, type Decimal, parseDecimal, toNumber } from '../core/decimal.ts';
import { braces, exactSeconds } from '../indicators/expressions.ts';
import { indicators } from '../indicators/registry.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { LiveQuery, ObjectiveNature, PerformanceQuery, ServiceQueries } from '../ir/live-queries.ts';
import type { Plan } from '../ir/plan.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';

/** What to ask about every service of a stack. */
export const serviceQueries = (model: Model, plan: Plan): readonly ServiceQueries[] =>
  model.services.map(service => {
    const performance = performanceOf(service);
    return {
      service: service.id,
      team: service.owner,
      objectives: service.slos.map(objective => natureOf(service, objective)),
      performance,
      queries: [
        ...healthQueries(service),
        ...dashboardQueries(service, plan),
        ...probeQueries(service),
        ...budgetQueries(service),
        ...performance.flatMap(performanceQueries),
        ...alertQueries(service),
      ],
    };
  });

/** Slices are pieces of time, whatever is counted in them. */
const natureOf = ({ id }: ServiceModel, { slo, sli, groupBy, slices }: SloModel): ObjectiveNature => {
  const indicator = indicators.get(sli.kind);
  const weight = indicator?.measureOf(sli, { service: id, groupBy })?.weight ?? 'events';
  return {
    slo,
    dimension: indicator?.dimension ?? 'availability',
    weight: slices === undefined ? weight : 'time',
  };
};

/** An instant query of Prometheus. */
const instant = (id: string, query: string, unit: LiveQuery['unit'], labels: readonly string[]): LiveQuery => ({
  id,
  server: 'prometheus',
  path: '/api/v1/query',
  parameters: { query },
  unit,
  labels,
});

const at = ({ id }: ServiceModel): string => `service="${id}"`;

const healthQueries = (service: ServiceModel): readonly LiveQuery[] =>
  service.scrape === undefined
    ? []
    : [
        instant('health.up', `up{${at(service)}}`, 'bool', ['job', 'instance']),
        {
          id: 'metrics.series',
          server: 'prometheus',
          path: '/api/v1/series',
          parameters: { 'match[]': `{${at(service)}}` },
          unit: null,
          labels: [],
        },
      ];

/** Its own dashboards, and those that were made for it. */
const dashboardQueries = (service: ServiceModel, plan: Plan): readonly LiveQuery[] =>
  plan.dashboards
    .filter(({ path }) => isWithin(path, service.path))
    .map(({ uid }) => ({
      id: `dashboard.${uid}`,
      server: 'grafana',
      path: `/api/dashboards/uid/${uid}`,
      parameters: {},
      unit: null,
      labels: [],
    }));

const probeQueries = (service: ServiceModel): readonly LiveQuery[] =>
  service.probes.length === 0
    ? []
    : [
        instant('probes.success', `probe_success{${at(service)}}`, 'bool', ['probe', 'instance']),
        instant('probes.duration', `probe_duration_seconds{${at(service)}}`, 'seconds', ['probe', 'instance']),
      ];

const budgetQueries = (service: ServiceModel): readonly LiveQuery[] => {
  if (service.slos.length === 0) return [];
  const labels = ['slo', ...new Set(service.slos.flatMap(({ groupBy }) => groupBy))];
  const account = (id: string, series: string, unit: LiveQuery['unit']): LiveQuery =>
    instant(`error-budget.${id}`, `${series}{${at(service)}}`, unit, labels);
  return [
    account('objective', sloSeries.objective, 'ratio'),
    account('threshold', sloSeries.budget, 'ratio'),
    account('consumption', sloSeries.consumed, 'ratio'),
    account('remaining', sloSeries.remaining, 'ratio'),
    account('exhaustion', sloSeries.exhaustion, 'seconds'),
    account('deployment-frozen', sloSeries.frozen, 'bool'),
  ];
};

const performanceQueries = ({ id, p95, p99 }: PerformanceQuery): readonly LiveQuery[] => [
  instant(`performance-budget.${id}.p95`, p95, 'seconds', []),
  instant(`performance-budget.${id}.p99`, p99, 'seconds', []),
];

const alertQueries = (service: ServiceModel): readonly LiveQuery[] => [
  {
    id: 'alerts.active',
    server: 'alertmanager',
    path: '/api/v2/alerts',
    parameters: { filter: at(service), active: 'true' },
    unit: null,
    labels: [],
  },
  instant('alerts.firing', `ALERTS{${at(service)},alertstate="firing"}`, 'bool', ['alertname', 'severity']),
];

/** Quantiles of a histogram of seconds; the labels that are not the bound are summed away. */
const quantilesOf = (histogram: string, where: string | undefined): Pick<PerformanceQuery, 'p95' | 'p99'> => {
  const buckets = `sum by (le) (rate(${histogram}_bucket${braces(where)}[5m]))`;
  return { p95: `histogram_quantile(0.95, ${buckets})`, p99: `histogram_quantile(0.99, ${buckets})` };
};

/** Performance budgets, and objectives that promise a limit for 95 % or 99 % of all events. */
const performanceOf = (service: ServiceModel): readonly PerformanceQuery[] => [
  ...service.performance.map(({ performance, histogram, where, limits }): PerformanceQuery => {
    const limit = (quantile: 'p95' | 'p99'): number | null => {
      const found = limits.find(each => each.quantile === quantile);
      return found === undefined ? null : toNumber(found.within);
    };
    return {
      id: performance,
      histogram,
      ...quantilesOf(histogram, where),
      target_p95: limit('p95'),
      target_p99: limit('p99'),
    };
  }),
  ...service.slos.flatMap(latencyQuery),
];

const isShare = (objective: Decimal, percent: string): boolean => {
  const share = parseDecimal(percent);
  return share !== undefined && compareDecimals(objective, share) === 0;
};

const latencyQuery = ({ slo, sli, objective }: SloModel): readonly PerformanceQuery[] => {
  if (sli.kind !== 'latency') return [];
  const { histogram, where, within } = sli;
  const limit = toNumber(exactSeconds(within));
  return [
    {
      id: slo,
      histogram,
      ...quantilesOf(histogram, where),
      target_p95: isShare(objective, '95%') ? limit : null,
      target_p99: isShare(objective, '99%') ? limit : null,
    },
  ];
};
