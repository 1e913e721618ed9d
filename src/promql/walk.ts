import type { Expr } from './syntax.ts';

/** The expressions directly inside an expression, in the order they are written. */
export const children = (expr: Expr): readonly Expr[] => {
  switch (expr.kind) {
    case 'range':
      return [expr.selector];
    case 'subquery':
    case 'unary':
      return [expr.expr];
    case 'call':
      return expr.args;
    case 'aggregate':
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
    case 'binary':
      return [expr.left, expr.right];
    default:
      return [];
  }
};

/** Calls `visit` for every node, parents first, in the order they are written. Not recursive. */
export const walk = (root: Expr, visit: (expr: Expr) => void): void => {
  const open: Expr[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    visit(node);
    const inner = children(node);
    for (let i = inner.length - 1; i >= 0; i--) {
      const child = inner[i];
      if (child !== undefined) open.push(child);
    }
  }
};

const mapChildren = (expr: Expr, change: (expr: Expr) => Expr): Expr => {
  switch (expr.kind) {
    case 'range': {
      const selector = change(expr.selector);
      return selector.kind === 'selector' ? { ...expr, selector } : expr;
    }
    case 'subquery':
    case 'unary':
      return { ...expr, expr: mapExpr(expr.expr, change) };
    case 'call':
      return { ...expr, args: expr.args.map(arg => mapExpr(arg, change)) };
    case 'aggregate':
      return {
        ...expr,
        ...(expr.param === undefined ? {} : { param: mapExpr(expr.param, change) }),
        expr: mapExpr(expr.expr, change),
      };
    default:
      return expr;
  }
};

/**
 * A copy with every node changed, children before their parents. The selector in a range can become another selector
 * and nothing else.
 */
export const mapExpr = (root: Expr, change: (expr: Expr) => Expr): Expr => {
  const chain: Extract<Expr, { kind: 'binary' }>[] = [];
  let node = root;
  while (node.kind === 'binary') {
    chain.push(node);
    node = node.left;
  }
  let result = change(mapChildren(node, change));
  for (const binary of chain.reverse()) {
    result = change({ ...binary, left: result, right: mapExpr(binary.right, change) });
  }
  return result;
};
