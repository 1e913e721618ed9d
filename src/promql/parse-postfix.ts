import { hasVariable, keywordOf } from './names.ts';
import { type Operand, spanOf } from './parse-checks.ts';
import { parseOffset, parsePositiveDuration } from './parse-durations.ts';
import { isNumberHere, readNumber } from './parse-number.ts';
import type { Session } from './session.ts';
import type { At, DurationExpr, Expr, Modifiers, Range, Selector, Subquery } from './syntax.ts';
import { isAtLeast } from './versions.ts';

type Modifiable = Selector | Range | Subquery;

/** What modifiers can be put on: a selector or a subquery that does not stand in parentheses. */
const modifiable = (operand: Operand): Modifiable | undefined => {
  const { expr, wrapped } = operand;
  return !wrapped && (expr.kind === 'selector' || expr.kind === 'range' || expr.kind === 'subquery') ? expr : undefined;
};

const withModifiers = (operand: Operand, modifiers: Modifiers, to: number): Operand => {
  const expr = modifiable(operand);
  return expr === undefined ? operand : { ...operand, expr: { ...expr, ...modifiers, to } };
};

const reject = (session: Session, operand: Operand, what: string): void => {
  const { from, to } = operand.expr;
  session.report('type', `${what} follows a selector or a subquery, and nothing else.`, from, to);
};

const parseSubqueryEnd = (session: Session, inner: Operand, range: DurationExpr): Operand | undefined => {
  const { scanner } = session;
  scanner.next();
  let step: DurationExpr | undefined;
  if (scanner.kind !== ']') {
    step = parsePositiveDuration(session);
    if (step === undefined) return undefined;
  }
  scanner.mode = 'outside';
  if (!session.expect(']', 'to close the subquery') || !session.deepen()) return undefined;
  const { from } = spanOf(inner);
  const to = scanner.previousEnd;
  if (inner.type !== 'vector' && inner.type !== 'unknown') {
    session.report('type', 'A subquery is taken of an instant vector.', from, to);
  }
  const expr: Expr = { kind: 'subquery', expr: inner.expr, range, ...(step === undefined ? {} : { step }), from, to };
  return { expr, type: 'range', wrapped: false };
};

/** A modifier in front of the range. Before 3.15 computed ones were let through, with the meaning they have behind it. */
const misplacedModifier = (session: Session, { offset, at }: Selector): string | undefined => {
  const strict = isAtLeast(session.version, '3.15');
  if (offset !== undefined && (strict || offset.kind === 'duration')) return 'offset';
  return at !== undefined && (strict || at.kind === 'time') ? '@' : undefined;
};

const checkRangeOperand = (session: Session, operand: Operand, from: number, to: number): Selector | undefined => {
  const { expr, wrapped } = operand;
  if (expr.kind !== 'selector' || wrapped) {
    session.report('type', 'A range is taken of a selector.', from, to, 'Take a subquery of anything else: `[5m:]`.');
    return undefined;
  }
  const modifier = misplacedModifier(session, expr);
  if (modifier !== undefined) session.report('type', `\`${modifier}\` follows the range.`, from, to);
  return expr;
};

/** `[5m]` or `[5m:1m]`; the current token is `[`. */
const parseBrackets = (session: Session, operand: Operand): Operand | undefined => {
  const { scanner } = session;
  const { from: open } = scanner;
  scanner.mode = 'brackets';
  scanner.next();
  const range = parsePositiveDuration(session);
  if (range === undefined) return undefined;
  if (scanner.kind === ':') return parseSubqueryEnd(session, operand, range);
  scanner.mode = 'outside';
  if (!session.expect(']', 'or `:` after the range')) return undefined;
  const to = scanner.previousEnd;
  const found = checkRangeOperand(session, operand, open, to);
  if (found === undefined) return undefined;
  const { offset, at, extension, ...selector } = found;
  const modifiers = { ...(offset && { offset }), ...(at && { at }), ...(extension && { extension }) };
  return {
    expr: { kind: 'range', selector, range, ...modifiers, from: selector.from, to },
    type: 'range',
    wrapped: false,
  };
};

