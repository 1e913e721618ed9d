import { Construct, type IConstruct, RootConstruct } from 'constructs';
import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import { type Diagnostic, defineProblem, report } from '../core/diagnostic.ts';
import { parseStackFrame, type StackFrame } from '../core/stack-frame.ts';

/** Where in the author's files something was written. */
export type SourceLocation = StackFrame;

/** How long and why a finding is silenced. */
export interface SuppressOptions {
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
  /** Lower the finding to this severity instead of silencing it. */
  readonly as?: 'warning' | 'info';
}

export const scopeWrong = defineProblem({
  code: 'SCOPE',
  severity: 'error',
  why: 'What stands in no stack, or in the wrong part of one, would be lost in silence.',
});

/** Frames worth keeping: the author's own call is within the first few. */
const frames = 6;

/** Where each construct was made. The text of a stack is computed only when somebody asks for it. */
const origins = new WeakMap<IConstruct, { readonly stack?: string }>();

/** Constructs that were given no scope. They belong to no stack, so the next program that is read reports them. */
const strays: Recorded[] = [];

/** The constructs without a scope that nobody has reported yet. */
export const takeStrays = (): readonly Recorded[] => strays.splice(0);

/** A construct that records what it was given, and where. It computes nothing and refuses nothing. */
export abstract class Recorded extends Construct {
  readonly #suppressions: SuppressionEntry[] = [];
  readonly #findings: Diagnostic[] = [];

  constructor(scope: Construct | undefined, id: string) {
    super(...inside(scope, id));
    const holder: { readonly stack?: string } = {};
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = frames;
    Error.captureStackTrace(holder, new.target);
    Error.stackTraceLimit = limit;
    origins.set(this, holder);
    if (!Construct.isConstruct(scope)) strays.push(this);
  }

  /** Silences one kind of finding, or lowers it, here and below. */
  suppress(code: string, options: SuppressOptions): this {
    this.#suppressions.push({ path: this.node.path, code, ...options });
    return this;
  }

  /** Notes something that was wrong with the arguments; it is reported with everything else. */
  protected note(findings: readonly Diagnostic[]): void {
    this.#findings.push(...findings);
  }

  /** The scope when it is what it must be, and otherwise a finding: then there is nothing to record in. */
  protected scopeAs<S>(scope: unknown, type: abstract new (...args: never) => S, what: string): S | undefined {
    if (scope instanceof type) return scope;
    if (Construct.isConstruct(scope)) this.note([scopeFinding(this, what)]);
    return undefined;
  }

  /** What was silenced and noted here. */
  recorded(): { readonly suppressions: readonly SuppressionEntry[]; readonly findings: readonly Diagnostic[] } {
    return { suppressions: this.#suppressions, findings: this.#findings };
  }
}

/**
 * A scope and a free id in it. A second thing with one name gets `~2`, so that both can be reported, each with its own
 * line; the name itself is reported by the synth.
 */
const inside = (scope: Construct | undefined, id: string): [Construct, string] => {
  const name = typeof id === 'string' && id !== '' ? id.replaceAll('/', '-') : 'unnamed';
  const parent = Construct.isConstruct(scope) ? scope : new RootConstruct();
  let free = name;
  for (let n = 2; parent.node.tryFindChild(free) !== undefined; n++) free = `${name}~${n}`;
  return [parent, free];
};

/** Where a construct was made: the first frame outside of the package and of node itself. */
export const locationOf = (construct: IConstruct): SourceLocation | undefined => {
  const { stack } = origins.get(construct) ?? {};
  for (const line of (stack ?? '').split('\n').slice(1)) {
    const frame = parseStackFrame(line);
    if (frame !== undefined && !frame.file.includes('node_modules')) return frame;
  }
  return undefined;
};

/** What to say about a construct that is not where it must be. `what` is what its first argument must be: `a service`. */
export const scopeFinding = (construct: Recorded, what: string): Diagnostic =>
  report(
    scopeWrong,
    construct.node.path,
    `The first argument of \`new ${construct.constructor.name}(…)\` must be ${what}.`,
    'Pass the construct that it belongs to.',
  );
