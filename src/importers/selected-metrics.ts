import type { Expr, Selector } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';

/** Names of the metrics that an expression selects. */
export const selectedMetrics = (tree: Expr): readonly string[] => {
  const names: string[] = [];
  walk(tree, node => {
    const name = node.kind === 'selector' ? nameOf(node) : undefined;
    if (name !== undefined) names.push(name);
  });
  return names;
};

const nameOf = (selector: Selector): string | undefined =>
  selector.name ?? selector.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
