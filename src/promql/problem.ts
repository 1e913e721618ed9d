/** What is wrong with an expression, in general. */
export type PromqlProblemKind =
  /** It cannot be read. */
  | 'syntax'
  /** It can be read, but a value has the wrong type, number of arguments or modifier. */
  | 'type'
  /** A function or a name that does not exist. */
  | 'name'
  /** The targeted release lacks something it uses. */
  | 'version'
  /** The targeted release has it, but only behind a feature flag that is not listed. */
  | 'feature'
  /** A regular expression that RE2 refuses. */
  | 'regex'
  /** It is nested deeper than anything a person writes. */
  | 'depth';

/** One thing wrong with an expression, and where: code unit offsets into its text. */
export interface PromqlProblem {
  readonly kind: PromqlProblemKind;
  readonly message: string;
  readonly hint?: string;
  readonly from: number;
  readonly to: number;
}
