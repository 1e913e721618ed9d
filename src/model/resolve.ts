import type { AlertSeverity, RunbookEntry } from '../catalogue/alert.ts';
import type { Catalogue, ServiceEntry, TeamEntry } from '../catalogue/catalogue.ts';
import type { DashboardEntry } from '../catalogue/dashboard.ts';
import type { KindUse } from '../catalogue/kind-use.ts';
import { childPath, stackPath } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { suggest } from '../core/names.ts';
import { defaultGrafanaBase, defaultRunbookBase } from '../ir/conventions.ts';
import { latestVersions, type Versions } from '../ir/versions.ts';
import { resolveChannelTest } from './channel-test.ts';
import { channelReceiver, levelName } from './channels.ts';
import { integrationRunbookMistakes, integrationRunbooks, resolveUse } from './integration-alerts.ts';
import type { DashboardModel, Model, RunbookModel, TeamModel, UseModel } from './model.ts';
import { duplicateNames, invalidName, type Named } from './names.ts';
import { ordered } from './order.ts';
import { platformRunbook, platformRunbookPage } from './platform-runbook.ts';
import { partService, platformUses, stackUses } from './platform-uses.ts';
import { ownerMissing } from './problems.ts';
import { resolveCapacity } from './resolve-capacity.ts';
import { receiversMistakes, resolveReceivers } from './resolve-receivers.ts';
import { resolveRouting } from './resolve-routing.ts';
import { resolveRuleGroup, ruleGroupMistakes } from './resolve-rule-group.ts';
import { resolvePrometheus, resolveScrapeJob } from './resolve-scrape.ts';
import { resolveService } from './resolve-service.ts';
import { routingMistakes, routingNames } from './routing-mistakes.ts';
import { troubleshooting } from './troubleshooting.ts';
import { distinctUses, integrationMistakes, receiverMistakes } from './uses.ts';

const defaultEvaluation = '30s';
const defaultSentryUrl = 'https://sentry.io';

/** The model of a catalogue, and everything that does not fit together in it. The model is complete even then. */
export const resolve = (
  written: Catalogue,
  versions: Partial<Versions> = {},
): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] } => {
  const catalogue = ordered(written);
  const path = stackPath(catalogue);
  const teams = new Set(catalogue.teams.map(team => team.id));
  // A team that does not exist is reported once, below, and not again by everything that looks for it.
  const owner = teams.has(catalogue.owner) ? catalogue.owner : (catalogue.teams[0]?.id ?? catalogue.owner);
  const scrape = catalogue.intervals?.scrape ?? '15s';
  const runbooks = (catalogue.runbooks ?? []).map(runbook => resolveRunbook(runbook, path, undefined));
  const shared = new Map(runbooks.map(runbook => [runbook.id, runbook.page]));
  const services = catalogue.services.map(service =>
    resolveService(service, {
      path,
      scrapeInterval: scrape,
      evaluationInterval: catalogue.intervals?.evaluation ?? defaultEvaluation,
      fallbackOwner: owner,
      teams,
      sharedRunbooks: shared,
    }),
  );
  const ofStack = (use: KindUse): UseModel => {
    const part = partService(use.kind);
    return resolveUse(use, { service: part, job: part }, shared);
  };
  const uses = distinctUses(stackUses(catalogue)).map(ofStack);
  const parts = platformUses(catalogue).map(ofStack);
  const pages = new Set([...runbooks.map(({ page }) => page), platformRunbookPage]);
  const broughtAlong = [...services.flatMap(({ model }) => model.uses), ...uses, ...parts].flatMap(use => use.alerts);
  const model: Model = {
    org: catalogue.org,
    path,
    environment: catalogue.environment,
    profile: catalogue.profile ?? 'small',
    owner,
    versions: { ...latestVersions, ...catalogue.versions, ...versions },
    intervals: { scrape, evaluation: catalogue.intervals?.evaluation ?? defaultEvaluation },
    alerting: {
      groupWait: catalogue.alerting?.groupWait ?? '10s',
      groupInterval: catalogue.alerting?.groupInterval ?? '5m',
    },
    ...(catalogue.alerting?.channelTest === undefined
      ? {}
      : { channelTest: resolveChannelTest(catalogue.alerting.channelTest) }),
    objectives: { longWindows: catalogue.objectives?.longWindows ?? 'prometheus' },
    retention: {
      metrics: catalogue.retention?.metrics ?? '45d',
      logsHot: catalogue.retention?.logs?.hot ?? '7d',
      logsDelete: catalogue.retention?.logs?.delete ?? '30d',
      traces: catalogue.retention?.traces ?? '7d',
    },
    capacity: resolveCapacity(catalogue),
    runbookBase: (catalogue.runbookBase ?? defaultRunbookBase).replace(/\/+$/, ''),
    grafanaBase: (catalogue.grafanaBase ?? defaultGrafanaBase).replace(/\/+$/, ''),
    ...(catalogue.sentry === undefined ? {} : { sentry: { url: defaultSentryUrl, ...catalogue.sentry } }),
    heartbeat: catalogue.heartbeat,
    receivers: resolveReceivers(catalogue, path),
    routing: resolveRouting(catalogue, path),
    uses,
    parts,
    teams: catalogue.teams.map(team => resolveTeam(team, path, catalogue.alerting?.groupInterval ?? '5m')),
    services: services.map(service => service.model),
    dashboards: [
      ...(catalogue.dashboards ?? []).map(entry => resolveDashboard(entry, path, owner)),
      ...catalogue.services.flatMap((service, i) =>
        (service.dashboards ?? []).map(entry =>
          resolveDashboard(entry, childPath(path, service.id), services[i]?.model.owner ?? owner, service),
        ),
      ),
    ],
    runbooks: [
      platformRunbook(path),
      ...runbooks,
      ...catalogue.services.flatMap(service =>
        (service.runbooks ?? []).map(entry => resolveRunbook(entry, childPath(path, service.id), service.id)),
      ),
      ...troubleshooting(path),
      ...integrationRunbooks(broughtAlong, path, pages),
    ],
    ruleGroups: (catalogue.ruleGroups ?? []).map(entry =>
      resolveRuleGroup(entry, path, catalogue.intervals?.evaluation ?? defaultEvaluation),
    ),
    scrapeJobs: (catalogue.scrapeJobs ?? []).map(entry => resolveScrapeJob(entry, path, scrape)),
    prometheus: resolvePrometheus(catalogue),
    external: catalogue.external ?? [],
    patches: catalogue.patches ?? [],
  };
  return {
    model,
    diagnostics: [
      ...(teams.has(catalogue.owner)
        ? []
        : [
            report(
              ownerMissing,
              path,
              `The stack's owner "${catalogue.owner}" is not a team of it.`,
              suggest(catalogue.owner, [...teams]),
            ),
          ]),
      ...structureMistakes(catalogue, path),
      ...receiversMistakes(catalogue, path),
      ...routingMistakes(catalogue, path),
      ...receiverMistakes([catalogue.heartbeat], path),
      ...integrationMistakes(catalogue.uses ?? [], path, 'stack'),
      ...integrationRunbookMistakes(catalogue.uses ?? [], path, shared),
      ...services.flatMap(service => service.diagnostics),
      ...ruleGroupMistakes(model.ruleGroups),
    ],
  };
};

