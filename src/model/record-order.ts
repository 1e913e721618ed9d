import type { RecordEntry } from '../catalogue/alert.ts';
import { parse } from '../promql/parse.ts';
import { walk } from '../promql/walk.ts';

/** Series names that an expression selects by name; none when it cannot be read, which a check reports. */
const seriesIn = (text: string): ReadonlySet<string> => {
  const names = new Set<string>();
  const { expr } = parse(text);
  if (expr !== undefined)
    walk(expr, node => {
      if (node.kind === 'selector' && node.name !== undefined) names.add(node.name);
    });
  return names;
};

/**
 * Recording rules so that each stands behind those whose series it uses, otherwise in the given order. Prometheus
 * evaluates a group from top to bottom: the other way round, a rule would read values of the evaluation before. In a
 * circle one of them does so in any order.
 */
export const inDependencyOrder = (records: readonly RecordEntry[]): readonly RecordEntry[] => {
  const visited = new Set<RecordEntry>();
  const result: RecordEntry[] = [];
  const visit = (record: RecordEntry): void => {
    if (visited.has(record)) return;
    visited.add(record);
    const used = seriesIn(record.expr);
    for (const other of records) if (used.has(other.record)) visit(other);
    result.push(record);
  };
  records.forEach(visit);
  return result;
};
