import { aggregationNamed } from './aggregations.ts';
import { canNameMetric, isNumberWord, keywordOf } from './names.ts';
import { parseAggregate, parseArguments } from './parse-aggregate.ts';
import { parseBinaryTail, precedenceHere } from './parse-binary.ts';
import { checkCall, type Operand } from './parse-checks.ts';
import { readNumber } from './parse-number.ts';
import { parsePostfix } from './parse-postfix.ts';
import { parseSelector, parseString } from './parse-selector.ts';
import type { PromqlProblem } from './problem.ts';
import { type ParseOptions, Session } from './session.ts';
import type { Expr } from './syntax.ts';

export type { PromqlProblem } from './problem.ts';
export type { ParseOptions } from './session.ts';

/** What came of reading a text: the tree when it could be read, and everything that is wrong with it. */
export interface ParseResult {
  readonly expr?: Expr;
  readonly problems: readonly PromqlProblem[];
}

const operand = (expr: Expr, type: Operand['type'], wrapped = false): Operand => ({ expr, type, wrapped });

const parseNumberLiteral = (session: Session): Operand | undefined => {
  const { from, to } = session.scanner;
  const read = readNumber(session);
  return read === undefined ? undefined : operand({ kind: 'number', ...read, from, to }, 'scalar');
};

const parseCall = (session: Session, func: string, from: number): Operand | undefined => {
  const args = parseArguments(session, func, parseExpr);
  if (args === undefined) return undefined;
  const to = session.scanner.previousEnd;
  const type = checkCall(session, func, args, { from, to });
  return operand({ kind: 'call', func, args: args.map(arg => arg.expr), from, to }, type);
};

/** What begins with a word: a number, an aggregation, a call or a selector. */
const parseWord = (session: Session): Operand | undefined => {
  const { scanner } = session;
  const word = scanner.value;
  if (isNumberWord(word)) return parseNumberLiteral(session);
  const { from } = scanner;
  const keyword = keywordOf(word);
  if (keyword !== undefined && !canNameMetric(keyword)) return session.unexpected('an expression');
  const lower = word.toLowerCase();
  const aggregation = aggregationNamed(lower);
  if (keyword === undefined || scanner.followedByParenthesis() === false) {
    scanner.next();
  } else if (keyword === 'start' || keyword === 'end' || keyword === 'step' || keyword === 'range') {
    scanner.next();
    return parseCall(session, word, from);
  } else return session.unexpected('an expression');
  if (scanner.kind === '(') {
    if (aggregation !== undefined) return parseAggregate(session, lower, aggregation, from, parseExpr);
    return word.includes(':') ? session.unexpected('an operator') : parseCall(session, word, from);
  }
  if (aggregation !== undefined && scanner.kind === 'word') {
    const next = keywordOf(scanner.value);
    if (next === 'by' || next === 'without') return parseAggregate(session, lower, aggregation, from, parseExpr);
  }
  const selector = parseSelector(session, from, word);
  return selector === undefined ? undefined : operand(selector, 'vector');
};

const parseVariable = (session: Session): Operand | undefined => {
  const { scanner } = session;
  const { from, to } = scanner;
  const text = scanner.value;
  scanner.next();
  if (scanner.kind === '(') return parseCall(session, text, from);
  if (scanner.kind !== '{' && scanner.kind !== '[') return operand({ kind: 'variable', text, from, to }, 'unknown');
  const selector = parseSelector(session, from, text);
  return selector === undefined ? undefined : operand(selector, 'vector');
};

const parseParentheses = (session: Session): Operand | undefined => {
  const { scanner } = session;
  const { from } = scanner;
  scanner.next();
  const inner = parseExpr(session, 0);
  return inner !== undefined && session.expect(')', 'to close the parenthesis')
    ? { ...inner, wrapped: true, outer: { from, to: scanner.previousEnd } }
    : undefined;
};

const parsePrimary = (session: Session): Operand | undefined => {
  const { scanner } = session;
  const { from, to, kind } = scanner;
  switch (kind) {
    case 'word':
      return parseWord(session);
    case 'number':
    case 'duration':
      return parseNumberLiteral(session);
    case '(':
      return parseParentheses(session);
    case 'variable':
      return parseVariable(session);
    case '{': {
      const selector = parseSelector(session, from, undefined);
      return selector === undefined ? undefined : operand(selector, 'vector');
    }
    case 'string': {
      const value = parseString(session);
      return value === undefined ? undefined : operand({ kind: 'string', value, from, to }, 'string');
    }
    default:
      return session.unexpected('an expression');
  }
};

/** A sign binds tighter than `*` and looser than `^`. */
const parseSigned = (session: Session, op: '-' | '+'): Operand | undefined => {
  const { from } = session.scanner;
  session.scanner.next();
  const inner = parseExpr(session, powerPrecedence);
  if (inner === undefined) return undefined;
  const { expr, type } = inner;
  const { to } = session.scanner.previousEnd > expr.to ? { to: session.scanner.previousEnd } : expr;
  if (expr.kind === 'number') return operand({ ...expr, value: op === '-' ? -expr.value : expr.value, from, to }, type);
  if (type === 'range' || type === 'string') {
    const what = type === 'range' ? 'a range vector' : 'a string';
    session.report('type', `The sign \`${op}\` takes a number or an instant vector, not ${what}.`, from, to);
  }
  return operand({ kind: 'unary', op, expr, from, to }, type);
};

const powerPrecedence = 6;

/** An expression whose operators bind at least as tight as `least`. */
const parseExpr = (session: Session, least: number): Operand | undefined =>
  session.nested(() => {
    const { scanner } = session;
    const sign = scanner.kind;
    let left = sign === '-' || sign === '+' ? parseSigned(session, sign) : parsePostfix(session, parsePrimary(session));
    while (left !== undefined) {
      const strength = precedenceHere(scanner);
      if (strength === 0 || strength < least) return left;
      left = parseBinaryTail(session, left, strength, parseExpr);
    }
    return undefined;
  });

/**
 * Reads a PromQL expression. Never throws: what cannot be read is a problem with its position, and so is what the
 * targeted release would refuse. The verdict is that of Prometheus: no problems means that it takes the expression.
 */
export const parse = (text: string, options: ParseOptions = {}): ParseResult => {
  const session = new Session(text, options);
  const { scanner, problems } = session;
  scanner.next();
  if (scanner.kind === 'end') {
    session.fail('The expression is empty.', 'Write an expression such as `up == 0`.');
    return { problems };
  }
  const root = parseExpr(session, 0);
  if (root === undefined) return { problems };
  if (!scanner.at('end')) {
    session.unexpected('an operator or the end');
    return { problems };
  }
  return { expr: root.expr, problems };
};