const structureMistakes = (catalogue: Catalogue, path: string): readonly Diagnostic[] => {
  const dns: readonly Named[] = [
    ...catalogue.teams.map(({ id }) => ({ what: 'team', id })),
    ...catalogue.services.map(({ id }) => ({ what: 'service', id })),
  ];
  const receivers: readonly Named[] = (catalogue.receivers ?? []).map(({ id }) => ({ what: 'receiver', id }));
  const others: readonly Named[] = [
    ...receivers,
    ...routingNames(catalogue),
    ...(catalogue.dashboards ?? []).map(({ id }) => ({ what: 'dashboard', id })),
    ...(catalogue.runbooks ?? []).map(({ id }) => ({ what: 'runbook', id })),
    ...(catalogue.ruleGroups ?? []).map(({ id }) => ({ what: 'rule group', id })),
    ...(catalogue.scrapeJobs ?? []).map(({ id }) => ({ what: 'scrape job', id })),
  ];
  const { remoteWrite = [], remoteRead = [] } = catalogue.prometheus ?? {};
  return [
    ...[...dns, ...receivers, ...routingNames(catalogue)].flatMap(named => invalidName(path, named)),
    ...duplicateNames(path, [...dns, ...others]),
    ...[remoteWrite, remoteRead].flatMap(list =>
      duplicateNames(
        path,
        list.map(({ id }) => ({ what: 'remote storage', id })),
      ),
    ),
  ];
};

const resolveTeam = (team: TeamEntry, path: string, groupInterval: string): TeamModel => ({
  id: team.id,
  path: childPath(path, team.id),
  timezone: team.timezone,
  contact: team.contact,
  budget: team.budget ?? {},
  page: channelReceiver(team, 'page'),
  notify: channelReceiver(team, 'notify'),
  mail: channelReceiver(team, 'mail'),
  businessHours: team.businessHours ?? { days: 'monday:friday', from: '09:00', to: '18:00' },
  channels: severityChannels(team),
  holidays: (team.holidays ?? []).toSorted(),
  escalation: (team.escalation?.levels ?? []).map(({ after }, i) => ({
    level: levelName(i),
    after,
    receiver: channelReceiver(team, `escalation.levels[${i}].to`) ?? team.id,
  })),
  rateLimit: team.rateLimit,
  grouping: {
    page: team.grouping?.page ?? ['...'],
    notify: team.grouping?.notify ?? ['alertname', 'service'],
    mail: team.grouping?.mail ?? ['service', 'severity'],
  },
  groupIntervals: {
    page: team.grouping?.interval?.page ?? groupInterval,
    notify: team.grouping?.interval?.notify ?? groupInterval,
    mail: team.grouping?.interval?.mail ?? '15m',
  },
});

const severityChannels = (team: TeamEntry): TeamModel['channels'] => {
  const receiver = (severity: AlertSeverity) => {
    const name = channelReceiver(team, `channels.${severity}`);
    return name === undefined ? {} : { [severity]: name };
  };
  return { ...receiver('critical'), ...receiver('warning'), ...receiver('info') };
};

const resolveDashboard = (
  entry: DashboardEntry,
  parent: string,
  folder: string,
  owner?: ServiceEntry,
): DashboardModel => ({
  ...entry,
  path: childPath(parent, entry.id),
  uid:
    entry.uid ??
    (owner === undefined || entry.id.startsWith(owner.id) ? entry.id : `${owner.id}-${entry.id}`).slice(0, 40),
  folder,
  service: owner?.id,
  job: owner === undefined ? undefined : (owner.scrape?.job ?? owner.id),
  tags: entry.tags ?? [],
  refresh: entry.refresh ?? '30s',
  range: entry.range ?? '6h',
});

const resolveRunbook = (entry: RunbookEntry, parent: string, service: string | undefined): RunbookModel => ({
  ...entry,
  path: childPath(parent, entry.id),
  links: entry.links ?? [],
  page: service === undefined ? entry.id : `${service}-${entry.id}`,
});
