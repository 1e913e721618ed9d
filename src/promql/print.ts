import { quoteString } from './literals.ts';
import { precedence, primaryPrecedence, wrapsLeft, wrapsRight, wrapsSigned } from './operators.ts';
import {
  printDuration,
  printGrouping,
  printModifiers,
  printNumberLiteral,
  printOperator,
  printSelector,
} from './print-terms.ts';
import type { Binary, Expr } from './syntax.ts';

const wrapped = (expr: Expr, needed: boolean): string => (needed ? `(${print(expr)})` : print(expr));

/** Chains such as `a + b + c` lean left and can be thousands long: they are walked, not recursed into. */
const printBinary = (root: Binary): string => {
  const tail: string[] = [];
  let node = root;
  for (;;) {
    const operator = printOperator(node.op, node.bool, node.matching, node.fill);
    tail.push(` ${operator} ${wrapped(node.right, wrapsRight(node.op, node.right))}`);
    const { left } = node;
    if (left.kind !== 'binary' || wrapsLeft(node.op, left)) {
      return wrapped(left, wrapsLeft(node.op, left)) + tail.reverse().join('');
    }
    node = left;
  }
};

/**
 * The canonical text of an expression: one line, no parenthesis too many, the same for equal trees. What it prints
 * parses to an equal tree.
 */
export const print = (expr: Expr): string => {
  switch (expr.kind) {
    case 'number':
      return printNumberLiteral(expr);
    case 'string':
      return quoteString(expr.value);
    case 'variable':
      return expr.text;
    case 'selector':
      return printSelector(expr) + printModifiers(expr);
    case 'range':
      return `${printSelector(expr.selector)}[${printDuration(expr.range)}]${printModifiers(expr)}`;
    case 'subquery': {
      const inner = wrapped(expr.expr, precedence(expr.expr) < primaryPrecedence);
      const step = expr.step === undefined ? '' : printDuration(expr.step);
      return `${inner}[${printDuration(expr.range)}:${step}]${printModifiers(expr)}`;
    }
    case 'call':
      return `${expr.func}(${expr.args.map(print).join(', ')})`;
    case 'aggregate': {
      const param = expr.param === undefined ? '' : `${print(expr.param)}, `;
      const grouping = printGrouping(expr.grouping);
      return `${expr.op}${grouping}${grouping === '' ? '' : ' '}(${param}${print(expr.expr)})`;
    }
    case 'unary':
      return `${expr.op}${wrapped(expr.expr, wrapsSigned(expr.expr))}`;
    case 'binary':
      return printBinary(expr);
  }
};
