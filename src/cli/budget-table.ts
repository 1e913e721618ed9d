import { formatDuration } from '../core/duration.ts';
import { formatPercent } from '../core/percent.ts';
import type { Budget } from '../live/budgets.ts';
import { textTable } from './text-table.ts';

/** One line per budget. */
export const budgetTable = (budgets: readonly Budget[]): string =>
  textTable(
    ['SERVICE', 'SLO', 'PROMISE', 'BAD', 'SPENT', 'EMPTY IN', 'DEPLOYMENTS'],
    budgets.map(budget => [
      budget.service,
      nameOf(budget),
      promiseOf(budget),
      shown(budget.error_rate, ratio => formatPercent(ratio, 3)),
      shown(budget.budget_consumption, ratio => formatPercent(ratio, 1)),
      shown(budget.seconds_to_exhaustion, seconds => (seconds === 0 ? 'now' : roughly(seconds))),
      budget.deployment_frozen === null ? 'unknown' : budget.deployment_frozen ? 'frozen' : 'open',
    ]),
  );

const shown = (value: number | null, print: (value: number) => string): string => (value === null ? '-' : print(value));

const nameOf = ({ slo, labels }: Budget): string => {
  const groups = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return groups.length === 0 ? slo : `${slo}{${groups.join(',')}}`;
};

const promiseOf = ({ objective, window }: Budget): string =>
  `${shown(objective, ratio => formatPercent(ratio, 6))}${window === null ? '' : ` over ${window}`}`;

/** Nobody plans by the second what is days away: two units are enough. */
const roughly = (seconds: number): string => {
  const unit = seconds >= 86_400 ? 3_600 : seconds >= 3_600 ? 60 : 1;
  return formatDuration(Math.max(Math.floor(seconds / unit), 1) * unit * 1_000);
};
