import type { AlertEntry } from '../catalogue/alert.ts';
import type { ServiceEntry } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { ProbeEntry } from '../catalogue/probe.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { type Duration, formatDuration, parseDuration, seconds } from '../core/duration.ts';
import { kebabCase, suggest } from '../core/names.ts';
import { integrations } from '../integrations/registry.ts';
import { serviceDashboardUid } from '../ir/conventions.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import { objectiveAlerts, performanceAlerts, probeAlerts, tuningMistakes, tuningsOf } from './alert-tunings.ts';
import { integrationRunbookMistakes, resolveUse } from './integration-alerts.ts';
import type { AlertModel, ProbeModel, ServiceModel } from './model.ts';
import { duplicateNames, invalidName, type Named } from './names.ts';
import { ownerMissing, portMissing, probeAddress, runbookMissing } from './problems.ts';
import { resolveExposure } from './resolve-capacity.ts';
import { exposesMetrics, resolveScrape, resolveScrapeJob } from './resolve-scrape.ts';
import { resolvePerformance, resolveSlo } from './resolve-slo.ts';
import { distinctUses, integrationMistakes } from './uses.ts';
import { watchedBy } from './watched-by.ts';

/** What a service takes from its stack. */
export interface ServiceContext {
  readonly path: string;
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly fallbackOwner: string;
  readonly teams: ReadonlySet<string>;
  /** Runbooks of the stack: id to page. */
  readonly sharedRunbooks: ReadonlyMap<string, string>;
}

export const resolveService = (
  entry: ServiceEntry,
  context: ServiceContext,
): { readonly model: ServiceModel; readonly diagnostics: readonly Diagnostic[] } => {
  const path = childPath(context.path, entry.id);
  const runbooks = new Map([
    ...context.sharedRunbooks,
    ...(entry.runbooks ?? []).map(({ id }) => [id, `${entry.id}-${id}`] as const),
  ]);
  const uses = [...(entry.runtime === undefined ? [] : [entry.runtime]), ...(entry.uses ?? [])];
  const model: ServiceModel = {
    id: entry.id,
    path,
    // A team that does not exist is reported once, here, and not again by everything that looks for it.
    owner: entry.owner !== undefined && context.teams.has(entry.owner) ? entry.owner : context.fallbackOwner,
    tier: entry.tier ?? 2,
    port: entry.port,
    replicas: entry.replicas,
    exposure: resolveExposure(entry),
    scrape: resolveScrape(entry, context.scrapeInterval),
    scrapeJobs: (entry.scrapeJobs ?? []).map(job => resolveScrapeJob(job, path, context.scrapeInterval)),
    evaluation: entry.evaluation ?? context.evaluationInterval,
    ruleLimit: entry.ruleLimit,
    queryOffset: entry.queryOffset,
    uses: distinctUses(uses).map(use => resolveUse(use, watchedBy(entry, use, uses), runbooks)),
    metrics: resolveMetrics(entry),
    slos: (entry.slos ?? []).map(slo => resolveSlo(slo, entry.id, path, runbooks)),
    performance: (entry.performance ?? []).map(budget => resolvePerformance(budget, entry.id, path, runbooks)),
    probes: (entry.probes ?? []).flatMap(probe => resolveProbe(probe, entry.port, path, runbooks)),
    alerts: (entry.alerts ?? []).map(alert => resolveAlert(alert, entry.id, path, runbooks)),
    records: (entry.records ?? []).map(record => ({
      ...record,
      labels: record.labels ?? {},
      path: childPath(path, record.id),
    })),
    logs: (entry.logs ?? []).map(log => ({
      ...log,
      path: childPath(path, log.id),
      fields: log.fields ?? {},
      timestamp: log.timestamp ?? 'timestamp',
      personal: log.personal ?? [],
      counts: log.counts ?? [],
    })),
    traces: (entry.traces ?? []).map(trace => ({
      id: trace.id,
      path: childPath(path, trace.id),
      slowerThan: trace.slowerThan ?? '1s',
      baseline: trace.baseline ?? 0.1,
      attributes: trace.attributes ?? {},
    })),
  };
  return {
    model,
    diagnostics: [
      ...invalidOwner(entry, path, context.teams),
      ...duplicateNames(path, children(entry)),
      ...(entry.dashboards ?? []).flatMap(dashboard => invalidName(path, { what: 'dashboard', id: dashboard.id })),
      ...(entry.runbooks ?? []).flatMap(runbook => invalidName(path, { what: 'runbook', id: runbook.id })),
      ...integrationMistakes(uses, path, 'service'),
      ...integrationRunbookMistakes(uses, path, runbooks),
      ...runbookMistakes(entry, path, runbooks),
      ...tuningsMistakes(entry, path, runbooks),
      ...portMistakes(entry, path),
    ],
  };
};

const children = (entry: ServiceEntry): readonly Named[] =>
  (
    [
      ['SLO', entry.slos],
      ['performance budget', entry.performance],
      ['probe', entry.probes],
      ['alert', entry.alerts],
      ['recording rule', entry.records],
      ['log pipeline', entry.logs],
      ['tracing', entry.traces],
      ['dashboard', entry.dashboards],
      ['runbook', entry.runbooks],
      ['scrape job', entry.scrapeJobs],
    ] as const
  ).flatMap(([what, items]) => (items ?? []).map(({ id }) => ({ what, id })));

const resolveMetrics = (entry: ServiceEntry): ReadonlyMap<string, MetricDeclaration> => {
  const metrics = new Map<string, MetricDeclaration>();
  for (const use of [...(entry.runtime === undefined ? [] : [entry.runtime]), ...(entry.uses ?? [])])
    for (const metric of Object.values(integrations.get(use.kind)?.metricsOf(use.options) ?? {}))
      metrics.set(metric.name, metric);
  for (const metric of Object.values(entry.metrics ?? {})) metrics.set(metric.name, metric);
  return metrics;
};

