import { burnAlertNames, performanceAlertNames, probeDownAlert } from '../catalogue/generated-alerts.ts';
import type { ProbeEntry } from '../catalogue/probe.ts';
import { burnTiers, type PerformanceEntry, type SloEntry } from '../catalogue/slo.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { seconds } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import { type AlertChoice, choiceMistakes } from '../integrations/alert-template.ts';
import type { AlertSeverity } from '../ir/alert.ts';
import type { Labels, Rule } from '../ir/rule-group.ts';
import { optionInvalid, runbookMissing } from './problems.ts';

/**
 * What authors say about the alerts that come with probes and promises.
 *
 * @module
 */

/** By name of the alert; `runbook` is the page it leads to. */
export type AlertTunings = Readonly<Record<string, AlertChoice>>;

/** The alerts that come along, each with its own bound where there is one to set. */
type Brought = Readonly<Record<string, { readonly threshold?: number }>>;

/** Failures in five minutes that are enough to be sure (the first of the five source systems). */
export const failuresToPage = 3;

/**
 * Days that a certificate is still valid. Programs renew a month before the end: two weeks are enough to do it by hand,
 * and a long weekend is no longer than three days (ours).
 */
export const certificateDays = { warning: 14, critical: 3 } as const;

/** Whether the answer of a probe comes with a certificate. */
export const speaksTls = (address: string | undefined): boolean => address?.startsWith('https://') ?? false;

/** The alerts of a probe: threshold of failures, then of seconds, then of days. */
export const probeAlerts = (
  probe: Pick<ProbeEntry, 'class' | 'path' | 'url' | 'within'> & { readonly severity?: AlertSeverity },
): Brought => {
  const limit = { threshold: seconds(probe.within) };
  const isInternal = (probe.class ?? (probe.path === undefined ? 'external' : 'internal')) === 'internal';
  const isCritical = (probe.severity ?? (probe.path === undefined ? 'warning' : 'critical')) === 'critical';
  return {
    ...(isInternal
      ? { [probeDownAlert]: { threshold: failuresToPage }, ProbeSlaBreached: limit, ProbeDataMissing: {} }
      : { ExternalProbeDown: {}, ProbeSlow: limit, ProbeDataMissing: {} }),
    ...(speaksTls(probe.url) ? { TlsCertificateExpiring: { threshold: certificateDays.warning } } : {}),
    ...(speaksTls(probe.url) && isCritical
      ? { TlsCertificateExpiringSoon: { threshold: certificateDays.critical } }
      : {}),
  };
};

/** The alerts of an objective: threshold of bad events, then of the budget. */
export const objectiveAlerts = (slo: Pick<SloEntry, 'tiers'>): Brought => ({
  ...Object.fromEntries(
    (slo.tiers?.map(({ tier }) => tier) ?? burnTiers).map(tier => [burnAlertNames[tier], { threshold: 1 }]),
  ),
  SLOErrorBudgetAtRisk: { threshold: 0.8 },
  SLOErrorBudgetExhausted: { threshold: 1 },
  SLOIndicatorMissing: {},
});

/** The alerts of a performance budget: threshold of slow requests. */
export const performanceAlerts = ({ p95, p99 }: Pick<PerformanceEntry, 'p95' | 'p99'>): Brought => ({
  ...(p95 === undefined ? {} : { [performanceAlertNames.p95]: { threshold: 0.05 } }),
  ...(p99 === undefined ? {} : { [performanceAlertNames.p99]: { threshold: 0.01 } }),
});

/** Something with alerts of its own. */
interface Tuned {
  readonly id: string;
  readonly alerts?: { readonly [name: string]: AlertChoice | undefined };
}

const mistakesIn = ({ id, alerts }: Tuned, brought: Brought) => choiceMistakes(`\`${id}\``, brought, alerts);

/** What is to differ, with runbooks by page; nothing where what is said makes no sense, which is reported. */
export const tuningsOf = (entry: Tuned, brought: Brought, runbooks: ReadonlyMap<string, string>): AlertTunings => {
  if (mistakesIn(entry, brought).length > 0) return {};
  return Object.fromEntries(
    Object.entries(entry.alerts ?? {}).flatMap(([name, choice]): readonly (readonly [string, AlertChoice])[] => {
      if (choice === undefined) return [];
      if (choice === false || choice.runbook === undefined) return [[name, choice]];
      return [[name, { ...choice, runbook: runbooks.get(choice.runbook) ?? choice.runbook }]];
    }),
  );
};

/** Alerts that do not come along, settings that make no sense, and runbooks that nobody wrote. */
export const tuningMistakes = (
  entry: Tuned,
  brought: Brought,
  path: string,
  runbooks: ReadonlyMap<string, string>,
): readonly Diagnostic[] => {
  const mistakes = mistakesIn(entry, brought);
  if (mistakes.length > 0) return mistakes.map(({ message, hint }) => report(optionInvalid, path, message, hint));
  return Object.entries(entry.alerts ?? {}).flatMap(([name, choice]) => {
    if (choice === undefined || choice === false) return [];
    const { runbook } = choice;
    if (runbook === undefined || runbooks.has(runbook)) return [];
    return [
      report(
        runbookMissing,
        path,
        `There is no runbook "${runbook}" for the alert \`${name}\` of \`${entry.id}\`.`,
        suggest(runbook, [...runbooks.keys()]) ?? 'Write one: new Runbook(service, …, {title, steps}).',
      ),
    ];
  });
};

/** The bound of an alert: the author's, or its own. */
export const tunedThreshold = (tunings: AlertTunings, name: string): number | undefined => {
  const choice = tunings[name];
  return choice === false ? undefined : choice?.threshold;
};

/** What an alert has beside its expression. */
interface Settings {
  readonly severity: AlertSeverity;
  readonly for: string | undefined;
  /** Page of its runbook. */
  readonly runbook: string;
}

/** The settings of an alert: the author's, or its own. */
export const tunedSettings = (
  tunings: AlertTunings,
  name: string,
  own: Settings,
): Settings & { readonly labels: Labels } => {
  const { severity = own.severity, for: pending = own.for, runbook = own.runbook, labels = {} } = tunings[name] || {};
  return { severity, for: pending, runbook, labels };
};

/** The rules without the alerts that are switched off. */
export const switchedOn = <R extends Rule>(tunings: AlertTunings, rules: readonly R[]): readonly R[] =>
  rules.filter(rule => rule.kind !== 'alert' || tunings[rule.alert] !== false);
