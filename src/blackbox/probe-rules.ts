import type { AlertCategory, AlertSeverity } from '../catalogue/alert.ts';
import { probeDownAlert } from '../catalogue/generated-alerts.ts';
import { formatNumber } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { serviceDashboardUid } from '../ir/conventions.ts';
import type { AlertingRule, RecordingRule, Rule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import {
  certificateDays,
  failuresToPage,
  speaksTls,
  switchedOn,
  tunedSettings,
  tunedThreshold,
} from '../model/alert-tunings.ts';
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
  const failingAlert = probe.class === 'internal' ? probeDownAlert : 'ExternalProbeDown';
  const limit = bound(slow, probe.limit);
  const failures = bound(probeDownAlert, failuresToPage);
  const make = (
    alert: string,
    expr: string,
    pending: string | undefined,
    severity: AlertSeverity,
    category: AlertCategory,
    text: { readonly summary: string; readonly description: string; readonly action: string },
    group = `probe-${probe.id}`,
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
      group,
      runbook: settings.runbook,
      dashboard: serviceDashboardUid(service.id),
      ...text,
    };
    return {
      kind: 'alert',
      alert,
      expr,
      ...(settings.for === undefined ? {} : { for: settings.for }),
      ...(probe.notifyWithin === undefined || alert !== failingAlert ? {} : { notifyWithin: probe.notifyWithin }),
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
  const meaning =
    category === 'availability'
      ? `Whoever uses ${service.id} meets the same failure.`
      : `Nothing answers, or the answer does not say what the probe expects.`;
  const failing =
    probe.class === 'internal'
      ? make(
          failingAlert,
          `sum by (instance) (count_over_time(probe_success${selector}[5m]) - sum_over_time(probe_success${selector}[5m])) >= ${failures}`,
          undefined,
          probe.severity,
          category,
          {
            summary: `${where} fails at {{ $labels.instance }}: {{ $value }} requests in 5 minutes.`,
            description: `From ${failures} on it is no accident. ${meaning}`,
            action: 'Ask {{ $labels.instance }} from inside the deployment (curl -v), then follow the runbook.',
          },
        )
      : make(failingAlert, `max by (instance) (probe_success${selector}) == 0`, '2m', probe.severity, category, {
          summary: `${where} fails at {{ $labels.instance }}, and has for 2 minutes.`,
          description: `Seen from where the prober stands. Users of ${service.id} who need it meet the same failure.`,
          action:
            'Open {{ $labels.instance }} yourself. It is another company’s: read its status page first. It is yours: follow the runbook.',
        });
  const certificate = (alert: string, days: number, pending: string, severity: AlertSeverity, action: string) =>
    make(
      alert,
      `(min by (instance) (probe_ssl_earliest_cert_expiry${selector}) - time()) / 86400 < ${bound(alert, days)}`,
      pending,
      severity,
      // As `availability` it would silence what else the service suffers from, for days.
      'security',
      {
        summary: `The certificate of {{ $labels.instance }} is valid for {{ $value | humanize }} more days.`,
        description: 'Then whoever connects to it gets an error instead; below 0 it has begun.',
        action,
      },
      `probe-${probe.id}-certificate`,
    );
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
        description:
          probe.class === 'internal'
            ? `Even the fastest request of the last minute took {{ $value | humanizeDuration }}.`
            : `The last one took {{ $value | humanizeDuration }}, and for 2 minutes each was too slow.`,
        action: 'Compare with the latency panels of the service: is it the service or the way to it?',
      },
    ),
    make('ProbeDataMissing', `absent(probe_success${selector})`, '2m', 'warning', 'availability', {
      summary: `${where} returns no data.`,
      description: 'Nobody knows whether the service is up: blackbox_exporter or its scrape does not work.',
      action: 'Check the target of the probe in Prometheus under /targets and the log of blackbox_exporter.',
    }),
    ...(probe.target.kind === 'address' && speaksTls(probe.target.address)
      ? [
          certificate(
            'TlsCertificateExpiring',
            certificateDays.warning,
            '1h',
            'warning',
            'Renew it, and find out why it was not renewed by itself. It is another company’s: tell them.',
          ),
          ...(probe.severity === 'critical'
            ? [
                certificate(
                  'TlsCertificateExpiringSoon',
                  certificateDays.critical,
                  '5m',
                  'critical',
                  'Renew it now: read the log of the program that should have (ACME, cert-manager).',
                ),
              ]
            : []),
        ]
      : []),
  ];
};
