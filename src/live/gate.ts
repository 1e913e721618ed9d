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

/** What a spent budget may stop. */
export type Gated = 'deploy' | 'merge';

/** How the gate decides. */
export interface GatePolicy {
  readonly what: Gated;
  readonly fail: FailMode;
}

/** Asks for the budgets of the named services, or of all, and decides. */
export const askGate = async (
  prometheus: Prometheus,
  services: readonly string[],
  policy: GatePolicy,
): Promise<GateVerdict> => {
  const answer = await askBudgets(prometheus, services);
  return 'failure' in answer
    ? { ...unknown(answer.failure.message, policy), budgets: [], diagnostics: [answer.failure] }
    : { ...decide(answer.value, answer.notes, policy), budgets: answer.value, diagnostics: answer.notes };
};

type Decision = Pick<GateVerdict, 'decision' | 'passes' | 'reason'>;

const subjects: Readonly<Record<Gated, string>> = { deploy: 'Deployments', merge: 'Merges' };

/** Merges are recorded only where the policy of a budget ever freezes them. */
const isFrozen = (budget: Budget, what: Gated): boolean | null =>
  budget.deployment_frozen === null || what === 'deploy' ? budget.deployment_frozen : budget.merge_frozen === true;

/** A spent budget freezes, whatever else is not known; only complete knowledge that none is spent lets pass. */
export const decide = (budgets: readonly Budget[], notes: readonly Diagnostic[], policy: GatePolicy): Decision => {
  const subject = subjects[policy.what];
  const frozen = budgets.filter(budget => isFrozen(budget, policy.what) === true);
  if (frozen.length > 0) {
    // The policy of a budget may be to stop while nothing is known of it.
    const spent = frozen.filter(({ budget_consumption }) => budget_consumption !== null);
    return {
      decision: 'frozen',
      passes: false,
      reason:
        spent.length > 0
          ? `${subject} are frozen: ${listed(spent)} ${spent.length === 1 ? 'has' : 'have'} spent the error budget. Only what restores reliability may go on until it recovers.`
          : `${subject} are frozen: nothing is known of the budget of ${listed(frozen)}, and its policy is to stop then.`,
    };
  }
  const incomplete = notes.find(({ code }) => code === partial.code || code === serviceUnknown.code);
  if (incomplete !== undefined) return unknown(incomplete.message, policy);
  const blind = budgets.filter(budget => isFrozen(budget, policy.what) === null);
  if (blind.length > 0) return unknown(`The budget of ${listed(blind)} has no value.`, policy);
  return { decision: 'go', passes: true, reason: `${subject} may go on: no error budget is spent.` };
};

const unknown = (why: string, { what, fail }: GatePolicy): Decision => ({
  decision: 'unknown',
  passes: fail === 'open',
  reason: `Nobody knows whether ${subjects[what].toLowerCase()} are frozen; they ${
    fail === 'open' ? 'go on, because the gate fails open' : 'stop, because the gate fails closed'
  }. ${why}`,
});

/** At most five names; a stack may have hundreds. */
const listed = (budgets: readonly Budget[]): string => {
  const names = [...new Set(budgets.map(({ slo }) => `\`${slo}\``))];
  const more = names.length - 5;
  return more > 0 ? `${names.slice(0, 5).join(', ')} and ${more} more` : names.join(', ');
};
