import { formatNumber } from '../core/decimal.ts';
import { formatDuration } from '../core/duration.ts';
import { quoteString } from './literals.ts';
import { hasVariable, isPlainGroupingLabel, isPlainLabelName, isPlainMetricName } from './names.ts';
import type {
  At,
  DurationExpr,
  Fill,
  Grouping,
  Matcher,
  Matching,
  Modifiers,
  NumberLiteral,
  Selector,
} from './syntax.ts';

const strength: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };

/** A number as PromQL reads it back: decimal digits, an exponent only where digits would run to dozens. */
export const printNumber = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e21 || size < 1e-20) ? String(value) : formatNumber(value);
};

/** Milliseconds as a duration, or as a number of seconds where no duration is that precise. */
const printMilliseconds = (milliseconds: number): string => {
  const size = Math.abs(milliseconds);
  const text = Number.isInteger(size) ? formatDuration(size) : printNumber(size / 1_000);
  return milliseconds < 0 ? `-${text}` : text;
};

export const printNumberLiteral = (literal: NumberLiteral): string => {
  const milliseconds = literal.value * 1_000;
  return literal.duration && Number.isInteger(milliseconds)
    ? printMilliseconds(milliseconds)
    : printNumber(literal.value);
};

/** A fixed factor or exponent is a number of seconds, which reads better than a duration: `5m * 2`. */
const printFactor = (op: string, expr: DurationExpr): string =>
  op !== '+' && op !== '-' && expr.kind === 'duration' ? printNumber(expr.milliseconds / 1_000) : printDuration(expr);

/** How tight a duration binds: 4 for what needs no parentheses, 2.5 for what begins with a sign. */
const durationStrength = (expr: DurationExpr): number => {
  if (expr.kind === 'durationBinary') return strength[expr.op] ?? 0;
  const negative = expr.kind === 'durationNegation' || (expr.kind === 'duration' && expr.milliseconds < 0);
  return negative ? 2.5 : 4;
};

const inParentheses = (text: string, needed: boolean): string => (needed ? `(${text})` : text);

export const printDuration = (expr: DurationExpr): string => {
  switch (expr.kind) {
    case 'duration':
      return printMilliseconds(expr.milliseconds);
    case 'durationVariable':
      return expr.text;
    case 'durationCall':
      return `${expr.func}(${expr.args.map(printDuration).join(', ')})`;
    case 'durationNegation':
      return `-${inParentheses(printDuration(expr.expr), durationStrength(expr.expr) < 3)}`;
    case 'durationBinary': {
      const own = durationStrength(expr);
      const rightToLeft = expr.op === '^';
      const left = durationStrength(expr.left);
      const right = durationStrength(expr.right);
      const first = inParentheses(printDuration(expr.left), rightToLeft ? left <= own : left < own);
      const signed = right === 2.5;
      return `${first} ${expr.op} ${inParentheses(printFactor(expr.op, expr.right), !signed && (rightToLeft ? right < own : right <= own))}`;
    }
  }
};

const printAt = (at: At): string => {
  switch (at.kind) {
    case 'time':
      return printNumber(at.seconds);
    case 'variable':
      return at.text;
    default:
      return `${at.kind}()`;
  }
};

/** An offset takes one value with its sign; arithmetic stands in parentheses. */
const printOffset = (offset: DurationExpr): string => {
  const negative = offset.kind === 'durationNegation';
  const value = negative ? offset.expr : offset;
  const text = inParentheses(
    printDuration(value),
    value.kind === 'durationBinary' || (negative && durationStrength(value) < 4),
  );
  return negative ? `-${text}` : text;
};

/** ` anchored @ 1700000000 offset 5m`, with the space in front. */
export const printModifiers = ({ extension, at, offset }: Modifiers): string => {
  const first = extension === undefined ? '' : ` ${extension}`;
  const second = at === undefined ? '' : ` @ ${printAt(at)}`;
  return offset === undefined ? first + second : `${first}${second} offset ${printOffset(offset)}`;
};

/** `status=~"5.."`. */
export const printMatcher = ({ label, op, value }: Matcher): string =>
  `${isPlainLabelName(label) || hasVariable(label) ? label : quoteString(label)}${op}${quoteString(value)}`;

/** A selector without its modifiers. A name that is no plain identifier, or not the only one, stands in braces. */
export const printSelector = ({ name, matchers }: Selector): string => {
  const printed = matchers.map(printMatcher);
  if (name === undefined) return `{${printed.join(',')}}`;
  const plain = isPlainMetricName(name) && !matchers.some(({ label }) => label === '__name__');
  if (!plain && !hasVariable(name)) return `{${[quoteString(name), ...printed].join(',')}}`;
  return printed.length === 0 ? name : `${name}{${printed.join(',')}}`;
};

export const printLabels = (labels: readonly string[]): string =>
  `(${labels.map(label => (isPlainGroupingLabel(label) || hasVariable(label) ? label : quoteString(label))).join(', ')})`;

/** ` by (a, b)`, with the space in front. */
export const printGrouping = (grouping: Grouping | undefined): string =>
  grouping === undefined ? '' : ` ${grouping.kind} ${printLabels(grouping.labels)}`;

const printMatching = ({ kind, labels, group }: Matching): string => {
  const own = ` ${kind} ${printLabels(labels)}`;
  if (group === undefined) return own;
  return `${own} group_${group.side}${group.labels.length === 0 ? ' ()' : ` ${printLabels(group.labels)}`}`;
};

const printFill = ({ left, right }: Fill): string => {
  if (left !== undefined && Object.is(left, right)) return ` fill (${printNumber(left)})`;
  const first = left === undefined ? '' : ` fill_left (${printNumber(left)})`;
  return right === undefined ? first : `${first} fill_right (${printNumber(right)})`;
};

/** What stands between two operands: `/ on (a) group_left (b)`. */
export const printOperator = (
  op: string,
  bool: true | undefined,
  matching: Matching | undefined,
  fill: Fill | undefined,
): string =>
  `${op}${bool ? ' bool' : ''}${matching === undefined ? '' : printMatching(matching)}${fill === undefined ? '' : printFill(fill)}`;
