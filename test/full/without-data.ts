/** Why a question of a dashboard has no answer in the run of the demo programs. */
interface Reason {
  readonly because: string;
  /** True where the machine decides: then there may be an answer all the same. */
  readonly mayHaveData?: true;
}

const busy: Reason = {
  because: 'an evaluation is missed, or fails, only where the machine is too busy for it',
  mayHaveData: true,
};

const unfrozen: Reason = {
  because: 'a budget for 30 days cannot be spent by what is known of two hours',
};

/** Every question without data, by page, row, panel and letter of the query. Nothing else may lack data. */
export const withoutData: Readonly<Record<string, Reason>> = {
  'leanvibe-overview: Now / Deployments A': unfrozen,
  'meta-monitoring: Rules / Evaluations missed A': busy,
  'meta-monitoring: Rules / Rule evaluations that failed A': busy,
  'slo-overview: Now / Frozen A': unfrozen,
  'stack-blackbox: Now / What fires, and what to do A': {
    because: 'blackbox_exporter runs itself, and nothing is wrong with it',
  },
};

/** Questions whose values may leave what their unit allows, and why. */
export const beyondTheUnit: Readonly<Record<string, string>> = {
  'meta-monitoring: Rules / Rule groups: time used A': 'rules are evaluated more often here than they ever are',
};