const parseOffsetModifier = (session: Session, operand: Operand): Operand | undefined => {
  session.scanner.next();
  const offset = parseOffset(session);
  if (offset === undefined) return undefined;
  const target = modifiable(operand);
  if (target === undefined) reject(session, operand, '`offset`');
  else if (target.offset !== undefined) {
    session.report('type', '`offset` is given twice.', target.from, session.scanner.previousEnd, 'Add the two up.');
  }
  return withModifiers(operand, { offset }, session.scanner.previousEnd);
};

const maxSeconds = 2 ** 63 - 1;

/** A time in seconds, `start()`, `end()` or a variable; the current token follows `@`. */
const parseAt = (session: Session): At | undefined => {
  const { scanner } = session;
  const keyword = scanner.kind === 'word' ? keywordOf(scanner.value) : undefined;
  if (keyword === 'start' || keyword === 'end') {
    scanner.next();
    return session.expect('(', `after \`${keyword}\``) && session.expect(')', `after \`${keyword}(\``)
      ? { kind: keyword }
      : undefined;
  }
  if (scanner.kind === 'variable' || (scanner.kind === 'word' && hasVariable(scanner.value))) {
    const text = scanner.value;
    scanner.next();
    return { kind: 'variable', text };
  }
  const sign = scanner.kind === '-' ? -1 : 1;
  if (scanner.kind === '-' || scanner.kind === '+') scanner.next();
  const { from, to } = scanner;
  if (!isNumberHere(session)) return session.unexpected('a timestamp');
  const read = readNumber(session);
  if (read === undefined) return undefined;
  if (!(Math.abs(read.value) < maxSeconds)) session.report('type', 'The timestamp is out of bounds.', from, to);
  return { kind: 'time', seconds: Math.round(sign * read.value * 1_000) / 1_000 };
};

const parseAtModifier = (session: Session, operand: Operand): Operand | undefined => {
  const { scanner } = session;
  session.require('at', 'The modifier `@`', scanner.from, scanner.to);
  scanner.next();
  const at = parseAt(session);
  if (at === undefined) return undefined;
  const target = modifiable(operand);
  if (target === undefined) reject(session, operand, '`@`');
  else if (target.at !== undefined) session.report('type', '`@` is given twice.', target.from, scanner.previousEnd);
  return withModifiers(operand, { at }, scanner.previousEnd);
};

const parseExtension = (session: Session, operand: Operand, extension: 'anchored' | 'smoothed'): Operand => {
  const { scanner } = session;
  session.require('extendedRanges', `The modifier \`${extension}\``, scanner.from, scanner.to);
  scanner.next();
  const target = modifiable(operand);
  const { from, to } = operand.expr;
  if (target === undefined || target.kind === 'subquery') {
    session.report('type', `\`${extension}\` follows a selector and nothing else.`, from, to);
    return operand;
  }
  if (target.extension !== undefined && target.extension !== extension) {
    session.report('type', '`anchored` and `smoothed` exclude each other.', from, scanner.previousEnd);
  }
  return withModifiers(operand, { extension }, scanner.previousEnd);
};

/** The ranges and modifiers behind an expression. */
export const parsePostfix = (session: Session, primary: Operand | undefined): Operand | undefined => {
  const { scanner } = session;
  let operand = primary;
  while (operand !== undefined) {
    if (scanner.kind === '[') operand = parseBrackets(session, operand);
    else if (scanner.kind === '@') operand = parseAtModifier(session, operand);
    else {
      const keyword = scanner.kind === 'word' ? keywordOf(scanner.value) : undefined;
      if (keyword === 'offset') operand = parseOffsetModifier(session, operand);
      else if (keyword === 'anchored' || keyword === 'smoothed') operand = parseExtension(session, operand, keyword);
      else return operand;
    }
  }
  return undefined;
};
