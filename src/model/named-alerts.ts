import { toNumber } from '../core/decimal.ts';
import { indicators } from '../indicators/registry.ts';
import type { AlertSeverity } from '../ir/alert.ts';
import type { PanelEntry } from '../ir/panel.ts';
import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import { parse } from '../promql/parse.ts';
import { labelsPinned } from '../promql/pinned-labels.ts';
import type { Model } from './model.ts';

/** A duration that is promised. */
interface Promised {
  /** Seconds. */
  readonly within: number;
  /** Name of the histogram that tells it, without suffix. */
  readonly histogram: string;
}

/** An alert as far as a dashboard needs it. */
export interface NamedAlert {
  readonly name: string;
  /** Empty for an imported rule that belongs to no service. */
  readonly service: string;
  /** Whether it belongs to a service that somebody declared, not to machines or parts of the stack. */
  readonly isOwned: boolean;
  readonly severity: AlertSeverity;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What to do first; templates and all. */
  readonly action: string | undefined;
  /** Address of its runbook; undefined where none is known. */
  readonly runbook: string | undefined;
  /** Undefined where no promise of a duration is behind it. */
  readonly promised: Promised | undefined;
}

const severities: readonly AlertSeverity[] = ['critical', 'warning', 'info'];

/** Durations that promises allow, by the labels that their alerts carry. */
const promisedDurations = (model: Pick<Model, 'services'>): ReadonlyMap<string, Promised> =>
  new Map(
    model.services.flatMap(service => [
      ...service.performance.flatMap(({ performance, histogram, limits }) =>
        limits.map(({ quantile, within }): readonly [string, Promised] => [
          `performance ${performance} ${quantile}`,
          { within: toNumber(within), histogram },
        ]),
      ),
      ...service.slos.flatMap(({ slo, sli }) =>
        (indicators.get(sli.kind)?.limitsOf(sli) ?? []).map(({ within, histogram }): readonly [string, Promised] => [
          `slo ${slo}`,
          { within: toNumber(within), histogram },
        ]),
      ),
    ]),
  );

const named = (
  { alert, expr, labels, annotations }: AlertingRule,
  owned: ReadonlySet<string>,
  durations: ReadonlyMap<string, Promised>,
): NamedAlert => {
  const { service = '', severity, slo, performance, quantile } = labels;
  return {
    name: alert,
    service,
    isOwned: owned.has(service),
    severity: severities.find(known => known === severity) ?? 'info',
    expr,
    labels,
    action: annotations['action'],
    runbook: annotations['runbook_url'],
    promised: durations.get(performance === undefined ? `slo ${slo}` : `performance ${performance} ${quantile}`),
  };
};

/** Every alert of the rules: authored, imported, of integrations, objectives, performance budgets and probes. */
export const namedAlerts = (model: Pick<Model, 'services'>, groups: readonly RuleGroup[]): readonly NamedAlert[] => {
  const owned = new Set(model.services.map(({ id }) => id));
  const durations = promisedDurations(model);
  return groups.flatMap(({ rules }) =>
    rules.flatMap(rule => (rule.kind === 'alert' ? [named(rule, owned, durations)] : [])),
  );
};

/**
 * The alerts of that name that a dashboard means: on a service's its own, or those of machines or of the stack, never
 * another service's; on any other dashboard those of the service that comes first. Several objectives or probes of one
 * service have alerts of one name; `pinned` are the labels that a panel's queries ask for, and an alert of another value
 * is not about them.
 */
export const alertsNamed = (
  alerts: readonly NamedAlert[],
  name: string,
  service: string | undefined,
  pinned: ReadonlyMap<string, string> = new Map(),
): readonly NamedAlert[] => {
  const alike = alerts.filter(
    alert => alert.name === name && [...pinned].every(([label, value]) => (alert.labels[label] ?? value) === value),
  );
  const own = alike.filter(alert => alert.service === service);
  if (own.length > 0) return own;
  const open = alike.filter(alert => service === undefined || !alert.isOwned);
  return open.filter(alert => alert.service === open[0]?.service);
};

/** Labels that all queries of a panel ask one value of: `probe="front"` says which of the probes it is about. */
export const pinnedBy = ({ queries = [] }: Pick<PanelEntry, 'queries'>): ReadonlyMap<string, string> => {
  const [first, ...more] = queries.flatMap(({ expr }) => {
    const parsed = parse(expr, { variables: true }).expr;
    return parsed === undefined ? [] : [labelsPinned(parsed)];
  });
  return new Map([...(first ?? [])].filter(([label, value]) => more.every(pinned => pinned.get(label) === value)));
};

/**
 * The alerts of a name that a panel means. Budgets of several durations have alerts of one name: a panel that reads the
 * histogram of one of them is about that one.
 */
export const alertsOfPanel = (
  alerts: readonly NamedAlert[],
  name: string,
  service: string | undefined,
  panel: Pick<PanelEntry, 'queries'>,
): readonly NamedAlert[] => {
  const all = alertsNamed(alerts, name, service, pinnedBy(panel));
  const reads = ({ promised }: NamedAlert): boolean =>
    promised !== undefined && (panel.queries ?? []).some(({ expr }) => expr.includes(`${promised.histogram}_`));
  const read = all.filter(reads);
  return read.length === 0 ? all : read;
};
