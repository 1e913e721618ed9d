import type { Diagnostic } from '../core/diagnostic.ts';
import { askBudgets, type Budget } from './budgets.ts';
import { partial, serviceUnknown } from './problems.ts';
import type { Prometheus } from './prometheus.ts';

/** What to do when nobody knows whether a budget is spent: let pass, or stop. */
export type FailMode = 'open' | 'closed';

/** Whether to deploy, and why. */
export interface GateVerdict {
  readonly decision: 'go' | 'frozen' | 'unknown';
  /** Whether the pipeline goes on: an unknown state goes on when it fails open. */
  readonly passes: boolean;
  /** One sentence for the last line of the log. */
  readonly reason: string;
  readonly budgets: readonly Budget[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks for the budgets of the named services, or of all, and decides. */
export const askGate = async (
  prometheus: Prometheus,
  services: readonly string[],
  fail: FailMode,
): Promise<GateVerdict> => {
  const answer = await askBudgets(prometheus, services);
  return 'failure' in answer
    ? { ...unknown(answer.failure.message, fail), budgets: [], diagnostics: [answer.failure] }
    : { ...decide(answer.value, answer.notes, fail), budgets: answer.value, diagnostics: answer.notes };
};

type Decision = Pick<GateVerdict, 'decision' | 'passes' | 'reason'>;

/** A spent budget freezes, whatever else is not known; only complete knowledge that none is spent lets pass. */
export const decide = (budgets: readonly Budget[], notes: readonly Diagnostic[], fail: FailMode): Decision => {
  const frozen = budgets.filter(budget => budget.deployment_frozen === true);
  if (frozen.length > 0)
    return {
      decision: 'frozen',
      passes: false,
      reason: `Deployments are frozen: ${listed(frozen)} ${frozen.length === 1 ? 'has' : 'have'} spent the error budget. Only what restores reliability may go out until it recovers.`,
    };
  const incomplete = notes.find(({ code }) => code === partial.code || code === serviceUnknown.code);
  if (incomplete !== undefined) return unknown(incomplete.message, fail);
  const blind = budgets.filter(budget => budget.deployment_frozen === null);
  if (blind.length > 0) return unknown(`The budget of ${listed(blind)} has no value.`, fail);
  return { decision: 'go', passes: true, reason: 'Deployments may go on: no error budget is spent.' };
};

const unknown = (why: string, fail: FailMode): Decision => ({
  decision: 'unknown',
  passes: fail === 'open',
  reason:
    fail === 'open'
      ? `Nobody knows whether deployments are frozen; they go on, because the gate fails open. ${why}`
      : `Nobody knows whether deployments are frozen; they stop, because the gate fails closed. ${why}`,
});

/** At most five names; a stack may have hundreds. */
const listed = (budgets: readonly Budget[]): string => {
  const names = [...new Set(budgets.map(({ slo }) => `\`${slo}\``))];
  const more = names.length - 5;
  return more > 0 ? `${names.slice(0, 5).join(', ')} and ${more} more` : names.join(', ');
};
