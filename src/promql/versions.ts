/** The newest Prometheus whose language is known here; what is not said otherwise is judged against it. */
export const latestVersion = '3.15';

const number = (version: string): number => {
  const match = /^v?(\d+)(?:\.(\d+))?/.exec(version);
  return match === null ? Number.POSITIVE_INFINITY : Number(match[1]) * 1_000 + Number(match[2] ?? 0);
};

/** Whether `version` is `since` or newer. Patch releases do not matter: none changed the language. */
export const isAtLeast = (version: string, since: string): boolean => number(version) >= number(since);

/** When a part of the language exists. No field at all: always, in every 2.x and 3.x. */
export interface Availability {
  /** The first release that has it. */
  readonly since?: string;
  /** The first release that lacks it again. */
  readonly removed?: string;
  /** The feature flag it needs. */
  readonly flag?: string;
  /** The first release that has it without the flag. */
  readonly stable?: string;
}

/** Why something cannot be used, or undefined when it can. */
export const unavailable = (
  what: string,
  availability: Availability,
  version: string,
  features: ReadonlySet<string>,
): { readonly kind: 'version' | 'feature'; readonly message: string; readonly hint: string } | undefined => {
  const { since, removed, flag, stable } = availability;
  if (since !== undefined && !isAtLeast(version, since)) {
    return {
      kind: 'version',
      message: `${what} exists since Prometheus ${since}, and the target is ${version}.`,
      hint: `Target Prometheus ${since} or newer, or write the expression without it.`,
    };
  }
  if (removed !== undefined && isAtLeast(version, removed)) {
    return {
      kind: 'version',
      message: `${what} is gone since Prometheus ${removed}, and the target is ${version}.`,
      hint: 'Write the expression without it.',
    };
  }
  if (flag !== undefined && !features.has(flag) && (stable === undefined || !isAtLeast(version, stable))) {
    return {
      kind: 'feature',
      message: `${what} needs the feature flag \`${flag}\` in Prometheus ${version}.`,
      hint: `Start Prometheus with \`--enable-feature=${flag}\` and list the flag as a feature, or write the expression without it.`,
    };
  }
  return undefined;
};

/** Feature flags that change the language. */
export const featureFlags = [
  'promql-experimental-functions',
  'promql-duration-expr',
  'promql-extended-range-selectors',
  'promql-binop-fill-modifiers',
  'use-start-timestamps',
] as const;

/** Parts of the syntax that not every release has. Source: the changelog of Prometheus. */
export const syntaxAvailability = {
  at: { since: '2.33' },
  negativeOffset: { since: '2.33' },
  atan2: { since: '2.31' },
  durationAsNumber: { since: '2.54' },
  numberAsDuration: { since: '2.54' },
  underscoresInNumbers: { since: '2.54' },
  quotedNames: { since: '2.49' },
  quotedGroupingLabels: { since: '3.0' },
  durationExpressions: { since: '3.4', flag: 'promql-duration-expr', stable: '3.14' },
  signedDuration: { since: '3.4' },
  durationStep: { since: '3.6', flag: 'promql-duration-expr', stable: '3.14' },
  durationRange: { since: '3.12', flag: 'promql-duration-expr', stable: '3.14' },
  durationMinMax: { since: '3.6', removed: '3.13', flag: 'promql-duration-expr' },
  durationMinOf: { since: '3.13', flag: 'promql-duration-expr', stable: '3.14' },
  extendedRanges: { since: '3.7', flag: 'promql-extended-range-selectors' },
  fill: { since: '3.10', flag: 'promql-binop-fill-modifiers' },
  trim: { since: '3.11' },
} as const satisfies Readonly<Record<string, Availability>>;

export type SyntaxFeature = keyof typeof syntaxAvailability;
