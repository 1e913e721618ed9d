import { maxDuration, parseDurationToken } from './literals.ts';
import { hasVariable } from './names.ts';
import { readNumber } from './parse-number.ts';
import type { Session } from './session.ts';
import type { DurationExpr, DurationFunction, DurationOperator } from './syntax.ts';
import type { SyntaxFeature } from './versions.ts';

const precedence: ReadonlyMap<string, number> = new Map([
  ['+', 1],
  ['-', 1],
  ['*', 2],
  ['/', 2],
  ['%', 2],
  ['^', 3],
]);

const functionFeature = {
  step: 'durationStep',
  range: 'durationRange',
  min: 'durationMinMax',
  max: 'durationMinMax',
  min_of: 'durationMinOf',
  max_of: 'durationMinOf',
} as const satisfies Readonly<Record<DurationFunction, string>>;

const isDurationFunction = (word: string): word is DurationFunction => Object.hasOwn(functionFeature, word);

const isOperator = (kind: string): kind is DurationOperator => precedence.has(kind);

const fixed = (session: Session, milliseconds: number, from: number, to: number): DurationExpr => {
  if (Math.abs(milliseconds) > maxDuration)
    session.report('syntax', 'The duration is longer than 292 years.', from, to);
  return { kind: 'duration', milliseconds, from, to };
};

/** A duration or a number of seconds, the current token. */
const literal = (session: Session): DurationExpr | undefined => {
  const { scanner } = session;
  const { from, to, kind } = scanner;
  if (kind === 'number') {
    session.require('numberAsDuration', 'A number as a duration', from, to);
    const read = readNumber(session);
    return read === undefined ? undefined : fixed(session, milliseconds(read.value), from, to);
  }
  const length = parseDurationToken(scanner.value);
  if (length === undefined) {
    return session.fail(`\`${scanner.value}\` is no duration.`, 'Write units once each, largest first: `1h30m`.');
  }
  scanner.next();
  return fixed(session, length, from, to);
};

/** Prometheus rounds to nanoseconds; what is a whole millisecond up to float noise is meant to be one. */
const milliseconds = (seconds: number): number => {
  const exact = seconds * 1_000;
  return Math.abs(exact - Math.round(exact)) < 1e-6 ? Math.round(exact) : exact;
};

const call = (session: Session, func: DurationFunction): DurationExpr | undefined => {
  const { scanner } = session;
  const { from } = scanner;
  session.require(functionFeature[func], `\`${func}()\` in a duration`, from, scanner.to);
  scanner.next();
  if (!session.expect('(', `after \`${func}\``)) return undefined;
  const args: DurationExpr[] = [];
  if (func !== 'step' && func !== 'range') {
    const first = parseDurationExpr(session);
    if (first === undefined || !session.expect(',', `between the arguments of \`${func}\``)) return undefined;
    const second = parseDurationExpr(session);
    if (second === undefined) return undefined;
    args.push(first, second);
  }
  if (!session.expect(')', `after the arguments of \`${func}\``)) return undefined;
  return { kind: 'durationCall', func, args, from, to: scanner.previousEnd };
};

const primary = (session: Session): DurationExpr | undefined => {
  const { scanner } = session;
  const { kind, from, to } = scanner;
  if (kind === 'number' || kind === 'duration') return literal(session);
  if (kind === 'variable' || (kind === 'word' && hasVariable(scanner.value))) {
    const text = scanner.value;
    scanner.next();
    return { kind: 'durationVariable', text, from, to };
  }
  if (kind === '(') {
    session.require('durationExpressions', 'Arithmetic with durations', from, to);
    scanner.next();
    const inner = parseDurationExpr(session);
    return inner !== undefined && session.expect(')', 'to close the duration') ? inner : undefined;
  }
  if (kind === 'word') {
    const word = scanner.value.toLowerCase();
    if (isDurationFunction(word)) return call(session, word);
  }
  return session.unexpected('a duration');
};

const isSign = (kind: string): kind is '-' | '+' => kind === '-' || kind === '+';