const resolveProbe = (
  probe: ProbeEntry,
  port: number | undefined,
  parent: string,
  runbooks: ReadonlyMap<string, string>,
): readonly ProbeModel[] => {
  const own =
    probe.path !== undefined && port !== undefined
      ? { kind: 'service' as const, port, urlPath: probe.path }
      : undefined;
  const target = probe.url === undefined ? own : { kind: 'address' as const, address: probe.url };
  if (target === undefined) return [];
  const kind = probe.class ?? (target.kind === 'service' ? 'internal' : 'external');
  const limit = seconds(probe.within);
  const interval = probe.interval ?? (kind === 'internal' ? '10s' : '60s');
  return [
    {
      id: probe.id,
      path: childPath(parent, probe.id),
      target,
      class: kind,
      limit,
      interval,
      ...probeTimeouts(limit, parseDuration(interval) ?? 10_000),
      status: probe.status ?? [200],
      matches: probe.matches,
      json: probe.json ?? {},
      bearerToken: probe.bearerToken,
      alerts: tuningsOf(probe, probeAlerts(probe), runbooks),
      severity: probe.severity ?? (target.kind === 'service' ? 'critical' : 'warning'),
      notifyWithin: probe.notifyWithin,
      runbook: runbooks.get(probe.runbook) ?? probe.runbook,
    },
  ];
};

/**
 * The request may take longer than the promise (at least 5 s), or a broken promise could not be seen; the scrape
 * outlasts the request, because blackbox_exporter stops half a second before the scrape does.
 */
const probeTimeouts = (limit: number, interval: number): Pick<ProbeModel, 'timeout' | 'scrapeTimeout'> => {
  const margin = Math.min(1_000, interval / 2);
  const request = Math.min(interval - margin, Math.max(5_000, Math.ceil(limit) * 1_000 + 1_000));
  return { timeout: formatDuration(request), scrapeTimeout: formatDuration(request + margin) };
};

const resolveAlert = (
  alert: AlertEntry,
  service: string,
  parent: string,
  runbooks: ReadonlyMap<string, string>,
): AlertModel => ({
  ...alert,
  path: childPath(parent, alert.id),
  category: alert.category ?? (alert.down === true ? 'availability' : 'errors'),
  scope: alert.scope ?? 'service',
  group: alert.group ?? kebabCase(alert.id),
  description: alert.description ?? alert.summary,
  dashboard: alert.dashboard ?? serviceDashboardUid(service),
  labels: alert.labels ?? {},
  runbook: runbooks.get(alert.runbook) ?? alert.runbook,
});

const invalidOwner = (entry: ServiceEntry, path: string, teams: ReadonlySet<string>): readonly Diagnostic[] => {
  if (entry.owner === undefined)
    return [
      report(
        ownerMissing,
        path,
        `The service \`${entry.id}\` has no owner.`,
        `Add owner: …, one of the stack's teams (${[...teams].map(team => `\`${team}\``).join(', ')}).`,
      ),
    ];
  return teams.has(entry.owner)
    ? []
    : [
        report(
          ownerMissing,
          path,
          `The owner "${entry.owner}" of the service \`${entry.id}\` is not a team of the stack.`,
          suggest(entry.owner, [...teams]),
        ),
      ];
};

const runbookMistakes = (
  entry: ServiceEntry,
  path: string,
  runbooks: ReadonlyMap<string, string>,
): readonly Diagnostic[] =>
  [...(entry.alerts ?? []), ...(entry.slos ?? []), ...(entry.performance ?? []), ...(entry.probes ?? [])]
    .filter(({ runbook }) => !runbooks.has(runbook))
    .map(({ id, runbook }) =>
      report(
        runbookMissing,
        childPath(path, id),
        `There is no runbook "${runbook}".`,
        suggest(runbook, [...runbooks.keys()]) ?? 'Write one: new Runbook(service, …, {title, steps}).',
      ),
    );

const tuningsMistakes = (
  entry: ServiceEntry,
  path: string,
  runbooks: ReadonlyMap<string, string>,
): readonly Diagnostic[] =>
  [
    ...(entry.slos ?? []).map(slo => [slo, objectiveAlerts(slo)] as const),
    ...(entry.performance ?? []).map(budget => [budget, performanceAlerts(budget)] as const),
    ...(entry.probes ?? []).map(probe => [probe, probeAlerts(probe)] as const),
  ].flatMap(([item, brought]) => tuningMistakes(item, brought, childPath(path, item.id), runbooks));

const portMistakes = (entry: ServiceEntry, path: string): readonly Diagnostic[] => {
  const found: Diagnostic[] = [];
  if (exposesMetrics(entry) && (entry.scrape?.port ?? entry.port ?? entry.scrape?.discover) === undefined)
    found.push(
      report(portMissing, path, `The service \`${entry.id}\` exposes metrics and has no port.`, 'Add port: 8000.'),
    );
  for (const probe of entry.probes ?? []) {
    const at = childPath(path, probe.id);
    if ((probe.path === undefined) === (probe.url === undefined))
      found.push(
        report(
          probeAddress,
          at,
          'A probe needs either `path` or `url`.',
          'path checks the service itself, url anything else.',
        ),
      );
    else if (probe.path !== undefined && entry.port === undefined)
      found.push(
        report(portMissing, at, `A probe of a path needs the port of \`${entry.id}\`.`, 'Add port: … to the service.'),
      );
  }
  return found;
};
