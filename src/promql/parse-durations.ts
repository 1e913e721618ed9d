import { maxDuration, parseDurationToken, parseNumber } from './literals.ts';
import { hasVariable } from './names.ts';
import type { Session } from './session.ts';
import type { DurationExpr, DurationFunction, DurationOperator } from './syntax.ts';

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
  const milliseconds = kind === 'duration' ? parseDurationToken(scanner.value) : seconds(session);
  if (milliseconds === undefined) {
    return session.fail(`\`${scanner.value}\` is no duration.`, 'Write units once each, largest first: `1h30m`.');
  }
  scanner.next();
  return fixed(session, milliseconds, from, to);
};

const seconds = (session: Session): number | undefined => {
  const { scanner } = session;
  session.require('numberAsDuration', 'A number as a duration', scanner.from, scanner.to);
  const value = parseNumber(scanner.value);
  if (value === undefined || Number.isNaN(value)) return undefined;
  const milliseconds = value * 1_000;
  // Prometheus rounds to nanoseconds; what is a whole millisecond up to float noise is meant to be one.
  return Math.abs(milliseconds - Math.round(milliseconds)) < 1e-6 ? Math.round(milliseconds) : milliseconds;
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

/** Signs bind tighter than `*` and looser than `^`, except in an offset, where they bind to the next value only. */
const signed = (session: Session, operand: () => DurationExpr | undefined): DurationExpr | undefined => {
  const { scanner } = session;
  const { kind, from } = scanner;
  if (kind !== '-' && kind !== '+') return operand();
  scanner.next();
  const inner = session.nested(() => signed(session, operand));
  if (inner === undefined || kind === '+') return inner;
  if (inner.kind === 'duration') return { ...inner, milliseconds: -inner.milliseconds, from };
  return { kind: 'durationNegation', expr: inner, from, to: inner.to };
};

const climb = (session: Session, least: number): DurationExpr | undefined => {
  const { scanner } = session;
  let left = signed(session, () => power(session));
  while (left !== undefined) {
    const op = scanner.kind;
    const strength = precedence.get(op) ?? 0;
    if (strength < least || !isOperator(op)) return left;
    const { from } = left;
    session.require('durationExpressions', 'Arithmetic with durations', scanner.from, scanner.to);
    scanner.next();
    const right: DurationExpr | undefined = climb(session, op === '^' ? strength : strength + 1);
    if (right === undefined) return undefined;
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

/** The duration of an offset: one value with its sign; arithmetic needs parentheses. */
export const parseOffset = (session: Session): DurationExpr | undefined => {
  const { scanner } = session;
  const { from } = scanner;
  const negative = scanner.kind === '-';
  const offset = signed(session, () => primary(session));
  if (negative) session.require('negativeOffset', 'A negative offset', from, from + 1);
  return offset;
};

/** The duration of a range or of a step: it has to be longer than nothing. */
export const parsePositiveDuration = (session: Session): DurationExpr | undefined => {
  const duration = parseDurationExpr(session);
  if (duration?.kind === 'duration' && duration.milliseconds <= 0) {
    session.report('syntax', 'The duration must be longer than 0.', duration.from, duration.to);
  }
  return duration;
};
