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

/** Every question without data, by page, row, panel and letter of the query. Nothing else may lack data. */
export const withoutData: Readonly<Record<string, Reason>> = {
  'leanvibe-overview: Deployments / Frozen A': {
    because: 'a budget for 30 days cannot be spent by what is known of two hours',
  },
  'meta-monitoring: Rules / Evaluations missed A': busy,
  'meta-monitoring: Rules / Rule evaluations that failed A': busy,
  'stack-blackbox: Alerts / Firing alerts by name A': {
    because: 'blackbox_exporter runs itself, and nothing is wrong with it',
  },
};
