/** How much a finding matters: an `error` stops the synth, a `warning` and an `info` are printed. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One finding about the author's program.
 *
 * `path` is the construct path (`acme/api/ErrorRateHigh`), the only identity that travels; the file and the line
 * are looked up from it when the finding is printed.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/** A kind of finding: its stable code, its default severity, and why it matters (printed in docs/diagnostics.md). */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly why: string;
}

/** Declares a kind of finding. Identity function: it exists for inference and for reading well. */
export const defineProblem = <const P extends Problem>(problem: P): P => problem;

/** Makes a finding of the given kind. */
export const report = (problem: Problem, path: string, message: string, hint?: string): Diagnostic => ({
  code: problem.code,
  severity: problem.severity,
  path,
  message,
  ...(hint === undefined ? {} : { hint }),
});

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Stable order: errors first, then by path, code and message. */
export const compareDiagnostics = (a: Diagnostic, b: Diagnostic): number =>
  rank[a.severity] - rank[b.severity] ||
  compareText(a.path, b.path) ||
  compareText(a.code, b.code) ||
  compareText(a.message, b.message);

/** Compares by code unit: the same everywhere, whatever the locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
