import { hasVariable } from '../promql/names.ts';
import { print } from '../promql/print.ts';
import { type Expr, nowhere } from '../promql/syntax.ts';
import { mapExpr } from '../promql/walk.ts';

/**
 * What an expression is about, as text: how long it looks back, and what a reader chooses on a page, are left out. A rule
 * and a graph of the same thing give the same text.
 */
export const aboutWhat = (expr: Expr): string =>
  print(
    mapExpr(expr, node => {
      switch (node.kind) {
        case 'selector':
          return { ...node, matchers: node.matchers.filter(({ value }) => !hasVariable(value)) };
        case 'range':
          return { ...node, range: { kind: 'durationVariable', text: '$range', ...nowhere } };
        default:
          return node;
      }
    }),
  );
