import type { AlertCategory, AlertSeverity } from '../catalogue/alert.ts';
import { formatNumber } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { serviceDashboardUid } from '../ir/conventions.ts';
import type { AlertingRule, RecordingRule, Rule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import { failuresToPage, switchedOn, tunedSettings, tunedThreshold } from '../model/alert-tunings.ts';
import type { Model, ProbeModel, ServiceModel } from '../model/model.ts';

/**
 * Alerts of a service's probes. Internal probes run every few seconds, so three failures in five minutes is the signal;
 * an external one runs every minute and must stay down for two.
 */
export const probeRules = (model: Model, service: ServiceModel): readonly RuleGroup[] =>
  service.probes.length === 0
    ? []
    : [
        {
          name: `${service.id}-probes`,
          file: `${service.id}-probes`,
          interval: shorter(model.intervals.evaluation, '10s'),
          evaluator: 'prometheus',
          rules: service.probes.flatMap(probe => switchedOn(probe.alerts, rulesOf(model, service, probe))),
          path: service.path,
        },
      ];

/** Detection below a minute needs an evaluation every 10 s; a stack that evaluates more often keeps its own interval. */
const shorter = (a: string, b: string): string => (seconds(a) < seconds(b) ? a : b);

const rulesOf = (model: Model, service: ServiceModel, probe: ProbeModel): readonly Rule[] => {
  const selector = `{service="${service.id}",probe="${probe.id}"}`;
  const bound = (alert: string, own: number): string => formatNumber(tunedThreshold(probe.alerts, alert) ?? own);
  const slow = probe.class === 'internal' ? 'ProbeSlaBreached' : 'ProbeSlow';
  const limit = bound(slow, probe.limit);
  const failures = bound('HealthProbeFailing', failuresToPage);
  const make = (
    alert: string,
    expr: string,
    pending: string | undefined,
    severity: AlertSeverity,
    category: AlertCategory,
    text: { readonly summary: string; readonly description: string; readonly action: string },
  ): AlertingRule => {
    const settings = tunedSettings(probe.alerts, alert, { severity, for: pending, runbook: probe.runbook });
    const identity = {
      alert,
      service: service.id,
      team: service.owner,
      tier: service.tier,
      severity: settings.severity,
      category,
      scope: 'probe' as const,
      group: `probe-${probe.id}`,
      runbook: settings.runbook,
      dashboard: serviceDashboardUid(service.id),
      ...text,
    };
    return {
      kind: 'alert',
      alert,
      expr,
      ...(settings.for === undefined ? {} : { for: settings.for }),
      ...(probe.notifyWithin === undefined || alert === slow || alert === 'ProbeDataMissing'
        ? {}
        : { notifyWithin: probe.notifyWithin }),
      labels: { ...settings.labels, ...identityLabels(identity), probe: probe.id, class: probe.class },
      annotations: identityAnnotations(model, identity),
      runbook: identity.runbook,
      path: probe.path,
    };
  };
  const record = (window: string): RecordingRule => ({
    kind: 'record',
    record: `probe:success:ratio_rate${window}`,
    expr: `avg by (instance) (avg_over_time(probe_success${selector}[${window}]))`,
    labels: { service: service.id, team: service.owner, probe: probe.id, class: probe.class },
    path: probe.path,
  });
  // A probe that looks into the answer says what the service lacks; that it does not answer is another probe's business.
  const category = Object.keys(probe.json).length === 0 ? 'availability' : 'errors';
  const where = `The probe \`${probe.id}\` of ${service.id}`;
  const failing =
    probe.class === 'internal'
      ? make(
          'HealthProbeFailing',
          `sum by (instance) (count_over_time(probe_success${selector}[5m]) - sum_over_time(probe_success${selector}[5m])) >= ${failures}`,
          undefined,
          probe.severity,
          category,
          {
            summary: `${where} fails at {{ $labels.instance }}.`,
            description: `{{ $value }} of its requests failed in the last 5 minutes; ${failures} are enough to be sure.`,
            action: `Open {{ $labels.instance }} yourself, then follow the runbook.`,
          },
        )
      : make('ExternalProbeDown', `max by (instance) (probe_success${selector}) == 0`, '2m', probe.severity, category, {
          summary: `${where} fails at {{ $labels.instance }}.`,
          description: 'Every request of the last 2 minutes failed.',
          action: 'Look at the status page of the other side before you look at your own code.',
        });
  return [
    record('1h'),
    failing,
    make(
      slow,
      probe.class === 'internal'
        ? `max by (instance) (min_over_time(probe_duration_seconds${selector}[1m])) > ${limit}`
        : `max by (instance) (probe_duration_seconds${selector}) > ${limit}`,
      probe.class === 'internal' ? undefined : '2m',
      'warning',
      'latency',
      {
        summary: `${where} takes longer than ${limit} s at {{ $labels.instance }}.`,
        description: `Even the fastest request took {{ $value | humanizeDuration }}; the limit is ${limit} s.`,
        action: 'Compare with the latency panels of the service: is it the service or the way to it?',
      },
    ),
    make('ProbeDataMissing', `absent(probe_success${selector})`, '2m', 'warning', 'availability', {
      summary: `${where} returns no data.`,
      description: 'Nobody knows whether the service is up: blackbox_exporter or its scrape does not work.',
      action: 'Check the target of the probe in Prometheus under /targets and the log of blackbox_exporter.',
    }),
  ];
};
