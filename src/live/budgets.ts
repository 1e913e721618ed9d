import { compareText, type Diagnostic, report } from '../core/diagnostic.ts';
import { formatDuration } from '../core/duration.ts';
import { suggest } from '../core/names.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { BudgetStatus } from '../ir/status.ts';
import { budgetsMissing, budgetUnknown, partial, serviceUnknown } from './problems.ts';
import type { Prometheus } from './prometheus.ts';
import { type LabelSet, type Sample, seriesKey } from './samples.ts';
import { oneOf } from './selector.ts';
import type { Answer } from './server.ts';

/** A budget and whose it is. */
export interface Budget extends BudgetStatus {
  readonly service: string;
  readonly team: string;
}

/** The bound of `SLOErrorBudgetAtRisk` unless the policy of an objective says otherwise: for rules that do not record it. */
const usualWarning = 0.8;

const single = [
  sloSeries.objective,
  sloSeries.budget,
  sloSeries.period,
  sloSeries.warning,
  sloSeries.consumed,
  sloSeries.remaining,
  sloSeries.exhaustion,
  sloSeries.frozen,
  sloSeries.mergeFrozen,
  sloSeries.monthRatio,
] as const;

/** One query for all series of the account: they belong to one moment. Of the ratios only those over days matter here. */
const query = (services: readonly string[]): string =>
  `{__name__=~"${[...single, sloSeries.ratio('[0-9]+d[0-9hms]*')].join('|')}"${oneOf('service', services)}}`;

/**
 * Every budget that Prometheus records, or those of the named services. It fails when there is none; a name that is unknown
 * beside others is a note, because what the others have spent still counts.
 */
export const askBudgets = async (
  prometheus: Prometheus,
  services: readonly string[],
): Promise<Answer<readonly Budget[]>> => {
  const answer = await prometheus.query(query(services));
  if ('failure' in answer) return answer;
  const budgets = budgetsOf(answer.value);
  const missing = services.filter(service => !budgets.some(budget => budget.service === service));
  if (budgets.length > 0 && missing.length === 0)
    return { value: budgets, notes: [...answer.notes, ...budgets.flatMap(budget => unknownNote(prometheus, budget))] };
  const incomplete = answer.notes.find(({ code }) => code === partial.code);
  if (incomplete !== undefined && budgets.length === 0) return { failure: { ...incomplete, severity: 'error' } };
  const why = await whyMissing(prometheus, missing);
  if (budgets.length === 0) return { failure: why };
  return {
    value: budgets,
    notes: [why, ...answer.notes, ...budgets.flatMap(budget => unknownNote(prometheus, budget))],
  };
};

/** Whether nothing is recorded at all or only nothing by these names. */
const whyMissing = async (prometheus: Prometheus, missing: readonly string[]): Promise<Diagnostic> => {
  const known = await prometheus.query(`group by (service) (${sloSeries.objective})`);
  if ('failure' in known) return known.failure;
  const names = known.value.flatMap(({ labels }) => labels['service'] ?? []).toSorted(compareText);
  return names.length === 0
    ? report(
        budgetsMissing,
        prometheus.name,
        `No objective is recorded there: the series \`${sloSeries.objective}\` does not exist.`,
        'Load the rendered rules into this Prometheus, or name the one that evaluates them.',
      )
    : report(
        serviceUnknown,
        prometheus.name,
        `No objective is recorded for ${missing.map(name => `\`${name}\``).join(', ')}.`,
        suggest(missing[0] ?? '', names),
      );
};

const unknownNote = ({ name }: Prometheus, budget: Budget): readonly Diagnostic[] =>
  budget.deployment_frozen === null || budget.budget_consumption === null
    ? [
        report(
          budgetUnknown,
          name,
          `Nobody knows how much of the budget of \`${budget.slo}\` is spent: \`${budget.deployment_frozen === null ? sloSeries.frozen : sloSeries.consumed}\` has no value.`,
          `Check whether \`${budget.service}\` has had traffic and is scraped: \`${sloSeries.total('5m')}{slo="${budget.slo}"}\`.`,
        ),
      ]
    : [];

/** The budgets in a vector of their series, by service and name. */
export const budgetsOf = (samples: readonly Sample[]): readonly Budget[] => {
  const byKey = new Map<string, { readonly labels: LabelSet; readonly values: Map<string, number> }>();
  for (const { labels, value } of samples) {
    if (labels['slo'] === undefined) continue;
    const key = seriesKey(labels);
    const entry = byKey.get(key) ?? { labels, values: new Map<string, number>() };
    entry.values.set(labels['__name__'] ?? '', value);
    byKey.set(key, entry);
  }
  return [...byKey.values()]
    .map(({ labels, values }) => budgetOf(labels, values))
    .toSorted(
      (a, b) =>
        compareText(a.service, b.service) ||
        compareText(a.slo, b.slo) ||
        compareText(JSON.stringify(a.labels), JSON.stringify(b.labels)),
    );
};

const budgetOf = (labels: LabelSet, values: ReadonlyMap<string, number>): Budget => {
  const { __name__: _, slo = '', service = '', team = '', ...others } = labels;
  const read = (name: string): number | null => {
    const value = values.get(name);
    return value === undefined || !Number.isFinite(value) ? null : value;
  };
  const period = read(sloSeries.period);
  const month = read(sloSeries.monthRatio);
  // The length of a calendar month changes; that it is one shows in the series.
  const window = month !== null ? 'month' : period === null ? null : formatDuration(period * 1_000);
  const consumption = read(sloSeries.consumed);
  const frozen = read(sloSeries.frozen);
  const mergeFrozen = read(sloSeries.mergeFrozen);
  return {
    service,
    team,
    slo,
    labels: Object.fromEntries(Object.entries(others).toSorted(([a], [b]) => compareText(a, b))),
    status: statusOf(consumption, read(sloSeries.warning) ?? usualWarning),
    objective: read(sloSeries.objective),
    window,
    error_rate: month ?? (window === null ? null : read(sloSeries.ratio(window))),
    threshold: read(sloSeries.budget),
    budget_consumption: consumption,
    budget_remaining: read(sloSeries.remaining),
    seconds_to_exhaustion: read(sloSeries.exhaustion),
    deployment_frozen: frozen === null ? null : frozen > 0,
    merge_frozen: mergeFrozen === null ? null : mergeFrozen > 0,
  };
};

const statusOf = (consumption: number | null, warning: number): BudgetStatus['status'] =>
  consumption === null ? 'unknown' : consumption >= 1 ? 'exhausted' : consumption > warning ? 'at_risk' : 'ok';