/** Reads a sign, which the target has to know in this place. */
const parseSign = (session: Session, minus: SyntaxFeature): { readonly negative: boolean; readonly from: number } => {
  const { scanner } = session;
  const { kind, from, to } = scanner;
  session.require(kind === '-' ? minus : 'signedDuration', 'A sign in front of this duration', from, to);
  scanner.next();
  return { negative: kind === '-', from };
};

const withSign = (inner: DurationExpr, negative: boolean, from: number): DurationExpr => {
  if (!negative) return inner;
  if (inner.kind === 'duration') return { ...inner, milliseconds: -inner.milliseconds, from };
  return { kind: 'durationNegation', expr: inner, from, to: inner.to };
};

/** Signs bind tighter than `*` and looser than `^`. */
const signed = (session: Session): DurationExpr | undefined => {
  if (!isSign(session.scanner.kind)) return power(session);
  const { negative, from } = parseSign(session, 'signedDuration');
  const inner = session.nested(() => signed(session));
  return inner === undefined ? undefined : withSign(inner, negative, from);
};

/** Arithmetic whose operators bind at least as tight as `least`, with its first operand when that was read already. */
const climb = (session: Session, least: number, first?: DurationExpr): DurationExpr | undefined => {
  const { scanner } = session;
  let left = first ?? signed(session);
  while (left !== undefined) {
    const op = scanner.kind;
    const strength = precedence.get(op) ?? 0;
    if (strength < least || !isOperator(op)) return left;
    const { from } = left;
    session.require('durationExpressions', 'Arithmetic with durations', scanner.from, scanner.to);
    scanner.next();
    const right: DurationExpr | undefined = session.nested(() => climb(session, op === '^' ? strength : strength + 1));
    if (right === undefined || !session.deepen()) return undefined;
    if ((op === '/' || op === '%') && right.kind === 'duration' && right.milliseconds === 0) {
      session.report(
        'syntax',
        op === '/' ? 'A duration is divided by zero.' : 'A duration modulo zero.',
        right.from,
        right.to,
      );
    }
    left = { kind: 'durationBinary', op, left, right, from, to: right.to };
  }
  return undefined;
};

/** A value and the powers it is raised to: what a sign applies to. */
const power = (session: Session): DurationExpr | undefined => {
  const { scanner } = session;
  const base = session.nested(() => primary(session));
  if (base === undefined || scanner.kind !== '^') return base;
  session.require('durationExpressions', 'Arithmetic with durations', scanner.from, scanner.to);
  scanner.next();
  const exponent = session.nested(() => climb(session, 3));
  if (exponent === undefined) return undefined;
  return { kind: 'durationBinary', op: '^', left: base, right: exponent, from: base.from, to: exponent.to };
};

/** A duration with all its arithmetic, as it stands in brackets. */
export const parseDurationExpr = (session: Session): DurationExpr | undefined =>
  session.nested(() => climb(session, 1));

/**
 * The duration of an offset: one value with its sign; arithmetic needs parentheses. After two signs, though,
 * Prometheus reads on as it does in brackets.
 */
export const parseOffset = (session: Session): DurationExpr | undefined => {
  const { scanner } = session;
  if (!isSign(scanner.kind)) return session.nested(() => primary(session));
  const { negative, from } = parseSign(session, 'negativeOffset');
  const more = isSign(scanner.kind);
  const inner = session.nested(() => (more ? signed(session) : primary(session)));
  if (inner === undefined) return undefined;
  const offset = withSign(inner, negative, from);
  return more ? climb(session, 1, offset) : offset;
};

/** The duration of a range or of a step: it has to be longer than nothing. */
export const parsePositiveDuration = (session: Session): DurationExpr | undefined => {
  const duration = parseDurationExpr(session);
  if (duration?.kind === 'duration' && duration.milliseconds <= 0) {
    session.report('syntax', 'The duration must be longer than 0.', duration.from, duration.to);
  }
  return duration;
};
