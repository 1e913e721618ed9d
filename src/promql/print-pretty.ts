import { precedence, primaryPrecedence, wrapsLeft, wrapsRight, wrapsSigned } from './operators.ts';
import { print } from './print.ts';
import { printDuration, printGrouping, printModifiers, printOperator } from './print-terms.ts';
import type { Binary, Expr } from './syntax.ts';

/** Only line feeds break lines here; a string may hold other characters that a regular expression takes for line ends. */
const indent = (text: string): string => `  ${text.replaceAll('\n', '\n  ')}`;

/** Several lines in parentheses. */
const block = (open: string, lines: string): string => `${open}(\n${indent(lines)}\n)`;

const operand = (expr: Expr, needed: boolean, width: number): string =>
  needed ? block('', broken(expr, width - 2)) : broken(expr, width);

const brokenBinary = (root: Binary, width: number): string => {
  const lines: string[] = [];
  let node = root;
  for (;;) {
    const wraps = wrapsRight(node.op, node.right);
    const right = operand(node.right, wraps, width - 2);
    lines.push(`${printOperator(node.op, node.bool, node.matching, node.fill)} ${right}`);
    const { left } = node;
    if (left.kind !== 'binary' || wrapsLeft(node.op, left)) {
      lines.push(operand(left, wrapsLeft(node.op, left), width));
      return lines.reverse().join('\n');
    }
    node = left;
  }
};

/** An expression on several lines, unless it fits on one or cannot be broken. */
const broken = (expr: Expr, width: number): string => {
  const line = print(expr);
  if (line.length <= width) return line;
  switch (expr.kind) {
    case 'call':
      return expr.args.length === 0 ? line : block(expr.func, expr.args.map(arg => broken(arg, width - 3)).join(',\n'));
    case 'aggregate': {
      const args = expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
      const grouping = printGrouping(expr.grouping);
      return block(
        `${expr.op}${grouping}${grouping === '' ? '' : ' '}`,
        args.map(arg => broken(arg, width - 3)).join(',\n'),
      );
    }
    case 'subquery': {
      const inner = operand(expr.expr, precedence(expr.expr) < primaryPrecedence, width);
      return `${inner}[${printDuration(expr.range)}:${expr.step === undefined ? '' : printDuration(expr.step)}]${printModifiers(expr)}`;
    }
    case 'unary':
      return `${expr.op}${operand(expr.expr, wrapsSigned(expr.expr), width - 1)}`;
    case 'binary':
      return brokenBinary(expr, width);
    default:
      return line;
  }
};

/**
 * The text of an expression for people: lines of at most `width` characters (default 100, where the expression lets
 * them), one operand per line, operators in front. It reads as the same tree as the canonical text.
 */
export const printPretty = (expr: Expr, width = 100): string => broken(expr, width);
