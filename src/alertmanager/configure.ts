import { type JsonObject, type JsonValue, pointer } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { defaultGrafanaBase, mounts, workloads } from '../ir/conventions.ts';
import { printMatcher } from '../ir/matcher-text.ts';
import type { Plan } from '../ir/plan.ts';
import type { ReceiverPlan, Route } from '../ir/routing.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { receivers } from '../receivers/registry.ts';
import { alertLogConfig } from './alert-log.ts';
import { logPages } from './log-pages.ts';
import type { MessageLinks } from './template-parts.ts';
import { messageTemplates } from './templates.ts';

/** alertmanager.yml, the message templates, and what the small server behind `console` reads. */
export const configureAlertmanager = (model: Model, plan: Plan, site: Site): readonly Artefact[] => {
  const { root, inhibitions, timeIntervals } = plan.routing;
  const origins: Record<string, string> = { '': model.path };
  plan.routing.receivers.forEach((receiver, i) => {
    origins[pointer('receivers', i)] = receiver.path;
  });
  timeIntervals.forEach((interval, i) => {
    origins[pointer('time_intervals', i)] = interval.path;
  });
  recordOrigins(root, '/route', origins);
  const body: JsonObject = {
    global: { resolve_timeout: '5m' },
    templates: [site.file(workloads.alertmanager, `${mounts.alertmanagerTemplates}/*.tmpl`)],
    route: renderRoute(root),
    inhibit_rules: inhibitions.map(rule => ({
      name: rule.name,
      source_matchers: rule.source.map(printMatcher),
      target_matchers: rule.target.map(printMatcher),
      equal: rule.equal,
    })),
    receivers: plan.routing.receivers.map(receiver => renderReceiver(receiver, site)),
    time_intervals:
      timeIntervals.length === 0
        ? undefined
        : timeIntervals.map(({ name, spans }) => ({ name, time_intervals: spans })),
  };
  return [
    { reader: workloads.alertmanager, mount: mounts.alertmanagerConfig, format: 'yaml', body, origins },
    {
      reader: workloads.alertmanager,
      mount: `${mounts.alertmanagerTemplates}/sightline.tmpl`,
      format: 'text',
      body: messageTemplates(messageLinks(model, site)),
      origins: { '': model.path },
    },
    ...(plan.workloads.some(({ id }) => id === workloads.alertLog)
      ? [
          {
            reader: workloads.alertLog,
            mount: mounts.alertLogConfig,
            format: 'text',
            body: alertLogConfig,
            origins: { '': model.path },
          } as const,
        ]
      : []),
  ];
};

/** A stack that does not say where Grafana is has it where the target puts it. */
const messageLinks = (model: Model, site: Site): MessageLinks => {
  const reached = model.grafanaBase === defaultGrafanaBase ? site.externalUrl(workloads.grafana) : model.grafanaBase;
  return { logs: logPages(model, reached), grafana: { written: model.grafanaBase, reached } };
};

const renderRoute = (route: Route): JsonObject => ({
  receiver: route.receiver,
  matchers: nonEmpty(route.matchers.map(printMatcher)),
  group_by: nonEmpty(route.groupBy),
  group_wait: route.groupWait,
  group_interval: route.groupInterval,
  repeat_interval: route.repeatInterval,
  active_time_intervals: nonEmpty(route.activeTimeIntervals),
  mute_time_intervals: nonEmpty(route.muteTimeIntervals),
  continue: route.continue === true ? true : undefined,
  routes: nonEmpty(route.routes.map(renderRoute)),
});

const nonEmpty = <T extends JsonValue>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

/** Its entries by the key of their kind: a receiver may notify in several ways. */
const renderReceiver = (plan: ReceiverPlan, site: Site): JsonObject => {
  const entries: Record<string, readonly JsonObject[]> = {};
  for (const use of plan.uses) {
    const kind = receivers.get(use.kind);
    const entry = kind?.renderUse(use.options, {
      secretFile: secret => site.secretFile(workloads.alertmanager, secret),
      connect: (workload, port) => endpointUrl(site.connect(workloads.alertmanager, workload, port)),
    });
    if (kind === undefined || entry === undefined) continue;
    const { key, tellsResolved = true } = kind.definition;
    entries[key] = [...(entries[key] ?? []), { send_resolved: plan.sendResolved && tellsResolved, ...entry }];
  }
  return { name: plan.name, ...entries };
};

const recordOrigins = (route: Route, at: string, origins: Record<string, string>): void => {
  origins[at] = route.path;
  route.routes.forEach((child, i) => {
    recordOrigins(child, `${at}${pointer('routes', i)}`, origins);
  });
};
