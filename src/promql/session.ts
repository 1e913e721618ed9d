import type { PromqlProblem, PromqlProblemKind } from './problem.ts';
import { Scanner, type TokenKind } from './scanner.ts';
import { type Availability, latestVersion, type SyntaxFeature, syntaxAvailability, unavailable } from './versions.ts';

/** How an expression is to be read. */
export interface ParseOptions {
  /** The Prometheus release it is for (default: the newest known, see `latestVersion`). */
  readonly version?: string;
  /** The feature flags that Prometheus is started with (default none). */
  readonly features?: readonly string[];
  /** Whether dashboard variables such as `$__rate_interval` may stand in it (default false). */
  readonly variables?: boolean;
}

/** How deep an expression may be nested. Prometheus has no limit; people write less than 20. */
const maxDepth = 500;

/** One run of the parser: the scanner, the target and what was found wrong so far. */
export class Session {
  readonly scanner: Scanner;
  readonly version: string;
  /** Whether dashboard variables may stand in the text. */
  readonly variables: boolean;
  readonly features: ReadonlySet<string>;
  readonly problems: PromqlProblem[] = [];
  /** Where the second argument of `info` begins: the one selector that may select everything. */
  openSelectorAt = -1;
  #depth = 0;
  /** How deep the tree is that was read in the current level so far. */
  #height = 0;

  constructor(text: string, options: ParseOptions) {
    this.variables = options.variables ?? false;
    this.scanner = new Scanner(text, this.variables);
    this.version = options.version ?? latestVersion;
    this.features = new Set(options.features);
  }

  report(kind: PromqlProblemKind, message: string, from: number, to: number, hint?: string): void {
    this.problems.push({ kind, message, ...(hint === undefined ? {} : { hint }), from, to });
  }

  /** Reports what makes reading on impossible, at the current token. */
  fail(message: string, hint?: string): undefined {
    this.report('syntax', message, this.scanner.from, this.scanner.to, hint);
    return undefined;
  }

  /** Reports a token that cannot stand where it does. */
  unexpected(wanted: string): undefined {
    const { scanner } = this;
    if (scanner.kind === 'error') return this.fail(`The expression cannot be read: ${scanner.message}.`);
    const found = scanner.kind === 'end' ? 'the expression ends' : `\`${scanner.value}\` stands`;
    return this.fail(`Where ${found}, ${wanted} is expected.`);
  }

  expect(kind: TokenKind, where: string): boolean {
    if (this.scanner.kind === kind) {
      this.scanner.next();
      return true;
    }
    this.unexpected(`\`${kind}\` ${where}`);
    return false;
  }

  /** Reports a part of the syntax that the target lacks. */
  require(feature: SyntaxFeature, what: string, from: number, to: number): void {
    this.available(syntaxAvailability[feature], what, from, to);
  }

  available(availability: Availability | undefined, what: string, from: number, to: number): void {
    if (availability === undefined) return;
    const reason = unavailable(what, availability, this.version, this.features);
    if (reason !== undefined) this.report(reason.kind, reason.message, from, to, reason.hint);
  }

  /** Runs one level deeper, unless that is too deep. */
  nested<T>(parse: () => T | undefined): T | undefined {
    if (this.#isTooDeep()) return undefined;
    const before = this.#height;
    this.#height = 0;
    this.#depth += 1;
    const result = parse();
    this.#depth -= 1;
    this.#height = Math.max(before, this.#height + 1);
    return result;
  }

  /** Puts what was read last one level deeper, as an operator or a subquery behind it does; false when that is too deep. */
  deepen(): boolean {
    this.#height += 1;
    return !this.#isTooDeep(this.#height);
  }

  #isTooDeep(height = 0): boolean {
    if (this.#depth + height < maxDepth) return false;
    const { from, to } = this.scanner;
    const message = `The expression is nested more than ${maxDepth} levels deep.`;
    this.report('depth', message, from, to, 'Record parts of it as rules.');
    return true;
  }
}
