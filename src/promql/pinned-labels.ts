import { hasVariable } from './names.ts';
import type { Expr } from './syntax.ts';
import { walk } from './walk.ts';

/** Labels that every selector of an expression pins to one and the same value, `slo="api-latency"` say. */
export const labelsPinned = (expr: Expr): ReadonlyMap<string, string> => {
  let pinned: ReadonlyMap<string, string> | undefined;
  walk(expr, node => {
    if (node.kind !== 'selector') return;
    const own = new Map(
      node.matchers
        .filter(({ label, op, value }) => op === '=' && label !== '__name__' && value !== '' && !hasVariable(value))
        .map(({ label, value }) => [label, value]),
    );
    pinned = pinned === undefined ? own : new Map([...pinned].filter(([label, value]) => own.get(label) === value));
  });
  return pinned ?? new Map();
};
