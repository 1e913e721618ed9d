import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Versions } from '../../src/ir/versions.ts';

/** A program that must be refused, or remarked upon, with one code: the accepted program with one change. */
export interface Rejection {
  readonly code: string;
  readonly catalogue: unknown;
  /** What the constructs found before there was a catalogue. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Where the finding is, once for each of them. */
  readonly at: readonly string[];
  /** The way out that the author is told. */
  readonly hint: string | undefined;
  /** Deploy targets. Default: Kubernetes. */
  readonly targets?: readonly string[];
  readonly versions?: Partial<Versions>;
  /** Warnings and remarks that such a program cannot avoid. */
  readonly with?: readonly string[];
}
