import { keywordOf } from './names.ts';
import { isBinaryOperator, precedenceOf } from './operators.ts';
import type { ParseExpr } from './parse-aggregate.ts';
import { checkBinary, type Operand, spanOf } from './parse-checks.ts';
import { isNumberHere, readNumber } from './parse-number.ts';
import { parseLabels } from './parse-selector.ts';
import type { Scanner } from './scanner.ts';
import type { Session } from './session.ts';
import type { Binary, BinaryOperator, Fill, Matching } from './syntax.ts';

const operatorHere = (scanner: Scanner): BinaryOperator | undefined => {
  const text = scanner.kind === 'word' ? (keywordOf(scanner.value) ?? '') : scanner.kind;
  return isBinaryOperator(text) ? text : undefined;
};

/** How tight the operator at the current token binds; 0 when there is none. */
export const precedenceHere = (scanner: Scanner): number => {
  const op = operatorHere(scanner);
  return op === undefined ? 0 : precedenceOf(op);
};

const keywordHere = (session: Session): string | undefined =>
  session.scanner.kind === 'word' ? keywordOf(session.scanner.value) : undefined;

/** `on (...)` or `ignoring (...)` with its grouping; undefined when there is none, false when it cannot be read. */
const parseMatching = (session: Session): Matching | undefined | false => {
  const kind = keywordHere(session);
  if (kind !== 'on' && kind !== 'ignoring') return undefined;
  session.scanner.next();
  const labels = parseLabels(session);
  if (labels === undefined) return false;
  const side = keywordHere(session);
  if (side !== 'group_left' && side !== 'group_right') return { kind, labels };
  session.scanner.next();
  const taken = session.scanner.kind === '(' ? parseLabels(session) : [];
  if (taken === undefined) return false;
  return { kind, labels, group: { side: side === 'group_left' ? 'left' : 'right', labels: taken } };
};

/** A number with its sign, in parentheses. */
const parseFillValue = (session: Session): number | undefined => {
  const { scanner } = session;
  if (!session.expect('(', 'before the value to fill in')) return undefined;
  const sign = scanner.kind === '-' ? -1 : 1;
  if (scanner.kind === '-' || scanner.kind === '+') scanner.next();
  if (!isNumberHere(session)) return session.unexpected('a number');
  const read = readNumber(session);
  return read !== undefined && session.expect(')', 'after the value to fill in') ? sign * read.value : undefined;
};

const parseFill = (session: Session): Fill | undefined | false => {
  const { scanner } = session;
  let fill: Fill | undefined;
  for (;;) {
    const keyword = keywordHere(session);
    if (keyword !== 'fill' && keyword !== 'fill_left' && keyword !== 'fill_right') return fill;
    if (!scanner.followedByParenthesis()) return fill;
    const sides =
      keyword === 'fill' ? (['left', 'right'] as const) : ([keyword === 'fill_left' ? 'left' : 'right'] as const);
    if (fill !== undefined && sides.some(side => fill?.[side] !== undefined)) {
      session.unexpected('an expression');
      return false;
    }
    session.require('fill', `The modifier \`${keyword}\``, scanner.from, scanner.to);
    scanner.next();
    const value = parseFillValue(session);
    if (value === undefined) return false;
    fill =
      keyword === 'fill'
        ? { left: value, right: value }
        : { ...fill, [keyword === 'fill_left' ? 'left' : 'right']: value };
  }
};

/** The operator at the current token with its modifiers and its right side. */
export const parseBinaryTail = (
  session: Session,
  left: Operand,
  strength: number,
  parseExpr: ParseExpr,
): Operand | undefined => {
  const { scanner } = session;
  const op = operatorHere(scanner);
  if (op === undefined) return session.unexpected('an operator');
  const at = { from: scanner.from, to: scanner.to };
  if (op === 'atan2') session.require('atan2', 'The operator `atan2`', at.from, at.to);
  if (op === '</' || op === '>/') session.require('trim', `The operator \`${op}\``, at.from, at.to);
  scanner.next();
  const bool = keywordHere(session) === 'bool';
  if (bool) scanner.next();
  const matching = parseMatching(session);
  if (matching === false) return undefined;
  const fill = parseFill(session);
  if (fill === false) return undefined;
  const right = parseExpr(session, op === '^' ? strength : strength + 1);
  if (right === undefined) return undefined;
  const expr: Binary = {
    kind: 'binary',
    op,
    left: left.expr,
    right: right.expr,
    ...(bool ? { bool } : {}),
    ...(matching === undefined ? {} : { matching }),
    ...(fill === undefined ? {} : { fill }),
    from: spanOf(left).from,
    to: scanner.previousEnd,
  };
  return { expr, type: checkBinary(session, expr, left, right, at), wrapped: false };
};
